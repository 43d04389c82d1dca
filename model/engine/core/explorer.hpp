// The search over execution graphs: truly stateless optimal exploration (Kokologiannakis, Marmanis, Gladstein and
// Vafeiadis, "Truly Stateless, Optimal Dynamic Partial Order Reduction", POPL 2022). It knows graphs and nothing of how
// a program is run.
//
// A run asks it to add events (add_*); each addition takes one alternative and leaves the others on a stack. After a
// run, advance() goes back to the newest alternative and makes the graph to run next. A backward revisit opens a frame
// with a graph of its own, so memory is bounded by the nesting of revisits times the size of a graph.
#pragma once

#include "engine/core/consistency.hpp"
#include "engine/core/graph.hpp"

#include <memory>

namespace heddle::model::core {

// What a thread asks for; the graph adds the rest.
struct access {
    thread_id thread = 0;
    location_id location = no_location;
    std::uint8_t size = 0;
    memory_order order = memory_order::relaxed;
    const void* pc = nullptr;
    std::uint32_t site = 0;
};

class explorer {
public:
    explicit explorer(bool sequentially_consistent) : sequential_(sequentially_consistent) { open_frame(); }

    [[nodiscard]] graph& current() { return *graph_; }

    // Each adds the next event of a thread. add_rmw adds one event or two; it answers false, and adds nothing, if the
    // operation has to wait.
    void add_read(const access& a);
    void add_write(const access& a, word value);
    [[nodiscard]] bool add_rmw(const access& a, rmw_kind kind, const rmw_operands& operands);
    event_id add_plain(thread_id thread, event_kind kind, memory_order order, event_id other, const void* pc);

    // A value that the body leaves open: each of 0 .. count-1 is explored.
    void add_choice(thread_id thread, std::uint32_t count, const void* pc);

    // Replay of a token: the next addition takes this source, place or value, and no alternative is left.
    void force(std::uint32_t decision) {
        forced_ = true;
        decision_ = decision;
    }
    void decide_freely() { forced_ = false; }

    // A read-modify-write that will wait forever in this execution: others are possible in which it comes first.
    void add_waiting(const access& a, rmw_kind kind, const rmw_operands& operands);

    // From now on reads of this location that wait are explored like any other read instead of being released in place.
    // Right with any mixture of operations, at the price of executions that end blocked. To be called before anything
    // was explored.
    void forbid_release(location_id where);

    // From a token, too: which threads the next wake takes out of its queue.
    void force_selection(std::uint32_t selection) { selection_ = selection; }

    // Is this read one that waits for another value?
    [[nodiscard]] bool waits(event_id read) const;

    // Makes the next graph to run. False when there is none left.
    [[nodiscard]] bool advance();

private:
    enum class move : std::uint8_t {
        read_from,
        conflict,
        place,
        revisit,
        place_revisiting,
        value,
        selection,
        selection_revisiting,
        conflict_selection,
    };
    struct alternative {
        move kind;
        std::uint32_t value;
    };
    struct choice {
        event_id stamp;
        std::size_t alternatives; // where they begin
    };
    struct frame {
        std::unique_ptr<graph> own;
        std::size_t choices = 0; // where its choices begin
        event_id revisited = no_event;
    };

    void open_frame();
    void close_frame();
    void open_choice(event_id stamp) { choices_.push_back({stamp, alternatives_.size()}); }
    void offer(move kind, std::uint32_t value) { alternatives_.push_back({kind, value}); }
    void drop_empty_choice();

    event_id append_rmw_read(const access& a, rmw_kind kind, const rmw_operands& operands);
    [[nodiscard]] bool force_rmw(const access& a, rmw_kind kind, const rmw_operands& operands);
    void take_source(event_id read, event_id source);
    rmw_verdict resolve(event_id read, event_id source, word& result);
    [[nodiscard]] bool complete(event_id read, rmw_verdict verdict, word result);
    event_id add_exclusive(event_id read, word value);
    void add_entry(event_id comparison);
    void offer_selections(event_id wake, move kind);
    event_id append_exclusive(event_id read, word value);
    void release_waiting(event_id write);
    [[nodiscard]] bool releases_in_place(location_id where) const {
        return where >= unreleased_.size() || !unreleased_[where];
    }
    void offer_places(event_id write, std::int32_t bound);
    void offer_revisits(event_id write);
    [[nodiscard]] event_id oldest_candidate(event_id write) const;
    [[nodiscard]] bool maximally_added(event_id id, event_id write) const;
    [[nodiscard]] bool maximal_write(event_id id, event_id write) const;
    [[nodiscard]] bool nothing_later(event_id id, event_id write, location_id where, std::int32_t place) const;
    [[nodiscard]] event_id settled_source(event_id read, event_id write) const;

    [[nodiscard]] bool take(const choice& from, alternative chosen);
    [[nodiscard]] bool take_read_from(event_id read, event_id source);
    void complete_in_place();
    void select_first(event_id read, event_id source, event_id stamp, move others);
    void take_conflict(event_id read, event_id source);
    void conflict_now(event_id read, event_id source);
    [[nodiscard]] bool take_place(event_id write, std::int32_t position);
    void take_revisit(event_id write, event_id read);
    [[nodiscard]] bool take_place_revisiting(event_id write, std::int32_t position);
    [[nodiscard]] bool revisit_now(event_id write);
    [[nodiscard]] bool take_selection(event_id wake, std::uint32_t selection);

    [[nodiscard]] const tick* past_of(event_id id) const;
    [[nodiscard]] std::int32_t bound_before(event_id id, location_id where) const;
    [[nodiscard]] bool consistent(event_id changed);
    [[nodiscard]] bool consistent_revisit(event_id write, event_id read);

    bool sequential_;
    bool strong_ = false; // something was seq_cst, so psc has to be looked at
    bool forced_ = false;
    std::uint32_t decision_ = 0;
    std::uint32_t selection_ = 0;
    graph* graph_ = nullptr;
    std::vector<frame> frames_;
    std::size_t depth_ = 0;
    std::vector<choice> choices_;
    std::vector<alternative> alternatives_;
    std::vector<location_id> queues_; // of waiting threads
    std::vector<bool> unreleased_;    // locations for which forbid_release was called
    consistency consistency_;
};

} // namespace heddle::model::core
