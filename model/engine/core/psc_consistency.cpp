// RC11's partial SC order, as the published checkers state it. With eco = (rf ∪ mo ∪ fr)+, psc is
//   [SC];po;hb;po;[SC] ∪ [SC];([F];hb)?;(po ∪ rf ∪ mo ∪ fr);(hb;[F])?;[SC] ∪ [Fsc];(hb ∪ hb;eco;hb);[Fsc]
// where a read-modify-write is two events. Happens-before is a comparison of clocks, the others of places, so that each
// pair of events costs O(1).
#include "engine/core/consistency.hpp"

namespace heddle::model::core {

namespace {

[[nodiscard]] bool is_access(const event& e) { return e.kind == event_kind::read || e.kind == event_kind::write; }

[[nodiscard]] bool same_location(const event& a, const event& b) {
    return is_access(a) && is_access(b) && a.location == b.location;
}

[[nodiscard]] bool program_ordered(const event& a, const event& b) { return a.thread == b.thread && a.index < b.index; }

// rf ∪ mo ∪ fr, between two accesses of one location.
[[nodiscard]] bool coherence_step(const graph& g, event_id a, event_id b) {
    if (g.at(b).kind == event_kind::write)
        return g.place(a) < g.place(b);
    return g.at(b).source == a;
}

// (rf ∪ mo ∪ fr)+, between two accesses of one location.
[[nodiscard]] bool coherence_before(const graph& g, event_id a, event_id b) {
    const bool from_write_to_read = g.at(a).kind == event_kind::write && g.at(b).kind == event_kind::read;
    return from_write_to_read ? g.place(a) <= g.place(b) : g.place(a) < g.place(b);
}

} // namespace

void consistency::number_strong_events(const graph& g) {
    strong_.clear();
    number_.resize(g.size());
    for (event_id id = 0; id < g.size(); ++id)
        if (g.at(id).order == memory_order::seq_cst) {
            number_[id] = static_cast<std::uint32_t>(strong_.size());
            strong_.push_back(id);
        }
    row_ = (strong_.size() + 63) / 64;
    edges_.assign(row_ * strong_.size(), 0);
}

void consistency::add_edge(std::uint32_t from, std::uint32_t to) {
    edges_[from * row_ + to / 64] |= std::uint64_t{1} << (to % 64);
}

// Edges to the seq_cst fences that d happens before.
void consistency::add_edges_to_fences(const graph& g, std::uint32_t from, event_id d) {
    for (std::uint32_t k = 0; k < strong_.size(); ++k)
        if (g.at(strong_[k]).kind == event_kind::fence && g.happens_before(d, strong_[k]))
            add_edge(from, k);
}

// Edges of the strong event `from` that begin with steps from a: a is `from` itself, or `from` is a fence before a.
void consistency::add_edges_through(const graph& g, std::uint32_t from, event_id a) {
    const event& first = g.at(a);
    for (event_id d = 0; d < g.size(); ++d) {
        const event& second = g.at(d);
        const bool related = same_location(first, second) && a != d;
        if (program_ordered(first, second) || (related && coherence_step(g, a, d))) {
            if (second.order == memory_order::seq_cst)
                add_edge(from, number_[d]);
            add_edges_to_fences(g, from, d);
        } else if (related && a != strong_[from] && coherence_before(g, a, d)) {
            add_edges_to_fences(g, from, d);
        }
    }
}

void consistency::add_edges_from(const graph& g, std::uint32_t from) {
    const event_id s = strong_[from];
    const std::vector<event_id>& own = g.thread(g.at(s).thread).events;
    const event_id after = g.at(s).index + 1 < own.size() ? own[g.at(s).index + 1] : no_event;
    for (std::uint32_t k = 0; after != no_event && k < strong_.size(); ++k) {
        const event_id before = g.at(strong_[k]).index == 0 ? no_event : g.previous(strong_[k]);
        if (before != no_event && g.happens_before(after, before))
            add_edge(from, k);
    }
    add_edges_through(g, from, s);
    if (g.at(s).kind != event_kind::fence)
        return;
    add_edges_to_fences(g, from, s);
    for (event_id a = 0; a < g.size(); ++a)
        if (g.happens_before(s, a))
            add_edges_through(g, from, a);
}

// Removes events without a successor until none is left or only cycles are.
bool consistency::strong_cycle() {
    std::vector<std::uint64_t>& alive = live_;
    alive.assign(row_, 0);
    for (std::uint32_t k = 0; k < strong_.size(); ++k)
        alive[k / 64] |= std::uint64_t{1} << (k % 64);
    bool removed = true;
    bool any = !strong_.empty();
    while (removed && any) {
        removed = any = false;
        for (std::uint32_t k = 0; k < strong_.size(); ++k) {
            if ((alive[k / 64] >> (k % 64) & 1U) == 0)
                continue;
            bool leads_on = false;
            for (std::size_t w = 0; w < row_ && !leads_on; ++w)
                leads_on = (edges_[k * row_ + w] & alive[w]) != 0;
            any = any || leads_on;
            removed = removed || !leads_on;
            if (!leads_on)
                alive[k / 64] &= ~(std::uint64_t{1} << (k % 64));
        }
    }
    return any;
}

bool consistency::psc_acyclic(const graph& g) {
    number_strong_events(g);
    if (strong_.size() < 2)
        return true;
    for (std::uint32_t k = 0; k < strong_.size(); ++k)
        add_edges_from(g, k);
    return !strong_cycle();
}

} // namespace heddle::model::core
