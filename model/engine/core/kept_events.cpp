// Which events of a graph no revisit that is still to come can take away, or give another value. A revisit of a read by
// a write takes away what is newer than the read and not in the write's past, if all of that, and the read itself, is
// maximally added (revisit.cpp). So these stay, and with an event all of its causal past:
// - a write that is read by an older read: for that read to go, the write has to be in the past of what revisits it;
// - what is not maximal because of an event that stays and is older: it can never be maximal again;
// - what is older than every read that may be revisited.
#include "engine/core/preemptions.hpp"

#include <algorithm>

namespace heddle::model::core {

bool preemptions::is_kept(const graph& g, event_id id) const { return g.at(id).index < kept_[g.at(id).thread]; }

void preemptions::keep(const graph& g, event_id id) {
    for (thread_id t = 0; t < kept_.size(); ++t)
        kept_[t] = std::max(kept_[t], g.causal(id)[t]);
}

// Is there a write after this one, or after what this read reads from, that stays and is older than the event?
bool preemptions::has_kept_successor(const graph& g, event_id id) const {
    const std::vector<event_id>& order = g.location(g.at(id).location).order;
    return std::any_of(order.begin() + g.place(id) + 1, order.end(),
                       [&](event_id write) { return write < id && is_kept(g, write); });
}

bool preemptions::stays(const graph& g, event_id id) const {
    const event& e = g.at(id);
    if (e.kind == event_kind::choice)
        return e.value != 0;
    if (e.kind == event_kind::write) {
        const std::vector<event_id>& reads = g.location(e.location).reads;
        const auto fixes = [&](event_id read) { return read < id && g.at(read).source == id && !g.at(read).in_place; };
        return (e.read_by_earlier && std::any_of(reads.begin(), reads.end(), fixes)) || has_kept_successor(g, id);
    }
    if (e.kind != event_kind::read || e.in_place || waits(g, id))
        return false;
    if (e.operation == rmw_kind::wake && g.operands(id).selection != 0)
        return true;
    return e.operation != rmw_kind::leave && has_kept_successor(g, id);
}

void preemptions::find_kept(const graph& g) {
    kept_.assign(g.thread_count(), 0);
    for (bool more = true; more;) {
        more = false;
        bool before_all_reads = true;
        for (event_id id = 0; id < g.size(); ++id) {
            if (is_kept(g, id))
                continue;
            before_all_reads = before_all_reads && g.at(id).kind != event_kind::read;
            if (before_all_reads || stays(g, id)) {
                keep(g, id);
                more = true;
            }
        }
    }
}

} // namespace heddle::model::core
