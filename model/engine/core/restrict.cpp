// The restricted graph of a backward revisit: what stays when a read comes to read from a newer write.
#include "engine/core/graph.hpp"

#include <algorithm>

namespace heddle::model::core {

// Everything of the events up to `last`, which keep their numbers, at once; add_copied() does the rest.
void graph::copy_first(const graph& from, event_id last) {
    const std::size_t count = std::size_t{last} + 1;
    std::copy_n(from.events_.begin(), count, events_.begin());
    std::copy_n(from.operands_.begin(), count, operands_.begin());
    std::copy_n(from.clocks_.begin(), count * 3 * stride_, clocks_.begin());
}

void graph::copy_event(const graph& from, event_id old_id, event_id new_id) {
    event& e = events_[new_id];
    e = from.events_[old_id];
    e.pending = renamed(e.pending);
    e.release_fence = renamed(e.release_fence);
    if (e.operation != rmw_kind::none)
        operands_[new_id] = from.operands_[old_id];
    std::memcpy(before(new_id), from.before(old_id), std::size_t{3} * stride_ * sizeof(tick));
}

void graph::add_copied(event_id id) {
    event& e = events_[id];
    if (e.kind == event_kind::read || e.kind == event_kind::woken)
        e.source = renamed(e.source);
    else if (e.kind == event_kind::create)
        open_thread(e.source, id);
    threads_[e.thread].events.push_back(id);
}

void graph::copy_locations(const graph& from) {
    for (graph_location& l : locations_) {
        l.order.clear();
        l.reads.clear();
    }
    for (location_id where = 0; where < from.locations_.size(); ++where) {
        const graph_location& old_one = from.locations_[where];
        graph_location& new_one = locations_[where];
        new_one.initial = old_one.initial;
        for (const event_id write : old_one.order)
            if (renamed(write) != no_event) {
                events_[renamed(write)].position = static_cast<std::int32_t>(new_one.order.size());
                new_one.order.push_back(renamed(write));
            }
        for (const event_id read : old_one.reads)
            if (renamed(read) != no_event)
                new_one.reads.push_back(renamed(read));
    }
}

// A read that waited and was released in place, whose releasing write is dropped, waits again: for the write before.
void graph::settle_dropped_source(const graph& from, event_id old_id, event_id new_id) {
    const event& old_read = from.events_[old_id];
    if (old_read.kind != event_kind::read || events_[new_id].source != no_event || !old_read.in_place)
        return;
    const event_id holder = from.write_at(old_read.location, from.source_place(old_read) - 1);
    wait_again(new_id, renamed(holder));
}

event_id graph::restrict(const graph& from, event_id read, event_id write) {
    size_ = 0;
    if (stride_ != from.stride_) {
        stride_ = from.stride_;
        capacity_ = 0;
    }
    while (capacity_ < from.capacity_)
        grow();
    if (threads_.size() < from.threads_.size())
        threads_.resize(from.threads_.size());
    for (graph_thread& t : threads_) {
        t.events.clear();
        t.creator = no_event;
    }
    ensure_locations(from.location_count());
    width_ = from.width_;
    thread_count_ = from.thread_count_;

    event_id kept = 0;
    for (event_id id = 0; id <= write; ++id)
        renaming_[id] = id <= read || from.in_past_of(id, write) ? kept++ : no_event;
    size_ = kept;
    copy_first(from, read);
    for (event_id id = read + 1; id <= write; ++id)
        if (renaming_[id] != no_event)
            copy_event(from, id, renaming_[id]);
    for (event_id id = 0; id < kept; ++id)
        add_copied(id);
    events_[kept - 1].position = unplaced;
    events_[kept - 1].read_by_earlier = false;
    copy_locations(from);
    for (event_id id = 0; id < write; ++id)
        if (renaming_[id] != no_event && id != read)
            settle_dropped_source(from, id, renaming_[id]);
    while (thread_count_ > 1 && threads_[thread_count_ - 1].creator == no_event)
        --thread_count_;
    set_thread_count(thread_count_);
    return renaming_[read];
}

} // namespace heddle::model::core
