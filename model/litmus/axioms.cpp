// RC11 and SC, axiom by axiom. The names are those of the paper (with po for its sb): read it beside this file.
// axioms.hpp says where C++20 differs from it.
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

    relation seq_cst() const { return where(is_seq_cst); }

    relation seq_cst_fences() const {
        return where([](const event& e) { return e.kind == event_kind::fence && is_seq_cst(e); });
    }

private:
    static bool is_seq_cst(const event& e) { return e.order == std::memory_order_seq_cst; }

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
    const auto sw =
        sequence(in.releasing(), optional(sequence(F, g.po)), rs, g.rf, R, optional(sequence(g.po, F)), in.acquiring());
    return transitive(g.po | sw);
}

// ATOMICITY: rmw ∩ (rb; mo) = ∅
bool atomic(const execution_graph& g) { return (g.rmw & sequence(reads_before(g), g.mo)).empty(); }

// psc, the partial order on seq_cst events that must be acyclic
relation partial_sc(const execution_graph& g, const relation& hb, const relation& eco) {
    const sets in(g.events);
    const auto SC = in.seq_cst(), F_sc = in.seq_cst_fences();
    // scb = po ∪ rf ∪ mo ∪ rb
    const auto scb = g.po | g.rf | g.mo | reads_before(g);
    // strongly happens-before among seq_cst events = [SC]; (po; hb; po); [SC]
    const auto strongly = sequence(SC, g.po, hb, g.po, SC);
    // psc_base = ([SC] ∪ [F sc]; hb); scb; ([SC] ∪ hb; [F sc])
    const auto psc_base = sequence(SC | sequence(F_sc, hb), scb, SC | sequence(hb, F_sc));
    // psc_F = [F sc]; (hb ∪ hb; eco; hb); [F sc]
    const auto psc_fence = sequence(F_sc, hb | sequence(hb, eco, hb), F_sc);
    return strongly | psc_base | psc_fence;
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

bool sc_consistent(const execution_graph& g) { return atomic(g) && acyclic(g.po | g.rf | g.mo | reads_before(g)); }

} // namespace heddle::model::litmus
