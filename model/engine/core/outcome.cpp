// What a run that has come to its end was: complete, blocked, or a deadlock and whose; and what limits it had.
#include "engine/core/execution.hpp"

#include "engine/runtime/symbols.hpp"

namespace heddle::model::core {

// Does a blocked thread wait for what nobody will change, and not just for something newer than it has read?
bool execution::waits_for_newest(const model_thread& t) const {
    return t.wait != wait_kind::released ||
           graph_->source_place(graph_->at(t.target)) == graph_->last_place(graph_->at(t.target).location);
}

run_outcome execution::judge() {
    bool all_ended = true;
    bool gave_up = false;
    bool spins = false;
    for (thread_id id = 0; id < started_; ++id) {
        const model_thread& t = threads_[id];
        all_ended = all_ended && (t.wait == wait_kind::ended || t.wait == wait_kind::absent);
        gave_up = gave_up || t.wait == wait_kind::never || !waits_for_newest(t);
        if (t.wait == wait_kind::spinning) {
            spins = true;
            gave_up = gave_up || !spins_for_ever(id);
        }
    }
    if (unreplayed() != 0) {
        failure_ = {failure_kind::nondeterminism, "the body did not repeat the steps it took before", 0, nullptr,
                    nullptr};
        return run_outcome::failed;
    }
    if (all_ended)
        return run_outcome::complete;
    if (!gave_up) {
        const thread_id first = first_waiting();
        failure_ = {spins ? failure_kind::livelock : failure_kind::deadlock, who_waits(), first,
                    threads_[first].wait_pc, nullptr};
        failure_.calls = threads_[first].calls;
        if (failure_.calls.empty())
            failure_.calls = {failure_.pc};
        add_waiting_steps();
        return run_outcome::failed;
    }
    for (const model_thread& t : threads_)
        if (t.wait == wait_kind::turn_lock)
            search_->add_waiting(t.wanted, t.wanted_kind, t.wanted_operands);
    return run_outcome::blocked;
}

// A deadlock is told from a thread that sleeps, spins or waits for a lock, if there is one.
thread_id execution::first_waiting() const {
    for (thread_id id = 0; id < started_; ++id)
        if (threads_[id].wait == wait_kind::turn_lock || threads_[id].wait == wait_kind::released ||
            threads_[id].wait == wait_kind::asleep || threads_[id].wait == wait_kind::spinning)
            return id;
    return 0;
}

void execution::add_waiting_steps() {
    for (thread_id id = 0; id < started_; ++id)
        if (const model_thread& t = threads_[id]; t.wait != wait_kind::ended && t.wait != wait_kind::absent)
            failure_.last.push_back({id, what_waits_for(id), t.calls, step_role::waiting, false,
                                     final_step::never_counted, whom_waits_for(id)});
}

thread_id execution::whom_waits_for(thread_id id) {
    const model_thread& t = threads_[id];
    if (t.wait == wait_kind::turn_join || t.wait == wait_kind::joined)
        return t.target;
    if (t.wait != wait_kind::turn_lock && t.wait != wait_kind::released)
        return no_event;
    return locations_.at(t.wait == wait_kind::released ? graph_->at(t.target).location : t.target).owner;
}

std::string execution::what_waits_for(thread_id id) {
    const model_thread& t = threads_[id];
    if (t.wait == wait_kind::turn_join || t.wait == wait_kind::joined)
        return "waits for thread " + std::to_string(t.target) + " to end";
    if (t.wait == wait_kind::spinning)
        return "reads " + runtime::name_of(reinterpret_cast<const void*>(t.spun_at)) + " again and again";
    const bool at_event = t.wait == wait_kind::released || t.wait == wait_kind::asleep;
    const location_id where = at_event ? graph_->at(t.target).location : t.target;
    const location_info& info = locations_.at(where);
    if (t.wait == wait_kind::asleep)
        return "sleeps until somebody wakes it at " + runtime::name_of(reinterpret_cast<const void*>(info.address));
    std::string text = "waits for " + runtime::name_of(reinterpret_cast<const void*>(info.address));
    if (info.owner != no_event)
        text += ", which thread " + std::to_string(info.owner) + " holds";
    return text;
}

std::string execution::who_waits() {
    std::string text = "no thread can go on:";
    for (thread_id id = 0; id < thread_limit(); ++id) {
        const model_thread& t = threads_[id];
        if (t.wait == wait_kind::absent || t.wait == wait_kind::ended)
            continue;
        text += text.back() == ':' ? " thread " : "; thread ";
        text += std::to_string(id) + " " + what_waits_for(id);
    }
    return text;
}

void execution::set_limits(std::uint32_t max_events, std::chrono::milliseconds one_execution) {
    max_events_ = max_events;
    execution_limit_ = one_execution;
}

// Asked by a timer, every now and then: has one run gone on for too long? Costs runs nothing but a counter.
bool execution::out_of_time() {
    const auto now = std::chrono::steady_clock::now();
    if (deadline_ && now >= *deadline_)
        return true;
    if (timed_run_ != runs_) {
        timed_run_ = runs_;
        timed_since_ = now;
        return false;
    }
    return execution_limit_.count() > 0 && now - timed_since_ > execution_limit_;
}

std::vector<std::uint32_t> execution::progress() const {
    std::vector<std::uint32_t> executed;
    for (thread_id id = 0; id < graph_->thread_count(); ++id)
        executed.push_back(threads_[id].wait == wait_kind::absent ? 0 : threads_[id].next);
    return executed;
}

} // namespace heddle::model::core
