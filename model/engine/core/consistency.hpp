// Consistency beyond coherence and atomicity, which hold by construction: the acyclicity of RC11's partial SC order,
// or of (po ∪ rf ∪ mo ∪ fr) under sequential consistency.
#pragma once

#include "engine/core/graph.hpp"

namespace heddle::model::core {

// Was the cycle-free graph left cycle-free by `changed`, the newest read or write (or a revisited read)? Exact under
// the assumption that nothing follows `changed` in program order.
class consistency {
public:
    // RC11: psc = psc_base ∪ psc_F over seq_cst accesses and fences is acyclic (Lahav et al., PLDI 2017).
    [[nodiscard]] bool psc_acyclic(const graph& g);
    // SC: no cycle of program order, reads-from, modification order and from-read passes through `start`.
    [[nodiscard]] bool sc_acyclic(const graph& g, event_id start);

private:
    void push_around_queue(const graph& g, event_id id, std::int32_t place);
    void push_successors(const graph& g, event_id id);
    void push(event_id id);
    void number_strong_events(const graph& g);
    void add_edge(std::uint32_t from, std::uint32_t to);
    void find_fences_after(const graph& g);
    void add_edges_to_fences(std::uint32_t from, event_id d);
    void add_edges_by_step(const graph& g, std::uint32_t from, event_id d);
    void add_coherent_edges(const graph& g, std::uint32_t from, event_id a);
    void add_edges_along_thread(const graph& g, std::uint32_t from, event_id a);
    void add_edges_from(const graph& g, std::uint32_t from);
    [[nodiscard]] bool strong_cycle();

    std::vector<event_id> stack_;
    std::vector<std::uint32_t> seen_;
    std::uint32_t round_ = 0;

    std::vector<event_id> strong_;            // the seq_cst events
    std::vector<std::uint32_t> number_;       // per seq_cst event: its place in strong_
    std::vector<std::uint64_t> edges_;        // adjacency rows over strong_
    std::size_t row_ = 0;                     // words per row
    std::vector<std::uint64_t> fences_after_; // per event: the seq_cst fences that it happens before
    std::vector<std::uint64_t> live_;         // strong events that are not known to be on no cycle
};

} // namespace heddle::model::core
