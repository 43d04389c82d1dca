// See telling.hpp.
#include "engine/core/telling.hpp"

#include "engine/runtime/execution.hpp"
#include "engine/runtime/heap_history.hpp"
#include "engine/trace/picture.hpp"
#include "engine/trace/trace.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>

namespace heddle::model::core {

namespace {

// How many events of each thread the failure depends on.
class dependence {
public:
    dependence(const graph& g, std::vector<std::uint32_t> executed, const failure_record& record)
        : graph_(g), executed_(std::move(executed)), needed_(executed_.size(), 0) {
        add(record.thread, executed_[record.thread]);
        for (const final_step& step : record.last)
            add(step.thread, step.atomic ? step.epoch + 1 : step.epoch);
    }

    [[nodiscard]] const std::vector<std::uint32_t>& needed() const { return needed_; }

private:
    void add(thread_id t, std::uint32_t count) {
        count = std::min(count, executed_[t]);
        const std::vector<event_id>& own = graph_.thread(t).events;
        if (count != 0 && count < executed_[t] && graph_.at(own[count - 1]).kind == event_kind::read &&
            graph_.at(own[count - 1]).exclusive)
            ++count; // both halves of a read-modify-write
        const event_id last = count == 0 ? graph_.thread(t).creator : own[count - 1];
        if (last == no_event)
            return;
        for (thread_id other = 0; other < needed_.size(); ++other)
            needed_[other] = std::max(needed_[other], std::min(graph_.causal(last)[other], executed_[other]));
    }

    const graph& graph_;
    std::vector<std::uint32_t> executed_;
    std::vector<std::uint32_t> needed_;
};

[[nodiscard]] bool depends_on_all(failure_kind kind) {
    return kind == failure_kind::deadlock || kind == failure_kind::livelock || kind == failure_kind::leak;
}

[[nodiscard]] std::vector<std::uint32_t> needed_for(execution& run, const failure_record& record) {
    return depends_on_all(record.kind) ? run.progress()
                                       : dependence(run.search().current(), run.progress(), record).needed();
}

[[nodiscard]] std::size_t sum_of(const std::vector<std::uint32_t>& counts) {
    return std::accumulate(counts.begin(), counts.end(), std::size_t{0});
}

[[nodiscard]] std::string token_of(execution& run, const std::vector<std::uint32_t>& executed, thread_id last) {
    const graph& g = run.search().current();
    return to_text(describe(g, causal_order(g, executed), last, run.sequential()));
}

// The failure to which the token leads, if it is of the expected kind.
[[nodiscard]] std::optional<failure_record> repeat(execution& run, const failing_execution& failed,
                                                   const std::string& token) {
    run.follow(*parse_token(token), failed.raced_on);
    const run_outcome outcome = run.run();
    if (outcome == run_outcome::failed && run.failure().kind == failed.kind)
        return run.failure();
    if (outcome == run_outcome::complete && failed.kind == failure_kind::leak)
        return find_leak();
    return std::nullopt;
}

// Not of many: counting them may take long.
[[nodiscard]] std::optional<std::uint32_t> preemptions_of(execution& run, const std::vector<std::uint32_t>& counts) {
    constexpr std::uint32_t beyond_the_bound = 2;
    const std::optional<std::uint32_t> bound = run.preemption_bound();
    if (!bound)
        return std::nullopt;
    const std::uint32_t few = *bound + beyond_the_bound;
    const std::uint32_t needed = run.search().preemptions_of(counts, few);
    return needed > few ? std::nullopt : std::optional(needed);
}

// Fewer preemptions first, where they are bounded; then fewer events, then fewer switches.
[[nodiscard]] bool is_smaller(const failing_execution& a, const failing_execution& b) {
    constexpr std::uint32_t many = std::numeric_limits<std::uint32_t>::max();
    return std::tuple(a.preemptions.value_or(many), a.events, a.switches) <
           std::tuple(b.preemptions.value_or(many), b.events, b.switches);
}

[[nodiscard]] failure without_trace(const failing_execution& failed) {
    failure bug;
    bug.kind = failed.kind;
    bug.message = failed.message;
    bug.location = failed.location;
    bug.replay = failed.token;
    return bug;
}

} // namespace

failing_execution note_failure(execution& run, const failure_record& record) {
    const graph& g = run.search().current();
    const std::vector<std::uint32_t> executed = run.progress();
    const std::vector<std::uint32_t> needed = needed_for(run, record);
    failing_execution noted{.kind = record.kind,
                            .message = record.message,
                            .location = record.location,
                            .raced_on = record.raced_on,
                            .token = token_of(run, executed, record.thread),
                            .short_token = token_of(run, needed, record.thread),
                            .events = sum_of(needed),
                            .switches = trace::explain(g, needed, record.thread).switches,
                            .preemptions = preemptions_of(run, needed)};
    if (noted.location.empty())
        noted.location = user_place(record.calls.empty() ? call_chain{record.pc} : record.calls);
    return noted;
}

void keep_smaller(execution& run, const failure_record& record, failing_execution& smallest) {
    if (!smallest.preemptions && sum_of(needed_for(run, record)) > smallest.events)
        return;
    failing_execution candidate = note_failure(run, record);
    if (is_smaller(candidate, smallest))
        smallest = std::move(candidate);
}

std::optional<failure_record> find_leak() {
    runtime::leak leaked{};
    if (!runtime::touched_memory_leaks(leaked))
        return std::nullopt;
    const runtime::known_block known = runtime::block_around(leaked.address).value();
    failure_record record{failure_kind::leak,
                          known.name + " (" + std::to_string(leaked.size) + " bytes, allocated by thread " +
                              std::to_string(leaked.allocated_by) +
                              ") is never freed, and nothing points to it any more",
                          leaked.allocated_by, leaked.allocated_at, nullptr};
    record.calls = known.allocated.calls;
    record.last.push_back({leaked.allocated_by, "allocates " + known.name + ", which is never freed",
                           known.allocated.calls, step_role::failing, false, known.allocated.epoch});
    return record;
}

std::optional<failure> tell(execution& run, const failing_execution& failed) {
    for (const std::string& token : {failed.short_token, failed.token})
        if (const std::optional<failure_record> again = repeat(run, failed, token)) {
            // The search does not record what freed a block; now it is known, and what else the failure depends on.
            const failing_execution noted = note_failure(run, *again);
            if (noted.events == sum_of(run.progress()))
                return tell_now(run, *again);
            const std::optional<failure_record> smaller = repeat(run, noted, noted.short_token);
            if (const auto& found = smaller ? smaller : repeat(run, failed, token))
                return tell_now(run, *found);
        }
    return std::nullopt;
}

failure untold(const failing_execution& failed) {
    failure bug = without_trace(failed);
    bug.trace = std::string(bug.kind_name()) + ": " + bug.message +
                "\nnote: the replay token does not lead to this failure again\n";
    return bug;
}

failure tell_now(execution& run, const failure_record& record) {
    failure bug = without_trace(note_failure(run, record));
    const trace::story told(run, record);
    const trace::marked_text text = trace::describe(told);
    bug.trace = text.text();
    bug.emphasised = text.marks();
    bug.graph = trace::picture(told);
    return bug;
}

} // namespace heddle::model::core
