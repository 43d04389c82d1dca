// See replay.hpp: what is not in the hot path, and the steps that do not access memory.
#include "engine/core/replay.hpp"
#include "engine/runtime/execution.hpp"
#include "engine/runtime/memory.hpp"

#include <algorithm>
#include <utility>

namespace heddle::model::core {

void execution::diverged(event_id id, const char* what) {
    fail({failure_kind::nondeterminism, std::string("the body did not repeat what it did before: ") + what, running_id_,
          graph_->at(id).pc, nullptr});
}

void execution::check_replay(event_id id, event_kind kind) {
    if (graph_->at(id).kind != kind) [[unlikely]]
        diverged(id, "another kind of step");
}

// The thread does not do what its event says, or the memory is not as the executed writes left it.
void execution::check_slowly(event_id id, event_signature wanted, std::uintptr_t address) {
    running_->wait_pc = graph_->at(id).pc;
    if (!(graph_->at(id) == wanted))
        diverged(id, "another kind of step");
    if (locate(address, wanted.size) != graph_->at(id).location)
        diverged(id, "another object");
}

// Where the threads find their events; after the graph has grown elsewhere than at the running thread.
void execution::refresh_scripts() {
    for (thread_id id = 0; id < started_; ++id)
        take_script(id);
}

void execution::take_script(thread_id id) {
    threads_[id].script = graph_->thread(id).events.data();
    threads_[id].scripted = static_cast<std::uint32_t>(graph_->thread(id).events.size());
    if (!loop_sites_.empty())
        threads_[id].quiet_from = quiet_since(id, threads_[id].scripted);
}

location_id execution::locate(std::uintptr_t address, std::uint8_t size) {
    const location_id id = locations_.find(address, size);
    graph_->ensure_locations(locations_.count());
    if (!locations_.used(id)) {
        if (locations_.use(id) != no_location)
            unsupported("an atomic access that overlaps one of another size", running_->wait_pc);
        begin_location(id);
    } else if (!locations_.intact(id, address, size)) {
        locations_.end(address, size); // written by code that is not instrumented
        return locate(address, size);
    }
    return id;
}

// What the runtime knows of the bytes before the first atomic access, and their value.
void execution::begin_location(location_id id) {
    location_info& info = locations_.at(id);
    if (info.size == queue_size) {
        info.initial = info.current = graph_->location(id).initial = 0;
        return;
    }
    using form = runtime::plain_history::form;
    auto* const bytes = reinterpret_cast<void*>(info.address);
    const runtime::plain_history before =
        runtime::begin_atomic(bytes, info.size == 0 ? 1 : info.size, running_->wait_pc);
    info.watched = before.what == form::complicated;
    info.writer = before.what == form::one_write ? before.thread : no_event;
    info.written = before.epoch;
    info.stack_owner = no_owner;
    if (runtime::in_stacks(info.address))
        info.stack_owner = static_cast<std::uint8_t>(runtime::stack_slot_of(info.address));
    info.initial = info.current = load_word(info.address, info.size);
    graph_->location(id).initial = info.initial;
}

// A read that waits for another value: its thread goes on when the search has given it one.
void execution::await_release(event_id read) {
    running_->arrived = true;
    running_->wait_pc = graph_->at(read).pc;
    ++executed_;
    wait(wait_kind::released, read);
    refresh_scripts();
    await_source(graph_->at(read), read);
}

void execution::check_by_shadow(const event& e, const location_info& info) {
    auto* const bytes = reinterpret_cast<void*>(info.address);
    const std::size_t size = info.size == 0 ? 1 : info.size;
    if (e.kind == event_kind::read)
        runtime::atomic_read(bytes, size, e.pc);
    else
        runtime::atomic_write(bytes, size, e.pc);
}

// A plain access meets the atomic ones: all that the graph has of them so far must be ordered before it, if it
// conflicts.
void execution::watch_locations(std::uintptr_t address, std::size_t size, bool write, const void* pc) {
    locations_.for_each_overlapping(address, size, [&](location_id where) {
        location_info& info = locations_.at(where);
        info.watched = true;
        const graph_location& l = graph_->location(where);
        for (const event_id id : l.order)
            check_order(id, write, address, size, pc);
        for (std::size_t i = 0; write && i < l.reads.size(); ++i)
            check_order(l.reads[i], write, address, size, pc);
    });
}

void execution::check_order(event_id id, bool write, std::uintptr_t address, std::size_t size, const void* pc) {
    const event& e = graph_->at(id);
    const bool executed = threads_[e.thread].wait != wait_kind::absent && threads_[e.thread].next > e.index;
    if (!executed || e.thread == view.thread || (e.thread < view.width && e.index < view.clock[e.thread]))
        return;
    fail_race({e.thread, e.pc, e.size == 0 ? 1U : e.size, e.kind == event_kind::write, true, e.index},
              {view.thread, pc, size, write, false, view.epoch},
              reinterpret_cast<const void*>(std::max(address, locations_.at(e.location).address)));
}

bool execution::knows_of(const race_side& side) const {
    const std::uint32_t done = threads_[running_id_].next;
    const graph_thread& own = graph_->thread(running_id_);
    const event_id last = done == 0 ? own.creator : own.events[done - 1];
    return last != no_event && graph_->causal(last)[side.thread] > side.epoch;
}

void execution::count_event(event_id id) {
    view.width = graph_->width();
    count(id);
}

// Is the next event of the running thread one to which the search may come back? Not if, as far as is known, no other
// thread accesses the location.
bool execution::branches_at(location_id where) {
    location_info& info = locations_.at(where);
    const bool is_new = info.accessors == 0;
    info.accessors |= std::uint64_t{1} << running_id_;
    return is_new || info.contended();
}

// This and the following answer no event if the run went back to this place, and in it the graph has the event.
event_id execution::add_read(std::uintptr_t address, std::uint8_t size, memory_order order, const void* pc) {
    const access wanted{running_id_, locate(address, size), size, order, pc, running_->site};
    if (branches_at(wanted.location) && remember())
        return no_event;
    running_->site = 0;
    const event_id id = graph_->size();
    decide(event_kind::read, pc);
    search_->add_read(wanted);
    return id;
}

event_id execution::add_write(std::uintptr_t address, std::uint8_t size, word value, memory_order order,
                              const void* pc) {
    const access wanted{running_id_, locate(address, size), size, order, pc};
    if (branches_at(wanted.location) && graph_->last_place(wanted.location) >= 0 && remember())
        return no_event;
    const event_id id = graph_->size();
    decide(event_kind::write, pc);
    search_->add_write(wanted, value);
    if (size == 0)
        refresh_scripts();
    return id;
}

// Or no event if the operation has to wait and is to be tried again.
event_id execution::add_rmw(std::uintptr_t address, std::uint8_t size, rmw_kind kind, const rmw_operands& operands,
                            const void* pc) {
    const access wanted{running_id_, locate(address, size), size, operands.success, pc, running_->site};
    const bool counts = kind == rmw_kind::await_clear || kind == rmw_kind::await_some || kind == rmw_kind::try_clear ||
                        kind == rmw_kind::try_some;
    if (kind == rmw_kind::try_lock || counts)
        allow_trying(wanted.location);
    if (branches_at(wanted.location) && remember())
        return no_event;
    const event_id id = graph_->size();
    decide(event_kind::read, pc);
    if (search_->add_rmw(wanted, kind, operands)) {
        running_->site = 0;
        if (size == 0 && search_->waits(id))
            await_release(id);
        return id;
    }
    running_->wanted = wanted;
    running_->wanted_kind = kind;
    running_->wanted_operands = operands;
    wait(wait_kind::turn_lock, wanted.location);
    return no_event;
}

// A mutex that is tried as well as locked, and whatever counts, is explored without releasing in place, from the
// beginning.
void execution::allow_trying(location_id where) {
    if (tries_everywhere_)
        return;
    for (const location_id tried : tried_)
        if (tried == where)
            return;
    tried_.push_back(where);
    give_up(run_outcome::restart);
}

void execution::fence(memory_order order, const void* pc) {
    event_id id = no_event;
    if (replaying() || !is_my_turn(pc)) {
        id = replayed_event();
        check_replay(id, event_kind::fence);
    } else {
        decide(event_kind::fence, pc);
        id = search_->add_plain(running_id_, event_kind::fence, order, no_event, pc);
    }
    count_event(id);
}

event_id execution::add_create(const void* pc) {
    decide(event_kind::create, pc);
    const thread_id child = graph_->free_thread();
    if (child >= runtime::max_threads)
        unsupported("more than 64 threads in one execution", pc);
    const event_id id = search_->add_plain(running_id_, event_kind::create, memory_order::relaxed, child, pc);
    graph_->open_thread(child, id);
    return id;
}

thread_id execution::create(void* (*routine)(void*), int (*c11_routine)(void*), void* argument, const void* pc) {
    event_id id = no_event;
    if (replaying() || !is_my_turn(pc)) {
        id = replayed_event();
        check_replay(id, event_kind::create);
    } else {
        id = add_create(pc);
    }
    const thread_id child = graph_->at(id).source;
    start(child, wait_kind::ready);
    threads_[child].routine = routine;
    threads_[child].c11_routine = c11_routine;
    threads_[child].argument = argument;
    runtime::thread_started(child);
    count_event(id);
    return child;
}

void execution::join(thread_id target, const void* pc) {
    running_->wait_pc = pc;
    event_id id = no_event;
    while (!replaying() && (unreplayed() != 0 || threads_[target].wait != wait_kind::ended || !my_step()))
        wait(wait_kind::turn_join, target);
    if (replaying()) {
        id = replayed_event();
        check_replay(id, event_kind::join);
        if (threads_[target].wait != wait_kind::ended)
            wait(wait_kind::joined, target);
    } else {
        decide(event_kind::join, pc);
        id = search_->add_plain(running_id_, event_kind::join, memory_order::relaxed, target, pc);
    }
    count_event(id);
}

} // namespace heddle::model::core
