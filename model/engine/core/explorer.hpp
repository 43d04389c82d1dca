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
#include "engine/core/position.hpp"
#include "engine/core/preemptions.hpp"
#include "engine/core/walk.hpp"

#include <memory>
#include <optional>

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
    explicit explorer(bool sequentially_consistent)
        : sequential_(sequentially_consistent), preemptions_(sequentially_consistent) {
        open_frame();
    }

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

    // From now on each addition takes the alternative that `chance` names, and leaves none.
    void wander(walker* chance) { chance_ = chance; }

    // A read-modify-write that will wait forever in this execution: others are possible in which it comes first.
    void add_waiting(const access& a, rmw_kind kind, const rmw_operands& operands);

    // From now on reads of this location that wait are explored like any other read instead of being released in place.
    // Right with any mixture of operations, at the price of executions that end blocked. To be called before anything
    // was explored.
    void forbid_release(location_id where);
    void forbid_every_release() { releases_nowhere_ = true; }

    // From a token, too: which threads the next wake takes out of its queue.
    void force_selection(std::uint32_t selection) { selection_ = selection; }

    // Is this read one that waits for another value?
    [[nodiscard]] bool waits(event_id read) const { return core::waits(*graph_, read); }

    // Makes the next graph to run. False when there is none left.
    [[nodiscard]] bool advance();

    // From now on only executions with so many preemptions count, and no graph is made that leads to none of them. To
    // be called before anything was explored. With `check` those graphs are explored all the same, and is_above_bound()
    // throws std::logic_error when one of them has led to an execution that counts.
    void bound_preemptions(std::uint32_t bound, bool check) {
        preemption_bound_ = bound;
        checks_cuts_ = check;
    }
    // Does the current graph, which has been run to its end, need more?
    [[nodiscard]] bool is_above_bound();
    // How many the first `counts[t]` events of each thread t need; `most` + 1 if more than `most`.
    [[nodiscard]] std::uint32_t preemptions_of(const std::vector<std::uint32_t>& counts, std::uint32_t most) {
        return preemptions_.needed(*graph_, counts, most);
    }
    // Was something left out?
    [[nodiscard]] bool is_cut() const { return cut_; }

    // Where the current graph is in the tree of decisions.
    [[nodiscard]] const position& here() const { return here_; }
    // Only a share of the tree, of which so much has been seen; to be called before anything else is explored.
    void take_only(const share& part) { share_ = part; }
    [[nodiscard]] bool is_counted() const; // whether the current run is this share's
    [[nodiscard]] const share& taken() const { return share_; }
    // One step of the way to a place that here() was at in another process: as advance(), but takes the alternative
    // below which `left` are left. False if that is not among what was offered; `runs` says whether there is a graph to
    // run.
    [[nodiscard]] bool step_down(std::uint32_t left, bool& runs);
    // The alternatives that have not been taken, oldest first, are numbered; those below the floor are somebody else's.
    [[nodiscard]] std::uint32_t floor() const { return floor_; }
    [[nodiscard]] std::uint32_t ceiling() const { return static_cast<std::uint32_t>(alternatives_.size()); }
    void set_floor(std::uint32_t number) { floor_ = number; }
    void drop_from(std::uint32_t number); // somebody else takes the newer ones

    // How the current graph relates to those before it: up to the event changed() it is as the last one of its frame
    // was, and up to revisited(depth) a frame's graphs are as the one that its revisit came from.
    [[nodiscard]] std::size_t depth() const { return depth_ - 1; }
    [[nodiscard]] std::uint64_t frame_number(std::size_t depth) const { return frames_[depth].number; }
    [[nodiscard]] event_id changed() const { return changed_; }
    [[nodiscard]] event_id revisited(std::size_t depth) const { return frames_[depth].revisited; }
    // The newest event of an outer frame that has alternatives left; 0 if none has.
    [[nodiscard]] event_id newest_choice(std::size_t depth) const {
        const std::size_t end = frames_[depth + 1].choices;
        return end == frames_[depth].choices ? 0 : choices_[end - 1].stamp;
    }

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
        std::uint64_t number = 0; // counts all frames
    };

    void open_frame();
    void close_frame();
    void open_choice(event_id stamp) { choices_.push_back({stamp, alternatives_.size()}); }
    void offer(move kind, std::uint32_t value) { alternatives_.push_back({kind, value}); }
    void drop_empty_choice();
    void settle();
    [[nodiscard]] bool take_newest(std::uint32_t top);
    [[nodiscard]] bool is_mine();
    [[nodiscard]] bool leads_below_bound();

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
        return !releases_nowhere_ && (where >= unreleased_.size() || !unreleased_[where]);
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
    [[nodiscard]] bool stays_claimed(event_id write, event_id read) const;
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
    walker* chance_ = nullptr;
    std::uint32_t selection_ = 0;
    graph* graph_ = nullptr;
    std::vector<frame> frames_;
    std::size_t depth_ = 0;
    event_id changed_ = 0;
    std::uint64_t opened_frames_ = 0;
    std::vector<choice> choices_;
    std::vector<alternative> alternatives_;
    position here_;
    share share_;
    std::optional<std::uint32_t> preemption_bound_;
    preemptions preemptions_;
    bool cut_ = false;
    bool checks_cuts_ = false;
    std::size_t cut_level_ = 0; // when they are checked: the root of what should have been left out, or 0
    std::uint32_t floor_ = 0;
    bool entering_ = false;           // adds what belongs to a comparison
    std::vector<location_id> queues_; // of waiting threads
    std::vector<bool> unreleased_;    // locations for which forbid_release was called
    bool releases_nowhere_ = false;
    consistency consistency_;
};

} // namespace heddle::model::core
