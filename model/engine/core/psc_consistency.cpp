// RC11's partial SC order, as the published checkers state it. With eco = (rf ∪ mo ∪ fr)+, psc is
//   [SC];po;hb;po;[SC] ∪ [SC];([F];hb)?;(po ∪ rf ∪ mo ∪ fr);(hb;[F])?;[SC] ∪ [Fsc];(hb ∪ hb;eco;hb);[Fsc]
// where a read-modify-write is two events. Happens-before is a comparison of clocks, the others of places.
#include "engine/core/consistency.hpp"

namespace heddle::model::core {

namespace {

[[nodiscard]] bool is_access(const event& e) { return e.kind == event_kind::read || e.kind == event_kind::write; }

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

// For each event, the seq_cst fences that it happens before.
void consistency::find_fences_after(const graph& g) {
    fences_after_.assign(row_ * g.size(), 0);
    for (std::uint32_t k = 0; k < strong_.size(); ++k) {
        if (g.at(strong_[k]).kind != event_kind::fence)
            continue;
        for (event_id d = 0; d < g.size(); ++d)
            if (g.happens_before(d, strong_[k]))
                fences_after_[d * row_ + k / 64] |= std::uint64_t{1} << (k % 64);
    }
}

// Edges to the seq_cst fences that d happens before.
void consistency::add_edges_to_fences(std::uint32_t from, event_id d) {
    for (std::size_t w = 0; w < row_; ++w)
        edges_[from * row_ + w] |= fences_after_[d * row_ + w];
}

// Edges for one step of po, rf, mo or fr to d.
void consistency::add_edges_by_step(const graph& g, std::uint32_t from, event_id d) {
    if (g.at(d).order == memory_order::seq_cst)
        add_edge(from, number_[d]);
    add_edges_to_fences(from, d);
}

// Edges of the strong event `from` that begin with rf, mo or fr from the access a, or with several such steps if `from`
// is a fence before a.
void consistency::add_coherent_edges(const graph& g, std::uint32_t from, event_id a) {
    const event& first = g.at(a);
    if (!is_access(first))
        return;
    const graph_location& l = g.location(first.location);
    const std::int32_t place = g.place(a);
    for (auto p = static_cast<std::size_t>(place + 1); p < l.order.size(); ++p)
        add_edges_by_step(g, from, l.order[p]);
    const std::int32_t seen = first.kind == event_kind::write ? place : place + 1;
    for (const event_id read : l.reads) {
        if (first.kind == event_kind::write && g.at(read).source == a)
            add_edges_by_step(g, from, read);
        else if (a != strong_[from] && g.place(read) >= seen)
            add_edges_to_fences(from, read);
    }
}

void consistency::add_edges_along_thread(const graph& g, std::uint32_t from, event_id a) {
    const std::vector<event_id>& own = g.thread(g.at(a).thread).events;
    for (std::size_t i = g.at(a).index + 1; i < own.size(); ++i)
        add_edges_by_step(g, from, own[i]);
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
    add_edges_along_thread(g, from, s);
    add_coherent_edges(g, from, s);
    if (g.at(s).kind != event_kind::fence)
        return;
    add_edges_to_fences(from, s);
    for (event_id a = 0; a < g.size(); ++a)
        if (g.happens_before(s, a)) {
            if (g.at(a).index == 0 || !g.happens_before(s, g.previous(a)))
                add_edges_along_thread(g, from, a);
            add_coherent_edges(g, from, a);
        }
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
    find_fences_after(g);
    for (std::uint32_t k = 0; k < strong_.size(); ++k)
        add_edges_from(g, k);
    return !strong_cycle();
}

} // namespace heddle::model::core
