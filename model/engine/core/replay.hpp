// What the steps of a thread do: answered from the graph while it has events of the thread, added to it afterwards.
//
// The hot path of the engine: nearly all steps of nearly all runs are replayed. It compares the step with its event,
// sees to it that the write that a read reads from has been replayed, and lets the race check see the access.
#pragma once

#include "engine/core/execution.hpp"
#include "engine/runtime/memory.hpp"

namespace heddle::model::core {

inline void execution::check(event_id id, event_signature wanted, std::uintptr_t address) {
    const event& e = graph_->at(id);
    if (!(e == wanted) || !locations_.intact(e.location, address, wanted.size)) [[unlikely]]
        check_slowly(id, wanted, address);
}

// Before an atomic operation that reads; see spinning.hpp.
inline void execution::visit(std::uintptr_t address, const void* pc) {
    if (!replaying() || tries_everywhere_ || !loop_sites_.empty()) [[unlikely]]
        visit_slowly(address, pc);
}

inline void execution::await_source(const event& read, event_id id) {
    if (read.source == initial_write) {
        if (read.value != locations_.at(read.location).initial) [[unlikely]]
            diverged(id, "another initial value");
        return;
    }
    const event& write = graph_->at(read.source);
    if (threads_[write.thread].next <= write.index)
        wait(wait_kind::source, read.source);
}

inline void execution::count(event_id id) {
    view.clock = graph_->before(id);
    view.epoch = ++running_->next;
    if (!running_->arrived) [[likely]]
        ++executed_;
    running_->arrived = false;
}

// Is there nothing plain that an atomic access could race with, other than the write that came before all of them?
inline bool execution::is_ordered(const location_info& info) const {
    if (info.watched || (info.stack_owner != no_owner && threads_[info.stack_owner].wait == wait_kind::ended))
        [[unlikely]]
        return false;
    return info.writer == no_event || info.writer == view.thread ||
           (info.writer < view.width && info.written < view.clock[info.writer]);
}

// The race check sees the running thread just before the event is counted, with what the event acquires.
inline void execution::show_access(event_id id, const event& e) {
    view.clock = graph_->before(id);
    const location_info& info = locations_.at(e.location);
    if (!is_ordered(info)) [[unlikely]]
        check_by_shadow(e, info);
}

inline void execution::execute_read(event_id id) {
    show_access(id, graph_->at(id));
    count(id);
}

inline void execution::execute_write(event_id id) {
    const event& e = graph_->at(id);
    show_access(id, e);
    location_info& info = locations_.at(e.location);
    if (info.newest == initial_write || graph_->at(info.newest).position < e.position) {
        info.newest = id;
        info.current = e.size == 0 ? 0 : e.value;
        store_word(info.address, e.size, e.value);
    }
    count(id);
}

inline word execution::read(std::uintptr_t address, std::uint8_t size, memory_order order, const void* pc) {
    event_id id = no_event;
    while (id == no_event)
        if (replaying() || !is_my_turn(pc)) [[likely]] {
            id = replayed_event();
            check(id, {event_kind::read, order, rmw_kind::none, size}, address);
            await_source(graph_->at(id), id);
        } else {
            id = add_read(address, size, order, pc);
        }
    execute_read(id);
    return graph_->at(id).value;
}

inline void execution::write(std::uintptr_t address, std::uint8_t size, word value, memory_order order,
                             const void* pc) {
    event_id id = no_event;
    while (id == no_event)
        if (replaying() || !is_my_turn(pc)) [[likely]] {
            id = replayed_event();
            check(id, {event_kind::write, order, rmw_kind::none, size}, address);
            if (graph_->at(id).value != value) [[unlikely]]
                diverged(id, "another value written");
        } else {
            id = add_write(address, size, value, order, pc);
        }
    execute_write(id);
}

inline word execution::rmw(std::uintptr_t address, std::uint8_t size, rmw_kind kind, const rmw_operands& operands,
                           const void* pc, bool& done) {
    event_id id = no_event;
    while (id == no_event)
        if (replaying() || !is_my_turn(pc)) [[likely]] {
            id = replayed_event();
            check(id, {event_kind::read, graph_->at(id).order, kind, size}, address);
            if (!(graph_->operands(id) == operands)) [[unlikely]]
                diverged(id, "another operand");
            if (size == 0 && search_->waits(id)) [[unlikely]]
                await_release(id);
            else
                await_source(graph_->at(id), id);
        } else {
            id = add_rmw(address, size, kind, operands, pc);
        }
    done = graph_->at(id).exclusive;
    const word value = graph_->at(id).value;
    if (!done) {
        execute_read(id);
    } else { // the write half is checked for both
        count(id);
        execute_write(graph_->thread(running_id_).events[running_->next]);
    }
    return value;
}

} // namespace heddle::model::core
