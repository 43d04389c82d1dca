// Backward revisits: which earlier reads a new write may be read by, and the graphs in which they do.
#include "engine/core/coherence.hpp"
#include "engine/core/explorer.hpp"

namespace heddle::model::core {

namespace {

// A thread that wanted to leave its queue and was no longer in it: the write that took it out is the only source.
[[nodiscard]] bool found_out(const event& e) { return e.operation == rmw_kind::leave && !e.exclusive; }

} // namespace

// Offers each read of the location that is not in the write's causal past, if that read and all newer events outside
// the write's causal past are maximally added. That is a property of one event, so one walk back to the oldest such
// read finds all.
void explorer::offer_revisits(event_id write) {
    const location_id where = graph_->at(write).location;
    const event_id oldest = oldest_candidate(write);
    for (event_id id = write; id-- > oldest;) {
        if (graph_->in_past_of(id, write))
            continue;
        if (!maximally_added(id, write))
            break;
        const event& e = graph_->at(id);
        if (e.kind == event_kind::read && e.location == where && !(waits(id) && releases_in_place(where)) &&
            !found_out(e))
            offer(move::revisit, id);
    }
}

event_id explorer::oldest_candidate(event_id write) const {
    for (const event_id read : graph_->location(graph_->at(write).location).reads)
        if (!graph_->in_past_of(read, write))
            return read;
    return write;
}

// Is the event what the exploration would have added by itself, given the events before it and those in the causal
// past of `write`: a read of the newest write, or the newest write?
bool explorer::maximally_added(event_id id, event_id write) const {
    const event& e = graph_->at(id);
    if (e.kind == event_kind::write)
        return maximal_write(id, write);
    if (e.kind == event_kind::choice)
        return e.value == 0;
    if (e.kind != event_kind::read)
        return true;
    const event_id source = settled_source(id, write);
    if (found_out(e))
        return source < id || graph_->in_past_of(source, write);
    if (e.operation == rmw_kind::wake && graph_->operands(id).selection != 0)
        return false;
    if (source == initial_write)
        return nothing_later(id, write, e.location, -1);
    return (source < id || graph_->in_past_of(source, write)) &&
           nothing_later(id, write, e.location, graph_->at(source).position);
}

bool explorer::maximal_write(event_id id, event_id write) const {
    const event& e = graph_->at(id);
    if (e.read_by_earlier)
        for (const event_id read : graph_->location(e.location).reads)
            if (read < id && settled_source(read, write) == id)
                return false;
    return nothing_later(id, write, e.location, e.position);
}

bool explorer::nothing_later(event_id id, event_id write, location_id where, std::int32_t place) const {
    const std::vector<event_id>& order = graph_->location(where).order;
    for (std::size_t p = order.size(); p-- > static_cast<std::size_t>(place + 1);)
        if (order[p] <= id || graph_->in_past_of(order[p], write))
            return false;
    return true;
}

// What a read reads from; for one that was released in place by a write that neither precedes it nor is in the causal
// past of `write`: what it waited with, the write before.
event_id explorer::settled_source(event_id read, event_id write) const {
    const event& e = graph_->at(read);
    if (!e.in_place || e.source < read || graph_->in_past_of(e.source, write))
        return e.source;
    return graph_->write_at(e.location, graph_->source_place(e) - 1);
}

// Will what the exclusive `write` reads from have another read-modify-write behind it when `read` reads from `write`?
bool explorer::stays_claimed(event_id write, event_id read) const {
    const std::vector<event_id>& order = graph_->location(graph_->at(write).location).order;
    const std::int32_t place = graph_->source_place(graph_->at(graph_->previous(write)));
    for (std::size_t p = static_cast<std::size_t>(place + 1); p < order.size(); ++p)
        if (order[p] <= read || graph_->in_past_of(order[p], write))
            return graph_->at(order[p]).exclusive;
    return false;
}

// The graph in which `read` reads from `write`; the places that the write can take there are the next choice.
void explorer::take_revisit(event_id write, event_id read) {
    const graph& from = *graph_;
    graph_->cut(write + 1);
    graph_->remove_write(write);
    if (graph_->at(write).exclusive && stays_claimed(write, read))
        return;
    open_frame();
    const event_id revisited = graph_->restrict(from, read, write);
    frames_[depth_ - 1].revisited = revisited;
    const event_id moved = graph_->size() - 1;
    const location_id where = graph_->at(moved).location;
    const std::int32_t bound = std::max(bound_before(moved, where), bound_before(graph_->previous(revisited), where));
    open_choice(moved);
    if (graph_->at(moved).exclusive) {
        const std::int32_t place = graph_->source_place(graph_->at(graph_->previous(moved)));
        if (place >= bound && !graph_->claimed(where, place))
            offer(move::place_revisiting, static_cast<std::uint32_t>(place + 1));
    } else {
        for (std::int32_t p = bound + 1; p <= graph_->last_place(where) + 1; ++p)
            if (!graph_->claimed(where, p - 1))
                offer(move::place_revisiting, static_cast<std::uint32_t>(p));
    }
    drop_empty_choice();
}

bool explorer::take_place_revisiting(event_id write, std::int32_t position) {
    const event_id read = frames_[depth_ - 1].revisited;
    graph_->cut(write + 1);
    graph_->remove_write(write);
    graph_->insert_write(write, position);
    select_first(read, write, write, move::selection_revisiting);
    return revisit_now(write);
}

// The revisited read takes `write`, which has its place.
bool explorer::revisit_now(event_id write) {
    const event_id read = frames_[depth_ - 1].revisited;
    word result = 0;
    const rmw_verdict verdict = resolve(read, write, result);
    if (!consistent_revisit(write, read))
        return false;
    const bool holds = complete(read, verdict, result);
    complete_in_place();
    return holds;
}

// A read that was released in place is older than its own write, so a revisit may keep it and drop the write.
void explorer::complete_in_place() {
    for (event_id id = 0; id < graph_->size(); ++id) {
        const event& e = graph_->at(id);
        if (!e.in_place || !e.exclusive || e.index + 1 < graph_->thread(e.thread).events.size())
            continue;
        word result = 0;
        (void)apply(e.operation, graph_->operands(id), e.size, e.value, result);
        add_exclusive(id, result);
    }
}

bool explorer::consistent_revisit(event_id write, event_id read) {
    if (!sequential_ || !consistent(write))
        return consistent(write);
    return consistent(read) && (!graph_->at(write).exclusive || consistent(graph_->previous(write)));
}

} // namespace heddle::model::core
