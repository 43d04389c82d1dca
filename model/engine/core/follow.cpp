// Following a replay token: the run takes the token's steps, in its order and with its decisions, then the thread that
// failed goes on, and after it the others as in any run.
#include "engine/core/execution.hpp"
#include "engine/runtime/heap_history.hpp"
#include "engine/runtime/world.hpp"

namespace heddle::model::core {

void execution::follow(token steps, std::uintptr_t watched) {
    steps_ = std::move(steps);
    restart();
    recorded_calls_.clear();
    recorded_objects_.clear();
    recorded_accesses_.clear();
    named_events_ = 0;
    runtime::record_heap(true);
    runtime::world.memory.watch(watched);
}

void execution::stop_recording() {
    runtime::record_heap(false);
    runtime::world.memory.watch(0);
}

// The two events of a read-modify-write are one step, recorded with the read.
call_chain execution::calls_of(event_id id) const {
    if (graph_->at(id).kind == event_kind::write && graph_->at(id).exclusive)
        id = graph_->previous(id);
    if (id < recorded_calls_.size() && !recorded_calls_[id].empty())
        return recorded_calls_[id];
    return {graph_->at(id).pc};
}

call_chain execution::calls_of(const race_side& side) const {
    if (side.atomic && side.epoch < graph_->thread(side.thread).events.size())
        return calls_of(graph_->thread(side.thread).events[side.epoch]);
    const auto found = recorded_accesses_.find({side.thread, side.pc, side.epoch});
    return found == recorded_accesses_.end() ? call_chain{side.pc} : found->second;
}

void execution::note_plain_access(const void* pc) {
    if (steps_)
        recorded_accesses_.try_emplace({running_id_, pc, running_->next}, calls_from(pc));
}

// Locals have names only while their functions are active, so a location is named soon after its first event.
void execution::name_new_locations() {
    for (; named_events_ < graph_->size(); ++named_events_)
        if (const location_id where = graph_->at(named_events_).location; where != no_location)
            (void)object_of(where);
}

const runtime::object& execution::object_of(location_id where) {
    if (recorded_objects_.size() <= where)
        recorded_objects_.resize(where + 1);
    if (!recorded_objects_[where])
        recorded_objects_[where] = runtime::object_at(locations_.at(where).address, locations_.at(where).size);
    return *recorded_objects_[where];
}

void execution::record_step(const void* pc) {
    name_new_locations();
    if (recorded_calls_.size() <= graph_->size())
        recorded_calls_.resize(graph_->size() + 1);
    recorded_calls_[graph_->size()] = calls_from(pc);
}

thread_id execution::pick_followed() const {
    const bool more = following();
    thread_id fallback = no_event;
    const thread_id wanted = more ? steps_->steps[graph_->size()].thread : steps_->last_thread;
    for (thread_id id = 0; id < graph_->thread_count(); ++id) {
        const bool able = can_go_on(threads_[id]);
        if (able && id == wanted)
            return id;
        if (able && !more && fallback == no_event)
            fallback = id;
    }
    return fallback != no_event ? fallback : exiting_thread();
}

// Tells the search what the token decided for the next event of the running thread.
void execution::decide(event_kind kind, const void* pc) {
    if (!steps_)
        return;
    record_step(pc);
    if (!following()) {
        search_->decide_freely();
        return;
    }
    const token_step& step = steps_->steps[graph_->size()];
    if (step.kind != kind)
        stop(run_outcome::gave_up, "the replay token does not belong to this body");
    std::uint32_t decision = step.decision;
    if (kind == event_kind::read)
        decision = decision == 0 ? initial_write : decision - 1;
    if (decision != initial_write && kind == event_kind::read && decision >= graph_->size())
        stop(run_outcome::gave_up, "the replay token is damaged");
    search_->force(decision);
    const std::size_t next = graph_->size() + 1;
    if (next < steps_->steps.size() && steps_->steps[next].kind == event_kind::write)
        search_->force_selection(steps_->steps[next].decision);
}

std::uint32_t execution::choose(std::uint32_t count, bool all, const void* pc) {
    sampled_ = sampled_ || !all;
    event_id id = no_event;
    if (replaying() || !is_my_turn(pc) || (count > 1 && remember())) {
        id = replayed_event();
        check_replay(id, event_kind::choice);
    } else {
        decide(event_kind::choice, pc);
        id = graph_->size();
        search_->add_choice(running_id_, count, pc);
    }
    count_event(id);
    return static_cast<std::uint32_t>(graph_->at(id).value);
}

void execution::observe(std::string_view what) {
    if (!observation_.empty())
        observation_ += '\n';
    observation_ += what;
}

moment execution::here() const { return {running_id_, running_->next, executed_}; }

bool execution::happens_before(const moment& first, const moment& second) const {
    if (first.thread == second.thread)
        return first.events <= second.events;
    return second.events > 0 &&
           graph_->before(graph_->thread(second.thread).events[second.events - 1])[first.thread] >= first.events;
}

} // namespace heddle::model::core
