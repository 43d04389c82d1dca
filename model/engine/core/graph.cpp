// See graph.hpp. Building and cutting; restrict.cpp has the copy for backward revisits.
#include "engine/core/graph.hpp"

namespace heddle::model::core {

event_id graph::previous(event_id id) const {
    const event& e = events_[id];
    const graph_thread& t = threads_[e.thread];
    return e.index == 0 ? t.creator : t.events[e.index - 1];
}

event_id graph::last_of(thread_id id) const {
    const graph_thread& t = threads_[id];
    return t.events.empty() ? t.creator : t.events.back();
}

void graph::reset(location_id locations) {
    cut(0);
    ensure_locations(locations);
}

void graph::ensure_locations(location_id count) {
    if (locations_.size() < count)
        locations_.resize(count);
}

void graph::grow() {
    const event_id wanted = std::max<event_id>(256, capacity_ * 2);
    events_.resize(wanted);
    operands_.resize(wanted);
    clocks_.resize(std::size_t{wanted} * 3 * stride_);
    renaming_.resize(wanted);
    capacity_ = wanted;
}

void graph::widen(std::uint32_t stride) {
    std::vector<tick> wider(std::size_t{capacity_} * 3 * stride, 0);
    for (std::size_t row = 0; row < std::size_t{size_} * 3; ++row)
        std::memcpy(wider.data() + row * stride, clocks_.data() + row * stride_, width_ * sizeof(tick));
    clocks_.swap(wider);
    stride_ = stride;
}

void graph::set_thread_count(thread_id count) {
    thread_count_ = count;
    const std::uint32_t width = (count + clock_granule - 1) / clock_granule * clock_granule;
    if (width > stride_)
        widen(width);
    for (std::size_t row = 0; width > width_ && row < std::size_t{size_} * 3; ++row)
        std::memset(clocks_.data() + row * stride_ + width_, 0, (width - width_) * sizeof(tick));
    width_ = width;
}

void graph::take_in(event_id id, event& added) {
    graph_thread& t = threads_[added.thread];
    added.index = static_cast<std::uint32_t>(t.events.size());
    t.events.push_back(id);
    if (added.kind == event_kind::read)
        locations_[added.location].reads.push_back(id);
    derive(id);
}

thread_id graph::free_thread() const {
    thread_id id = 1;
    while (id < thread_count_ && threads_[id].creator != no_event)
        ++id;
    return id;
}

void graph::open_thread(thread_id id, event_id creator) {
    if (id >= threads_.size())
        threads_.resize(id + 1);
    threads_[id].creator = creator;
    if (id >= thread_count_)
        set_thread_count(id + 1);
}

void graph::set_source(event_id read, event_id source) {
    event& e = events_[read];
    e.source = source;
    e.value = value_of(source, e.location);
    if (source != initial_write && source > read)
        events_[source].read_by_earlier = true;
    derive(read);
}

void graph::insert_write(event_id write, std::int32_t position) {
    std::vector<event_id>& order = locations_[events_[write].location].order;
    order.insert(order.begin() + position, write);
    for (std::size_t i = static_cast<std::size_t>(position); i < order.size(); ++i)
        events_[order[i]].position = static_cast<std::int32_t>(i);
}

// Reads that this write released in place wait again.
void graph::remove_write(event_id write) {
    const event& e = events_[write];
    graph_location& l = locations_[e.location];
    const std::int32_t position = e.position;
    if (position < 0)
        return;
    if (e.read_by_earlier)
        for (const event_id read : l.reads)
            if (events_[read].in_place && events_[read].source == write)
                wait_again(read, write_at(e.location, position - 1));
    l.order.erase(l.order.begin() + position);
    for (std::size_t i = static_cast<std::size_t>(position); i < l.order.size(); ++i)
        events_[l.order[i]].position = static_cast<std::int32_t>(i);
    events_[write].position = unplaced;
}

void graph::wait_again(event_id read, event_id holder) {
    event& e = events_[read];
    e.in_place = false;
    e.exclusive = false;
    e.order = memory_order::relaxed;
    set_source(read, holder);
}

void graph::derive_read(event_id id, event& e) {
    if (e.source == initial_write)
        return;
    join(causal(id), causal(e.source), width_);
    if (!events_[e.source].releasing)
        return;
    if (acquires(e.order)) {
        join(before(id), carried(e.source), width_);
        return;
    }
    if (e.pending == no_event)
        clear(carried(id), width_);
    else
        copy(carried(id), carried(e.pending), width_);
    join(carried(id), carried(e.source), width_);
    e.pending = id;
}

void graph::derive_write(event_id id, event& e) {
    e.releasing = true;
    if (releases(e.order))
        copy(carried(id), before(id), width_);
    else if (e.release_fence != no_event)
        copy(carried(id), before(e.release_fence), width_);
    else
        e.releasing = false;
    if (!e.exclusive)
        return;
    const event_id source = events_[threads_[e.thread].events[e.index - 1]].source;
    if (source == initial_write || !events_[source].releasing)
        return;
    if (e.releasing)
        join(carried(id), carried(source), width_);
    else
        copy(carried(id), carried(source), width_);
    e.releasing = true;
}

void graph::derive(event_id id) {
    event& e = events_[id];
    const event_id earlier = previous(id);
    const bool inherits = e.index > 0;
    e.pending = inherits ? events_[earlier].pending : no_event;
    e.release_fence = inherits ? events_[earlier].release_fence : no_event;
    if (earlier == no_event) {
        clear(before(id), width_);
        clear(causal(id), width_);
    } else {
        copy(before(id), before(earlier), width_);
        copy(causal(id), causal(earlier), width_);
    }
    set(before(id), e.thread, e.index + 1);
    set(causal(id), e.thread, e.index + 1);
    if (e.kind == event_kind::read) {
        derive_read(id, e);
    } else if (e.kind == event_kind::write) {
        derive_write(id, e);
    } else if (e.kind == event_kind::fence) {
        if (acquires(e.order) && e.pending != no_event)
            join(before(id), carried(e.pending), width_);
        if (releases(e.order))
            e.release_fence = id;
    } else if (e.kind == event_kind::woken) {
        if (acquires(e.order))
            join(before(id), before(e.source), width_);
        join(causal(id), causal(e.source), width_);
    } else if (e.kind == event_kind::join) {
        join(before(id), before(last_of(e.source)), width_);
        join(causal(id), causal(last_of(e.source)), width_);
    }
}

void graph::cut(event_id size) {
    while (size_ > size) {
        const event& e = events_[--size_];
        threads_[e.thread].events.pop_back();
        if (e.kind == event_kind::write)
            remove_write(size_);
        else if (e.kind == event_kind::read)
            locations_[e.location].reads.pop_back();
        else if (e.kind == event_kind::create)
            threads_[e.source].creator = no_event;
    }
    thread_id count = thread_count_;
    while (count > 1 && threads_[count - 1].creator == no_event)
        --count;
    set_thread_count(count);
}

bool can_wait(rmw_kind kind) {
    return kind == rmw_kind::lock || kind == rmw_kind::once || kind == rmw_kind::await_clear ||
           kind == rmw_kind::await_some;
}

bool waits(const graph& g, event_id read) {
    const event& e = g.at(read);
    word ignored = 0;
    return can_wait(e.operation) &&
           apply(e.operation, g.operands(read), e.size, e.value, ignored) == rmw_verdict::waits;
}

} // namespace heddle::model::core
