// RC11 and SC, axiom by axiom. The names are those of the paper (with po for its sb): read it beside this file.
#include "litmus/axioms.hpp"

namespace heddle::model::litmus {
namespace {

bool acquires(std::memory_order order) {
    return order == std::memory_order_consume || order == std::memory_order_acquire ||
           order == std::memory_order_acq_rel || order == std::memory_order_seq_cst;
}

bool releases(std::memory_order order) {
    return order == std::memory_order_release || order == std::memory_order_acq_rel ||
           order == std::memory_order_seq_cst;
}

// [E] for the events of a kind, or of a kind and with an order, or with an order.
class sets {
public:
    explicit sets(const std::vector<event>& events) : events_(events) {}

    relation all(event_kind kind) const {
        return where([&](const event& e) { return e.kind == kind; });
    }

    // Atomic events that release: releasing fences and writes (a read-modify-write releases as a write).
    relation releasing() const {
        return where([&](const event& e) { return e.kind != event_kind::read && releases(e.order); });
    }

    // Atomic events that acquire: acquiring fences and reads.
    relation acquiring() const {
        return where([&](const event& e) { return e.kind != event_kind::write && acquires(e.order); });
    }

    relation seq_cst_accesses() const {
        return where([](const event& e) { return e.kind != event_kind::fence && seq_cst(e); });
    }

    relation seq_cst_fences() const {
        return where([](const event& e) { return e.kind == event_kind::fence && seq_cst(e); });
    }

    relation same_location() const {
        return relation::of(events_.size(), [&](std::size_t a, std::size_t b) {
            return !events_[a].location.empty() && events_[a].location == events_[b].location;
        });
    }

private:
    static bool seq_cst(const event& e) { return e.order == std::memory_order_seq_cst; }

    template <class Predicate>
    relation where(Predicate holds) const {
        return relation::identity_on(events_.size(), [&](std::size_t i) { return holds(events_[i]); });
    }

    const std::vector<event>& events_;
};

// rb: from a read to the writes that come after the one it reads from.
relation reads_before(const execution_graph& g) { return sequence(inverse(g.rf), g.mo); }

// hb = (po ∪ sw)+
relation happens_before(const execution_graph& g) {
    const sets in(g.events);
    const auto W = in.all(event_kind::write), R = in.all(event_kind::read), F = in.all(event_kind::fence);
    // rs = [W]; (rf; rmw)*: C++20 dropped the paper's later writes of the same thread
    const auto rs = sequence(W, closure(sequence(g.rf, g.rmw)));
    // sw = [E releasing]; ([F]; po)?; rs; rf; [R]; (po; [F])?; [E acquiring]
    const auto sw = sequence(in.releasing(), optional(sequence(F, g.po)), rs, g.rf, R,
                             optional(sequence(g.po, F)), in.acquiring());
    return transitive(g.po | sw);
}

// ATOMICITY: rmw ∩ (rb; mo) = ∅
bool atomic(const execution_graph& g) { return (g.rmw & sequence(reads_before(g), g.mo)).empty(); }

// psc = psc_base ∪ psc_F, the partial order on seq_cst events that must be acyclic
relation partial_sc(const execution_graph& g, const relation& hb, const relation& eco) {
    const sets in(g.events);
    const auto E_sc = in.seq_cst_accesses() | in.seq_cst_fences(), F_sc = in.seq_cst_fences();
    const auto same_location = in.same_location();
    const auto po_other = g.po - same_location;
    // scb = po ∪ po|≠loc; hb; po|≠loc ∪ hb|=loc ∪ mo ∪ rb
    const auto scb = g.po | sequence(po_other, hb, po_other) | (hb & same_location) | g.mo | reads_before(g);
    // psc_base = ([E sc] ∪ [F sc]; hb?); scb; ([E sc] ∪ hb?; [F sc])
    const auto psc_base =
        sequence(E_sc | sequence(F_sc, optional(hb)), scb, E_sc | sequence(optional(hb), F_sc));
    // psc_F = [F sc]; (hb ∪ hb; eco; hb); [F sc]
    const auto psc_fence = sequence(F_sc, hb | sequence(hb, eco, hb), F_sc);
    return psc_base | psc_fence;
}

} // namespace

bool rc11_consistent(const execution_graph& g) {
    if (!atomic(g))
        return false;
    // NO-THIN-AIR: po ∪ rf is acyclic
    if (!acyclic(g.po | g.rf))
        return false;
    // COHERENCE: hb; eco? is irreflexive, with eco = (rf ∪ mo ∪ rb)+
    const auto hb = happens_before(g);
    const auto eco = transitive(g.rf | g.mo | reads_before(g));
    if (!sequence(hb, optional(eco)).irreflexive())
        return false;
    // SC: psc is acyclic
    return acyclic(partial_sc(g, hb, eco));
}

bool sc_consistent(const execution_graph& g) {
    return atomic(g) && acyclic(g.po | g.rf | g.mo | reads_before(g));
}

} // namespace heddle::model::litmus
