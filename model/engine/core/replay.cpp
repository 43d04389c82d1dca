// What the steps of a thread do: answered from the graph while it has events of the thread, added to it afterwards.
#include "engine/core/execution.hpp"
#include "engine/runtime/execution.hpp"
#include "engine/runtime/memory.hpp"

namespace heddle::model::core {

bool execution::replaying() const { return running_->next < graph_->thread(running_id_).events.size(); }

event_id execution::replayed_event() const { return graph_->thread(running_id_).events[running_->next]; }

void execution::diverged(event_id id, const char* what) {
    fail({failure_kind::nondeterminism,
          std::string("the body did not repeat what it did before: ") + what, running_id_, graph_->at(id).pc, nullptr, {}});
}

void execution::check_replay(event_id id, event_kind kind, std::uintptr_t address, std::uint8_t size) {
    if (graph_->at(id).kind != kind) [[unlikely]]
        diverged(id, "another kind of step");
    if (address != 0)
        replay_location(id, address, size);
}

location_id execution::locate(std::uintptr_t address, std::uint8_t size) {
    const location_id id = locations_.find(address, size);
    graph_->ensure_locations(locations_.count());
    graph_location& l = graph_->location(id);
    const word found = load_word(address, size);
    if (!locations_.used(id)) {
        if (locations_.use(id) != no_location)
            unsupported("an atomic access that overlaps one of another size", running_->wait_pc);
        l.initial = found;
    } else if (size != 0 && found != graph_->value_of(locations_.at(id).newest, id)) {
        locations_.end(address, size); // written by code that is not instrumented
        return locate(address, size);
    }
    return id;
}

void execution::replay_location(event_id id, std::uintptr_t address, std::uint8_t size) {
    const location_id expected = graph_->at(id).location;
    const location_info& info = locations_.at(expected);
    const bool same = info.address == address && info.size == size && locations_.used(expected) && !info.ended;
    if (same && (size == 0 || load_word(address, size) == graph_->value_of(info.newest, expected))) [[likely]]
        return;
    if (locate(address, size) != expected)
        diverged(id, "another object");
}

// Waits until a replayed read can have its value: its write has been replayed, and it is not one to wait for another.
void execution::await_source(event_id read) {
    if (search_->waits(read)) [[unlikely]] {
        running_->arrived = true;
        ++executed_;
        wait(wait_kind::released, read);
    }
    const event_id source = graph_->at(read).source;
    if (source == initial_write) {
        if (graph_->at(read).value != graph_->location(graph_->at(read).location).initial) [[unlikely]]
            diverged(read, "another initial value");
        return;
    }
    const event& write = graph_->at(source);
    if (threads_[write.thread].next <= write.index)
        wait(wait_kind::source, source);
}

// The race check sees the running thread at this event, with what the event acquires.
void execution::show(event_id id) {
    view.clock = graph_->before(id);
    view.width = graph_->width();
}

void execution::count_event(event_id id) {
    show(id);
    view.epoch = ++running_->next;
    if (!running_->arrived)
        ++executed_;
    running_->arrived = false;
}

void execution::execute_read(event_id id) {
    show(id);
    const event& e = graph_->at(id);
    if (e.size != 0)
        runtime::atomic_read(reinterpret_cast<const void*>(locations_.at(e.location).address), e.size, e.pc);
    count_event(id);
}

void execution::execute_write(event_id id) {
    show(id);
    const event& e = graph_->at(id);
    location_info& info = locations_.at(e.location);
    runtime::atomic_write(reinterpret_cast<void*>(info.address), e.size == 0 ? 1 : e.size, e.pc);
    if (info.newest == initial_write || graph_->at(info.newest).position < e.position) {
        info.newest = id;
        store_word(info.address, e.size, e.value);
    }
    count_event(id);
}

word execution::read(std::uintptr_t address, std::uint8_t size, memory_order order, const void* pc) {
    running_->wait_pc = pc;
    event_id id = no_event;
    if (replaying()) {
        id = replayed_event();
        check_replay(id, event_kind::read, address, size);
        if (graph_->at(id).operation != rmw_kind::none || graph_->at(id).order != order) [[unlikely]]
            diverged(id, "another read");
        await_source(id);
    } else {
        wait_for_turn();
        id = graph_->size();
        decide(event_kind::read);
        search_->add_read({running_id_, locate(address, size), size, order, pc});
    }
    execute_read(id);
    return graph_->at(id).value;
}

void execution::write(std::uintptr_t address, std::uint8_t size, word value, memory_order order, const void* pc) {
    running_->wait_pc = pc;
    event_id id = no_event;
    if (replaying()) {
        id = replayed_event();
        check_replay(id, event_kind::write, address, size);
        if (graph_->at(id).value != value || graph_->at(id).order != order) [[unlikely]]
            diverged(id, "another value written");
    } else {
        wait_for_turn();
        const location_id where = locate(address, size);
        id = graph_->size();
        decide(event_kind::write);
        search_->add_write({running_id_, where, size, order, pc}, value);
    }
    execute_write(id);
}

void execution::replay_rmw(event_id id) {
    execute_read(id);
    if (graph_->at(id).exclusive)
        execute_write(replayed_event());
}

word execution::rmw(std::uintptr_t address, std::uint8_t size, rmw_kind kind, const rmw_operands& operands,
                    const void* pc, bool& done) {
    running_->wait_pc = pc;
    event_id id = no_event;
    if (replaying()) {
        id = replayed_event();
        check_replay(id, event_kind::read, address, size);
        if (graph_->at(id).operation != kind || !(graph_->operands(id) == operands)) [[unlikely]]
            diverged(id, "another read-modify-write");
        await_source(id);
    } else {
        wait_for_turn();
        const access wanted{running_id_, locate(address, size), size, operands.success, pc};
        if (kind == rmw_kind::try_lock)
            allow_trying(wanted.location);
        id = add_rmw(wanted, kind, operands);
        if (search_->waits(id))
            await_source(id);
    }
    replay_rmw(id);
    done = graph_->at(id).exclusive;
    return graph_->at(id).value;
}

// A mutex that is tried as well as locked is explored without releasing in place, from the beginning.
void execution::allow_trying(location_id where) {
    for (const location_id tried : tried_)
        if (tried == where)
            return;
    tried_.push_back(where);
    give_up(run_outcome::restart);
}

event_id execution::add_rmw(const access& a, rmw_kind kind, const rmw_operands& operands) {
    for (;;) {
        const event_id id = graph_->size();
        decide(event_kind::read);
        if (search_->add_rmw(a, kind, operands))
            return id;
        running_->wanted = a;
        running_->wanted_kind = kind;
        running_->wanted_operands = operands;
        wait(wait_kind::turn_lock, a.location);
    }
}

void execution::fence(memory_order order, const void* pc) {
    if (replaying()) {
        check_replay(replayed_event(), event_kind::fence, 0, 0);
    } else {
        wait_for_turn();
        decide(event_kind::fence);
        search_->add_plain(running_id_, event_kind::fence, order, no_event, pc);
    }
    count_event(replayed_event());
}

thread_id execution::create(void* (*routine)(void*), int (*c11_routine)(void*), void* argument, const void* pc) {
    if (replaying()) {
        check_replay(replayed_event(), event_kind::create, 0, 0);
    } else {
        wait_for_turn();
        decide(event_kind::create);
        const thread_id child = graph_->free_thread();
        if (child >= runtime::max_threads)
            unsupported("more than 64 threads in one execution", pc);
        graph_->open_thread(child, search_->add_plain(running_id_, event_kind::create, memory_order::relaxed, child, pc));
    }
    const event_id id = replayed_event();
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
    if (replaying()) {
        check_replay(replayed_event(), event_kind::join, 0, 0);
        if (threads_[target].wait != wait_kind::ended)
            wait(wait_kind::joined, target);
    } else {
        while (unreplayed() != 0 || threads_[target].wait != wait_kind::ended || !my_step())
            wait(wait_kind::turn_join, target);
        decide(event_kind::join);
        search_->add_plain(running_id_, event_kind::join, memory_order::relaxed, target, pc);
    }
    count_event(replayed_event());
}

} // namespace heddle::model::core
