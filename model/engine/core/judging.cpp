// What becomes of a run that has ended: it counts, it makes the exploration begin anew, or it fails; see
// exploration.hpp.
#include "engine/core/exploration.hpp"
#include "engine/core/fingerprint.hpp"

namespace heddle::model::core {

bool exploration::run_once() {
    const run_outcome outcome = run_.run();
    if (run_.is_to_be_repeated(outcome, how_.self_check) && !run_.repeats(outcome)) {
        begin_anew_without_checkpoints();
        return true;
    }
    return judge(outcome);
}

bool exploration::judge(run_outcome outcome) {
    ++runs_;
    switch (outcome) {
    case run_outcome::complete:
    case run_outcome::exited:
        return judge_complete(outcome == run_outcome::complete);
    case run_outcome::blocked:
        result_.blocked += run_.search().is_counted() && !run_.search().is_above_bound() ? 1 : 0;
        return true;
    case run_outcome::restart:
        begin_anew();
        return true;
    case run_outcome::failed:
        ++result_.executions;
        return report(run_.failure());
    case run_outcome::unsupported:
        result_.unsupported = run_.reason();
        return false;
    case run_outcome::gave_up:
        result_.incomplete = run_.reason();
        return false;
    }
    return false;
}

bool exploration::judge_complete(bool to_the_end) {
    const bool counted = run_.search().is_counted() && !run_.search().is_above_bound();
    result_.executions += counted ? 1 : 0;
    if (counted && how_.self_check && !seen_.insert(fingerprint(run_.search().current())).second)
        ++result_.duplicates;
    if (counted && !run_.observation().empty())
        ++result_.observations[run_.observation()];
    const std::optional<failure_record> leak = to_the_end ? find_leak() : std::nullopt;
    return leak ? report(*leak) : true;
}

void exploration::begin_anew_without_checkpoints() {
    run_.always_run_from_beginning();
    result_.from_beginning = true;
    begin_anew();
}

void exploration::begin_anew() {
    result_.bug.reset();
    result_.executions = result_.blocked = result_.duplicates = runs_ = 0;
    result_.observations.clear();
    seen_.clear();
    open_.clear();
    if (how_.shards > 1 || !how_.checkpoint.empty())
        run_.expect_trying_everywhere();
    run_.restart();
    run_.search().take_only(part_);
    restarts_ = true;
}

// Answers whether the exploration goes on, because it began anew.
bool exploration::report(const failure_record& record) {
    if (record.kind == failure_kind::nondeterminism && run_.went_back()) {
        begin_anew_without_checkpoints();
        return true;
    }
    if (record.kind == failure_kind::nondeterminism) {
        result_.bug = tell_now(run_, record);
        return false;
    }
    failing_execution shown = note_failure(run_, record);
    std::uint64_t looked_at = 1;
    std::uint64_t alike = 1;
    if (!run_.follows())
        look_for_smaller(shown, looked_at, alike);
    std::optional<failure> told = tell(run_, shown);
    if (!told && run_.went_back()) {
        begin_anew_without_checkpoints();
        return true;
    }
    result_.bug = told ? *told : untold(shown);
    result_.bug->looked_at = looked_at;
    result_.bug->alike = alike;
    result_.bug->preemptions = shown.preemptions;
    return false;
}

// Goes on for a while, in search of an execution that fails alike with fewer steps.
void exploration::look_for_smaller(failing_execution& smallest, std::uint64_t& looked_at, std::uint64_t& alike) {
    const auto until = std::chrono::steady_clock::now() + how_.minimise_time;
    while (looked_at <= how_.minimise_executions && std::chrono::steady_clock::now() < until && next_run()) {
        const run_outcome outcome = run_.run();
        if (outcome == run_outcome::restart || outcome == run_outcome::unsupported || outcome == run_outcome::gave_up)
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
std::optional<failure_record> exploration::failure_of(run_outcome outcome) {
    if (outcome == run_outcome::failed)
        return run_.failure();
    return outcome == run_outcome::complete ? find_leak() : std::nullopt;
}

} // namespace heddle::model::core
