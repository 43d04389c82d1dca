// Threads that sleep in queues until they are woken; see queues.hpp. Futexes and condition variables are made of these
// steps.
#include "engine/core/queues.hpp"
#include "engine/core/replay.hpp"

namespace heddle::model::core {

// One step on the queue of an address: two events if it changes the queue, else one. Answers the first.
event_id execution::queue_step(std::uintptr_t address, rmw_kind kind, const rmw_operands& operands, const void* pc) {
    event_id id = no_event;
    if (!replaying() && graph_->thread(running_id_).events.size() > running_->next) {
        id = graph_->thread(running_id_).events[running_->next]; // added with the comparison before it
    } else if (replaying() || !is_my_turn(pc)) {
        id = replayed_event();
        check(id, {event_kind::read, operands.success, kind, queue_size}, address);
        if (!(graph_->operands(id) == operands))
            diverged(id, "another operand");
        await_source(graph_->at(id), id);
    } else {
        id = add_queue_step(address, kind, operands, pc);
    }
    count(id);
    if (graph_->at(id).exclusive)
        count(graph_->thread(running_id_).events[running_->next]);
    return id;
}

event_id execution::add_queue_step(std::uintptr_t address, rmw_kind kind, const rmw_operands& operands,
                                   const void* pc) {
    const access wanted{running_id_, locate(address, queue_size), queue_size, operands.success, pc};
    const event_id id = graph_->size();
    decide(event_kind::read, pc);
    (void)search_->add_rmw(wanted, kind, operands);
    return id;
}

// Reads the word that a futex compares; if it is as expected, the step that enters the queue follows at once.
event_id execution::compare(std::uintptr_t address, word expected, word bitset, const void* pc) {
    const location_id queue = locate(address, queue_size);
    const rmw_operands operands{bitset, expected, memory_order::relaxed, memory_order::relaxed, queue};
    event_id id = no_event;
    while (id == no_event)
        if (replaying() || !is_my_turn(pc)) {
            id = replayed_event();
            check(id, {event_kind::read, memory_order::relaxed, rmw_kind::compare_wait, 4}, address);
            if (!(graph_->operands(id) == operands))
                diverged(id, "another operand");
            await_source(graph_->at(id), id);
        } else {
            id = add_rmw(address, 4, rmw_kind::compare_wait, operands, pc);
        }
    execute_read(id);
    return id;
}

wait_answer execution::compare_and_sleep(std::uintptr_t address, word expected, word bitset, bool may_leave,
                                         const void* pc) {
    const event_id comparison = compare(address, expected, bitset, pc);
    if (graph_->at(comparison).value != expected)
        return wait_answer::unequal;
    return sleep(address, enter_queue(address, bitset, pc), may_leave, pc);
}

event_id execution::enter_queue(std::uintptr_t address, word bitset, const void* pc) {
    const event_id id = queue_step(address, rmw_kind::enqueue, {thread_bit(running_id_), bitset}, pc);
    return graph_->thread(running_id_).events[graph_->at(id).index + 1];
}

// The thread is in the queue: it goes on when it has been taken out, or, if it may, when it leaves by itself.
wait_answer execution::sleep(std::uintptr_t address, event_id entry, bool may_leave, const void* pc) {
    const bool spurious = !may_leave && spurious_wakeups_ && !running_->woken_spuriously;
    if (may_leave || spurious) {
        const event_id id = queue_step(address, rmw_kind::leave, {thread_bit(running_id_)}, pc);
        if (!graph_->at(id).exclusive && moved_by(*graph_, graph_->at(id).source, running_id_) != no_event)
            unsupported("moving a thread that waits with a time limit to another futex", pc);
        if (!graph_->at(id).exclusive)
            return wait_answer::woken;
        running_->woken_spuriously = running_->woken_spuriously || spurious;
        return spurious ? wait_answer::woken : wait_answer::left;
    }
    await_waker(entry, memory_order::relaxed, pc);
    return wait_answer::woken;
}

void execution::await_waker(event_id entry, memory_order order, const void* pc) {
    event_id id = no_event;
    running_->wait_pc = pc;
    while (!replaying() && (unreplayed() != 0 || waker_of(*graph_, entry, running_id_) == no_event || !my_step()))
        wait(wait_kind::asleep, entry);
    if (replaying()) {
        id = replayed_event();
        check_replay(id, event_kind::woken);
        const event& waker = graph_->at(graph_->at(id).source);
        if (threads_[waker.thread].next <= waker.index)
            wait(wait_kind::source, graph_->at(id).source);
    } else {
        decide(event_kind::woken, pc);
        id = search_->add_plain(running_id_, event_kind::woken, order, waker_of(*graph_, entry, running_id_), pc);
    }
    count_event(id);
}

// The last of `count` threads to come lets all go on, and is told so.
bool execution::arrive(std::uintptr_t address, word count, const void* pc) {
    const rmw_operands operands{thread_bit(running_id_), count, memory_order::acq_rel, memory_order::acq_rel};
    const event_id id = queue_step(address, rmw_kind::arrive, operands, pc);
    const event_id entry = graph_->thread(running_id_).events[graph_->at(id).index + 1];
    if (graph_->at(entry).value == 0)
        return true;
    await_waker(entry, memory_order::acquire, pc);
    return false;
}

// Takes threads out of one queue and puts them into another. Two steps, so that a wake between them can miss the
// threads, which the kernel does not let happen: possible behaviour is added, none is lost.
word execution::requeue(std::uintptr_t from, std::uintptr_t to, word count, const void* pc) {
    const word moved = wake(from, count, every_bit, pc);
    if (moved != 0)
        (void)queue_step(to, rmw_kind::enqueue, {moved, every_bit}, pc);
    return moved;
}

// Answers the threads that were woken, as bits.
word execution::wake(std::uintptr_t address, word count, word bitset, const void* pc) {
    const event_id id = queue_step(address, rmw_kind::wake, {count, bitset}, pc);
    const event& e = graph_->at(id);
    return e.exclusive ? e.value & ~graph_->at(graph_->thread(running_id_).events[e.index + 1]).value : 0;
}

} // namespace heddle::model::core
