// The public face: the loop over all executions, and what it reports.
#include "engine/core/execution.hpp"
#include "engine/core/fingerprint.hpp"
#include "engine/core/test_framework.hpp"
#include "engine/runtime/body.hpp"
#include "engine/runtime/execution.hpp"
#include "engine/runtime/heap_history.hpp"
#include "engine/trace/picture.hpp"
#include "engine/trace/trace.hpp"

#include <unordered_set>

namespace heddle::model {

namespace core {

test_framework* listening_framework = nullptr;

void fail_expectation(const char* file, int line, const char* message) {
    if (active == nullptr || !runtime::in_body())
        return;
    in_body = false;
    active->fail({failure_kind::assertion, message, active->running_id(), nullptr, nullptr,
                  std::string(file == nullptr ? "" : file) + ":" + std::to_string(line)});
}

namespace {

struct word_hash {
    [[nodiscard]] std::size_t operator()(word value) const {
        return static_cast<std::size_t>(value) ^ static_cast<std::size_t>(value >> 64U);
    }
};

class exploration {
public:
    exploration(std::function<void()> body, const options& how)
        : how_(how), run_(std::move(body), how.memory == memory_model::sc) {
        run_.set_limits(how.max_events, how.execution_time_limit);
    }

    [[nodiscard]] result explore() {
        const auto begin = std::chrono::steady_clock::now();
        deadline_ = begin + how_.time_limit;
        if (how_.time_limit.count() != 0)
            run_.set_deadline(deadline_);
        active = &run_;
        runtime::begin_exploration();
        if (listening_framework != nullptr)
            listening_framework->begin();
        if (how_.replay.empty())
            explore_all();
        else
            replay();
        run_.stop_recording();
        if (listening_framework != nullptr)
            listening_framework->end();
        runtime::end_exploration();
        active = nullptr;
        result_.elapsed = std::chrono::steady_clock::now() - begin;
        return std::move(result_);
    }

private:
    void explore_all() {
        while (run_once() && !out_of_bounds()) {
            if (restarts_) {
                restarts_ = false;
            } else if (!run_.search().advance()) {
                result_.complete = !run_.sampled();
                if (run_.sampled())
                    result_.incomplete = "only some values of a nondeterministic integer were tried";
                return;
            }
        }
    }

    void replay() {
        std::optional<token> steps = parse_token(how_.replay);
        if (!steps || steps->sequential != run_.sequential()) {
            result_.unsupported =
                steps ? "the replay token is of the other memory model" : "the replay token is damaged";
            return;
        }
        run_.follow(std::move(*steps));
        while (run_once() && restarts_)
            restarts_ = false;
        if (!result_.bug && !result_.unsupported && result_.incomplete.empty())
            result_.incomplete = "one execution was replayed, and it holds";
    }

    // False if the exploration ends with this execution.
    [[nodiscard]] bool run_once() {
        runtime::begin_execution();
        const run_outcome outcome = run_.run();
        const bool goes_on = judge(outcome);
        runtime::end_execution();
        return goes_on;
    }

    [[nodiscard]] bool judge(run_outcome outcome) {
        switch (outcome) {
        case run_outcome::complete:
        case run_outcome::exited:
            return judge_complete(outcome == run_outcome::complete);
        case run_outcome::blocked:
            ++result_.blocked;
            return true;
        case run_outcome::restart:
            begin_anew();
            return true;
        case run_outcome::failed:
            ++result_.executions;
            report(run_.failure());
            return false;
        case run_outcome::unsupported:
            result_.unsupported = run_.reason();
            return false;
        case run_outcome::gave_up:
            result_.incomplete = run_.reason();
            return false;
        }
        return false;
    }

    [[nodiscard]] bool judge_complete(bool to_the_end) {
        ++result_.executions;
        if (how_.self_check && !seen_.insert(fingerprint(run_.search().current())).second)
            ++result_.duplicates;
        if (!run_.observation().empty())
            ++result_.observations[run_.observation()];
        const std::optional<failure_record> leak = to_the_end ? find_leak() : std::nullopt;
        if (leak)
            report(*leak);
        return !leak;
    }

    void begin_anew() {
        result_.executions = result_.blocked = result_.duplicates = 0;
        result_.observations.clear();
        seen_.clear();
        run_.restart();
        restarts_ = true;
    }

