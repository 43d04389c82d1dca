// The public face: the loop over all executions, and what it reports.
#include "engine/core/execution.hpp"
#include "engine/core/fingerprint.hpp"
#include "engine/core/telling.hpp"
#include "engine/core/test_framework.hpp"
#include "engine/runtime/body.hpp"
#include "engine/runtime/execution.hpp"

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
            result_.bug = tell_now(run_, record);
            return;
        }
        failing_execution shown = note_failure(run_, record);
        std::uint64_t looked_at = 1;
        std::uint64_t alike = 1;
        if (!run_.follows())
            look_for_smaller(shown, looked_at, alike);
        result_.bug = tell(run_, shown);
        result_.bug->looked_at = looked_at;
        result_.bug->alike = alike;
    }

    // Goes on for a while, in search of an execution that fails alike with fewer steps.
    void look_for_smaller(failing_execution& smallest, std::uint64_t& looked_at, std::uint64_t& alike) {
        const auto until = std::chrono::steady_clock::now() + how_.minimise_time;
        while (looked_at <= how_.minimise_executions && std::chrono::steady_clock::now() < until &&
               run_.search().advance()) {
            runtime::end_execution();
            runtime::begin_execution();
            const run_outcome outcome = run_.run();
            if (outcome == run_outcome::restart || outcome == run_outcome::unsupported ||
                outcome == run_outcome::gave_up)
                return;
            ++looked_at;
            const std::optional<failure_record> failed = failure_of(outcome);
            if (!failed || failed->kind != smallest.kind)
                continue;
            ++alike;
            keep_smaller(run_, *failed, smallest);
        }
    }

    // How a run has failed; in a leak, too.
    [[nodiscard]] std::optional<failure_record> failure_of(run_outcome outcome) {
        if (outcome == run_outcome::failed)
            return run_.failure();
        return outcome == run_outcome::complete ? find_leak() : std::nullopt;
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
