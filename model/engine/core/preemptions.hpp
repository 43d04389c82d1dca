// How many preemptions an execution needs: the smallest number over all orders in which its events can come. Leaving a
// thread is a preemption if it could have gone on: it does more later, and does not wait for a lock that is taken, for
// the end of a thread or to be woken. A thread that spins, or would have read another value, could have gone on; one
// that never comes to its next step, as in a deadlock, could not.
//
// Under sequential consistency an order is an interleaving. Under RC11 it is a linear extension of po ∪ rf: which of
// the writes that it may read a read gets is the memory's choice and no preemption. So what needs k preemptions in an
// interleaving needs no more under RC11.
//
// Bounding the search by them: Marmanis, Kokologiannakis and Vafeiadis, "Reconciling Preemption Bounding with DPOR"
// (TACAS 2023) show that what a search over graphs meets on its way to an execution may need more preemptions than that
// execution, and allow for it by a slack. Here only the events are counted that no later revisit can take away; they
// are in every execution that can still come, so nothing is lost whatever the order in which threads run.
#pragma once

#include "engine/core/graph.hpp"
#include "engine/core/state_table.hpp"

#include <vector>

namespace heddle::model::core {

class preemptions {
public:
    explicit preemptions(bool sequential) : sequential_(sequential) {}

    // Of the first `counts[t]` events of each thread t, closed under causal order; bound + 1 if they need more than
    // `bound`.
    [[nodiscard]] std::uint32_t needed(const graph& g, const std::vector<std::uint32_t>& counts, std::uint32_t bound);
    // Of all events of the graph.
    [[nodiscard]] std::uint32_t needed(const graph& g, std::uint32_t bound);
    // Does every execution to which the search can come from this graph need more?
    [[nodiscard]] bool stay_above(const graph& g, std::uint32_t bound);

private:
    // A read-modify-write is one step.
    struct step {
        event_id id;
        std::size_t needs; // where they begin: how many steps of each thread come before
        bool waits;        // for a value, if it is not there
        bool releases;     // may let others go on that wait for a value
    };

    void prepare(const graph& g, const std::vector<std::uint32_t>& counts);
    void find_waiting_locations(const graph& g);
    void add_steps(const graph& g, thread_id t);
    void add_needs(const graph& g, const step& s);
    void add_interleaving_needs(const graph& g, std::uint32_t* needs, const event& write);
    void need(const graph& g, std::uint32_t* needs, event_id id) const;
    [[nodiscard]] bool is_counted(const graph& g, event_id id) const;
    [[nodiscard]] bool can_come(const step& s) const;
    [[nodiscard]] bool waits_now(const graph& g, const step& s) const;
    [[nodiscard]] bool is_done(const graph& g, event_id id) const;
    void run_block(const graph& g, thread_id t, std::uint32_t cost);
    void arrive(std::uint32_t cost);
    void find_kept(const graph& g);
    [[nodiscard]] bool stays(const graph& g, event_id id) const;
    [[nodiscard]] bool has_kept_successor(const graph& g, event_id id) const;
    [[nodiscard]] bool is_kept(const graph& g, event_id id) const;
    void keep(const graph& g, event_id id);

    bool sequential_;
    std::uint32_t threads_ = 0;
    std::vector<std::uint32_t> counts_;
    std::vector<std::vector<step>> steps_; // by thread
    std::vector<std::uint32_t> step_of_;   // by event
    std::vector<std::uint32_t> needs_;
    std::vector<bool> waited_for_;    // by location
    std::vector<std::uint32_t> done_; // steps of each thread, in the order that is being tried
    std::vector<std::uint32_t> from_;
    std::size_t total_ = 0;
    std::uint32_t bound_ = 0;
    std::uint32_t best_ = 0;
    state_table states_;
    std::vector<std::vector<std::uint32_t>> levels_; // states by cost
    std::vector<std::uint32_t> kept_;                // how many events of each thread are
    std::vector<std::uint32_t> everything_;
};

} // namespace heddle::model::core