    [[nodiscard]] bool out_of_bounds() {
        const std::uint64_t runs = result_.executions + result_.blocked;
        if (how_.max_executions != 0 && runs >= how_.max_executions)
            return reached_bound("the bound of " + std::to_string(how_.max_executions) + " executions");
        if (how_.time_limit.count() != 0 && runs % 64 == 0 && std::chrono::steady_clock::now() >= deadline_)
            return reached_bound("the time limit");
        return false;
    }

    // The bound may coincide with the last execution.
    [[nodiscard]] bool reached_bound(const std::string& bound) {
        if (restarts_ || run_.search().advance()) {
            result_.incomplete = bound + " was reached";
            return true;
        }
        result_.complete = !run_.sampled();
        if (run_.sampled())
            result_.incomplete = "only some values of a nondeterministic integer were tried";
        return true;
    }

    void report(const failure_record& record) {
        if (record.kind == failure_kind::nondeterminism) {
            note_failure(record);
            describe_failure(record);
        } else {
            note_failure(record);
            tell(record.raced_on);
        }
    }

    // What can be said at once.
    void note_failure(const failure_record& record) {
        failure& bug = result_.bug.emplace();
        bug.kind = record.kind;
        bug.message = record.message;
        bug.location = record.location;
        if (bug.location.empty())
            bug.location = user_place(record.calls.empty() ? call_chain{record.pc} : record.calls);
        const graph& g = run_.search().current();
        const std::vector<event_id> order = causal_order(g, run_.progress());
        bug.replay = to_text(core::describe(g, order, record.thread, run_.sequential()));
    }

    // Once more by its own token: the token is tried, and what the trace tells is recorded on the way.
    void tell(std::uintptr_t raced_on) {
        const failure first = *result_.bug;
        run_.follow(*parse_token(first.replay), raced_on);
        runtime::end_execution();
        runtime::begin_execution();
        const run_outcome outcome = run_.run();
        std::optional<failure_record> again;
        if (outcome == run_outcome::failed && run_.failure().kind == first.kind)
            again = run_.failure();
        else if (outcome == run_outcome::complete && first.kind == failure_kind::leak)
            again = find_leak();
        if (again) {
            note_failure(*again);
            describe_failure(*again);
        } else {
            result_.bug->trace = std::string(first.kind_name()) + ": " + first.message +
                                 "\nnote: the replay token does not lead to this failure again\n";
        }
    }

    [[nodiscard]] static std::optional<failure_record> find_leak() {
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

    void describe_failure(const failure_record& record) {
        const trace::story told(run_, record);
        const trace::marked_text text = trace::describe(told);
        result_.bug->trace = text.text();
        result_.bug->emphasised = text.marks();
        result_.bug->graph = trace::picture(told);
    }

    const options& how_;
    execution run_;
    result result_;
    bool restarts_ = false;
    std::chrono::steady_clock::time_point deadline_;
    std::unordered_set<word, word_hash> seen_;
};

} // namespace

} // namespace core

result explore(std::function<void()> body, const options& how) {
    if (core::active != nullptr) {
        result refused;
        refused.unsupported = "explore() inside an exploration";
        return refused;
    }
    return core::exploration(std::move(body), how).explore();
}

void observe(std::string_view what) {
    if (core::active == nullptr || !runtime::in_body())
        return;
    const core::engine_scope scope;
    core::active->observe(what);
}

std::string_view to_string(failure_kind kind) {
    switch (kind) {
    case failure_kind::data_race:
        return "data-race";
    case failure_kind::assertion:
        return "assertion";
    case failure_kind::deadlock:
        return "deadlock";
    case failure_kind::livelock:
        return "livelock";
    case failure_kind::use_after_free:
        return "use-after-free";
    case failure_kind::double_free:
        return "double-free";
    case failure_kind::leak:
        return "leak";
    case failure_kind::invalid_access:
        return "invalid-access";
    case failure_kind::uncaught_exception:
        return "uncaught-exception";
    case failure_kind::unlock_error:
        return "unlock-error";
    case failure_kind::nondeterminism:
        return "nondeterminism";
    case failure_kind::crash:
        return "crash";
    case failure_kind::timeout:
        return "timeout";
    }
    return "unknown";
}

} // namespace heddle::model
