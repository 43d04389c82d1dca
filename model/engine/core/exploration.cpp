// See exploration.hpp. The loop, its bounds, and the strategies.
#include "engine/core/exploration.hpp"

#include "engine/core/test_framework.hpp"
#include "engine/runtime/body.hpp"
#include "engine/runtime/execution.hpp"

#include <cstdio>
#include <stdexcept>

namespace heddle::model::core {

exploration::exploration(std::function<void()> body, const options& how)
    : how_(how), run_(std::move(body), how.memory == memory_model::sc), preemption_bound_(how.preemption_bound) {
    run_.set_limits(how.max_events, how.execution_time_limit);
    if (how.spurious_wakeups)
        run_.allow_spurious_wakeups();
    if (how.widen && !preemption_bound_)
        preemption_bound_ = 0;
}

result exploration::explore() {
    deadline_ = begin_ + how_.time_limit;
    if (how_.time_limit.count() != 0)
        run_.set_deadline(deadline_);
    active = &run_;
    runtime::begin_exploration();
    if (listening_framework != nullptr)
        listening_framework->begin();
    try {
        check_request();
        if (!how_.replay.empty())
            replay();
        else if (how_.strategy != strategy::exhaustive)
            wander();
        else
            explore_all();
    } catch (const std::exception& reason) {
        result_.unsupported = reason.what();
        if (is_child_)
            leave();
    }
    run_.stop_recording();
    runtime::end_execution();
    if (listening_framework != nullptr)
        listening_framework->end();
    runtime::end_exploration();
    active = nullptr;
    result_.elapsed = earlier_ + (std::chrono::steady_clock::now() - begin_);
    return std::move(result_);
}

void exploration::explore_all() {
    reached_ = how_.checkpoint.empty() ? std::nullopt : load(how_.checkpoint, identity_of(how_));
    if (reached_ && how_.widen) {
        preemption_bound_ = reached_->preemption_bound;
        if (preemption_bound_ > how_.preemption_bound.value_or(0))
            reached_->work.totals.preemptions = *preemption_bound_ - 1;
    }
    do
        explore_whole();
    while (widens());
    if (result_.complete && !how_.checkpoint.empty())
        std::remove(how_.checkpoint.c_str());
    name_what_was_left_out();
}

// With the present bound on preemptions, if there is one.
void exploration::explore_whole() {
    if (preemption_bound_) {
        run_.bound_preemptions(*preemption_bound_, how_.self_check);
        run_.restart();
    }
    prepare();
    do {
        if (how_.jobs != 1)
            assemble();
        explore_part();
        if (is_child_)
            leave();
    } while (team_ && !gather());
}

void exploration::explore_part() {
    if (!goes_on_ && !explore_region(false))
        return;
    while (!open_.empty()) {
        const region next = std::move(open_.back());
        open_.pop_back();
        enter(next);
        if (!explore_region(true))
            return;
    }
    end_well();
}

// False if the exploration ends before the region does.
bool exploration::explore_region(bool has_been_entered) {
    for (bool more = !has_been_entered || run_.search().advance(); more; more = run_.search().advance()) {
        do {
            restarts_ = false;
            if (!run_once() || (!restarts_ && out_of_bounds()))
                return false;
            if (restarts_ && divided_) {
                anew_ = true;
                return false;
            }
        } while (restarts_);
        keep_place(false);
        tell_progress();
        divide();
    }
    return true;
}

void exploration::end_well() {
    result_.cut = result_.cut || run_.search().is_cut();
    result_.complete = !run_.sampled();
    if (run_.sampled())
        result_.incomplete = "only some values of a nondeterministic integer were tried";
}

// Is there more to explore with one preemption more?
bool exploration::widens() {
    if (!preemption_bound_ || !result_.complete)
        return false;
    result_.preemptions = preemption_bound_;
    if (!how_.widen || !result_.cut)
        return false;
    const result narrower = std::move(result_);
    result_ = {};
    result_.preemptions = narrower.preemptions;
    result_.from_beginning = narrower.from_beginning;
    ++*preemption_bound_;
    goes_on_ = false;
    return true;
}

void exploration::name_what_was_left_out() {
    if (!how_.widen && result_.complete && result_.cut) {
        result_.complete = false;
        result_.incomplete =
            "executions with more than " + std::to_string(*preemption_bound_) + " preemptions were left out";
    } else if (how_.widen && !result_.incomplete.empty()) {
        result_.incomplete += " with at most " + std::to_string(*preemption_bound_) + " preemptions";
    }
}

void exploration::tell_progress() {
    if (!how_.tell_progress || is_child_ || runs_ % 64 != 0)
        return;
    const auto time = std::chrono::steady_clock::now();
    if (time - told_at_ < how_.progress_interval)
        return;
    told_at_ = time;
    const bool guesses = !team_ && how_.shards == 1 && how_.strategy == strategy::exhaustive;
    how_.tell_progress({.runs = team_ ? team_->runs() : earlier_runs_ + runs_,
                        .explored = guesses ? run_.search().here().explored() : 0,
                        .expected = expected_,
                        .elapsed = earlier_ + (time - begin_)});
}

void exploration::wander() {
    constexpr std::uint64_t default_bound = 100'000;
    chance_ = make_walker(how_);
    const bool bounded = how_.max_executions != 0 || how_.time_limit.count() != 0;
    const std::uint64_t most = bounded ? how_.max_executions : default_bound;
    run_.wander(*chance_);
    run_.expect_trying_everywhere();
    told_at_ = begin_;
    while (next_run()) {
        if (!run_once())
            return;
        restarts_ = false;
        tell_progress();
        const bool late =
            how_.time_limit.count() != 0 && runs_ % 64 == 0 && std::chrono::steady_clock::now() >= deadline_;
        if (late || runs_ == most)
            break;
    }
    result_.incomplete = "no bug in executions taken by chance";
}

// The next execution by chance, or the next one of all.
bool exploration::next_run() {
    if (chance_ == nullptr)
        return run_.search().advance();
    chance_->begin_run();
    run_.restart();
    return true;
}

void exploration::replay() {
    std::optional<token> steps = parse_token(how_.replay);
    if (!steps || steps->sequential != run_.sequential()) {
        result_.unsupported = steps ? "the replay token is of the other memory model" : "the replay token is damaged";
        return;
    }
    run_.follow(std::move(*steps));
    while (run_once() && restarts_)
        restarts_ = false;
    if (!result_.bug && !result_.unsupported && result_.incomplete.empty())
        result_.incomplete = "one execution was replayed, and it holds";
}

bool exploration::out_of_bounds() {
    const std::uint64_t runs = team_ ? earlier_team_runs_ + team_->add_run() : runs_;
    if (team_ && runs % 64 == 0 && team_->ended()) {
        keep_place(true);
        return true;
    }
    if (how_.max_executions != 0 && runs >= how_.max_executions)
        return reached_bound("the bound of " + std::to_string(how_.max_executions) + " executions");
    if (how_.time_limit.count() != 0 && runs % 64 == 0 && std::chrono::steady_clock::now() >= deadline_)
        return reached_bound("the time limit");
    return false;
}

// The bound may coincide with the last execution.
bool exploration::reached_bound(const std::string& bound) {
    keep_place(true);
    if (!open_.empty() || run_.search().advance())
        result_.incomplete = bound + " was reached";
    else
        end_well();
    return true;
}

} // namespace heddle::model::core
