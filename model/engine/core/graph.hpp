// An execution graph: events with program order, reads-from and modification order, and for each event its clocks.
// Everything is kept in flat arrays that grow but never shrink, so that exploring allocates nothing once it is warm.
// Events are stored by stamp. Removing the newest ones (cut) is how the exploration goes back.
#pragma once

#include "engine/core/clock.hpp"
#include "engine/core/event.hpp"

#include <vector>

namespace heddle::model::core {

struct graph_location {
    std::vector<event_id> order; // modification order without the initial write
    std::vector<event_id> reads; // by stamp
    word initial = 0;            // what the initial write wrote, as the last run found it
};

struct graph_thread {
    std::vector<event_id> events; // program order
    event_id creator = no_event;
};

class graph {
public:
    [[nodiscard]] event_id size() const { return size_; }
    [[nodiscard]] event& at(event_id id) { return events_[id]; }
    [[nodiscard]] const event& at(event_id id) const { return events_[id]; }
    [[nodiscard]] rmw_operands& operands(event_id read) { return operands_[read]; }
    [[nodiscard]] const rmw_operands& operands(event_id read) const { return operands_[read]; }

    [[nodiscard]] thread_id thread_count() const { return thread_count_; }
    [[nodiscard]] const graph_thread& thread(thread_id id) const { return threads_[id]; }
    [[nodiscard]] std::uint32_t width() const { return width_; }

    [[nodiscard]] location_id location_count() const { return static_cast<location_id>(locations_.size()); }
    [[nodiscard]] graph_location& location(location_id id) { return locations_[id]; }
    [[nodiscard]] const graph_location& location(location_id id) const { return locations_[id]; }

    // Clocks of an event, itself included: happens-before; causal order, which is (po ∪ rf)+; and the clock it
    // carries: a write's release clock, or what a read's later acquire fence acquires.
    [[nodiscard]] tick* before(event_id id) { return clocks_.data() + std::size_t{id} * 3 * stride_; }
    [[nodiscard]] const tick* before(event_id id) const { return clocks_.data() + std::size_t{id} * 3 * stride_; }
    [[nodiscard]] tick* causal(event_id id) { return before(id) + stride_; }
    [[nodiscard]] const tick* causal(event_id id) const { return before(id) + stride_; }
    [[nodiscard]] tick* carried(event_id id) { return causal(id) + stride_; }

    [[nodiscard]] bool happens_before(event_id a, event_id b) const {
        return a != b && events_[a].index < before(b)[events_[a].thread];
    }
    // Is a in the causal past of b, or b itself?
    [[nodiscard]] bool in_past_of(event_id a, event_id b) const {
        return events_[a].index < causal(b)[events_[a].thread];
    }

    // The event before `id` in program order, the creator for a thread's first one; no_event for thread 0's first one.
    [[nodiscard]] event_id previous(event_id id) const;
    // The newest event of a thread, or its creator.
    [[nodiscard]] event_id last_of(thread_id id) const;

    // The place in modification order of what a read reads from, or of a write itself.
    [[nodiscard]] std::int32_t place(event_id id) const {
        const event& e = events_[id];
        return e.kind == event_kind::write ? e.position : source_place(e);
    }
    [[nodiscard]] std::int32_t source_place(const event& read) const {
        return read.source == initial_write ? -1 : events_[read.source].position;
    }
    [[nodiscard]] event_id write_at(location_id where, std::int32_t position) const {
        return position < 0 ? initial_write : locations_[where].order[static_cast<std::size_t>(position)];
    }
    [[nodiscard]] std::int32_t last_place(location_id where) const {
        return static_cast<std::int32_t>(locations_[where].order.size()) - 1;
    }
    [[nodiscard]] word value_of(event_id write, location_id where) const {
        return write == initial_write ? locations_[where].initial : events_[write].value;
    }
    // Does a read-modify-write already follow this place in modification order?
    [[nodiscard]] bool claimed(location_id where, std::int32_t position) const {
        return position < last_place(where) && events_[write_at(where, position + 1)].exclusive;
    }

    void reset(location_id locations);
    void ensure_locations(location_id count);

    // Adds the next event of `e.thread`: index and clocks are filled in. A write is not in modification order yet, a
    // read's source is as given.
    event_id append(const event& e) { // in line, so that it is written where it is to be
        if (size_ == capacity_)
            grow();
        const event_id id = size_++;
        events_[id] = e;
        take_in(id, events_[id]);
        return id;
    }
    // A thread created by event `creator`; its number is the lowest that is free.
    [[nodiscard]] thread_id free_thread() const;
    void open_thread(thread_id id, event_id creator);

    void set_source(event_id read, event_id source);
    void insert_write(event_id write, std::int32_t position);
    void remove_write(event_id write);

    // A read that was released in place goes back to waiting with the value of `holder`.
    void wait_again(event_id read, event_id holder);

    // Fills in the clocks of an event from those of its predecessors.
    void derive(event_id id);

    // Forgets all events from `size` on.
    void cut(event_id size);

    // Makes this the graph `from` without what `write` makes it drop when `read` is to read from it: the events newer
    // than `read` that are not in the causal past of `write`. `write`, the newest event of `from`, becomes the newest
    // here, not yet in modification order. Returns the read's new number.
    event_id restrict(const graph& from, event_id read, event_id write);

private:
    void grow();
    void take_in(event_id id, event& added);
    void widen(std::uint32_t stride);
    void set_thread_count(thread_id count);
    void derive_read(event_id id, event& e);
    void derive_write(event_id id, event& e);
    void copy_first(const graph& from, event_id last);
    void copy_event(const graph& from, event_id old_id, event_id new_id);
    void add_copied(event_id id);
    void copy_locations(const graph& from);
    void settle_dropped_source(const graph& from, event_id old_id, event_id new_id);
    [[nodiscard]] event_id renamed(event_id old_id) const { return old_id >= no_event ? old_id : renaming_[old_id]; }

    event_id size_ = 0;
    event_id capacity_ = 0;
    thread_id thread_count_ = 1;
    std::uint32_t width_ = clock_granule;
    std::uint32_t stride_ = 2 * clock_granule;
    std::vector<event> events_;
    std::vector<rmw_operands> operands_;
    std::vector<tick> clocks_;
    std::vector<graph_thread> threads_ = std::vector<graph_thread>(1);
    std::vector<graph_location> locations_;
    std::vector<event_id> renaming_;
};

// Can a read-modify-write of this kind wait for another value? Is this read one that does?
[[nodiscard]] bool can_wait(rmw_kind kind);
[[nodiscard]] bool waits(const graph& g, event_id read);

} // namespace heddle::model::core
