// Sequential consistency: a search for a cycle through one event.
#include "engine/core/consistency.hpp"
#include "engine/core/queues.hpp"

namespace heddle::model::core {

void consistency::push(event_id id) {
    if (id >= no_event || seen_[id] == round_)
        return;
    seen_[id] = round_;
    stack_.push_back(id);
}

// Comparing and entering a queue are one step, so what comes before the entry comes before the comparison. What a woken
// thread does comes after the write that took it out.
void consistency::push_around_queue(const graph& g, event_id id, std::int32_t place) {
    const location_id queue = g.at(id).location;
    const event_id next = place < g.last_place(queue) ? g.write_at(queue, place + 1) : no_event;
    if (next != no_event && g.previous(next) != id && g.at(g.previous(next)).operation == rmw_kind::enqueue)
        push(comparison_of(g, next));
    for (thread_id t = 0; g.at(id).kind == event_kind::write && t < g.thread_count(); ++t)
        for (const event_id other : g.thread(t).events)
            if (g.at(other).kind == event_kind::woken && g.at(other).source == id)
                push(other);
}

void consistency::push_successors(const graph& g, event_id id) {
    const event& e = g.at(id);
    const std::vector<event_id>& own = g.thread(e.thread).events;
    if (e.index + 1 < own.size())
        push(own[e.index + 1]);
    if (e.kind == event_kind::create && !g.thread(e.source).events.empty())
        push(g.thread(e.source).events.front());
    if (e.kind != event_kind::read && e.kind != event_kind::write)
        return;
    const std::int32_t place = g.place(id);
    if (place < g.last_place(e.location) && place >= -1)
        push(g.write_at(e.location, place + 1));
    if (e.size == queue_size)
        push_around_queue(g, id, place);
    if (e.kind == event_kind::write)
        for (const event_id read : g.location(e.location).reads)
            if (g.at(read).source == id)
                push(read);
}

bool consistency::sc_acyclic(const graph& g, event_id start) {
    if (seen_.size() < g.size())
        seen_.resize(2 * g.size(), 0);
    ++round_;
    stack_.clear();
    push_successors(g, start);
    while (!stack_.empty()) {
        const event_id id = stack_.back();
        stack_.pop_back();
        if (id == start)
            return false;
        push_successors(g, id);
    }
    return true;
}

} // namespace heddle::model::core
