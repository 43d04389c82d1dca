// Depth-first search for an order that explains a history: Wing and Gong (1993) with Lowe's (2017) memory of
// configurations and his rule of linearizing just in time: what must come before the next return is tried first.
// Beyond these, two rules that leave out orders without leaving out answers:
//   - an operation that leaves the state alone is taken as soon as its answer agrees: any order in which it comes later
//     remains one when it is moved forward, since nothing else notices;
//   - an operation that may have happened is taken only where it changes something.
#pragma once

#include "outlook.hpp"
#include "visited.hpp"

#include <heddle/properties/judging/judge.hpp>

namespace heddle::properties::judging {

template <class Order>
class search {
public:
    search(Order& order, const task& asked, replay& specification)
        : order_(order), asked_(asked), replay_(specification), visited_(order.key_size(), specification),
          outlook_(asked.operations, !asked.before) {
        replay_.restart();
        path_.push_back({none, 0, turn::any, false, false});
    }

    finding run() {
        absorb();
        while (!(order_.complete() && (asked_.until != never || replay_.may_end()))) {
            if (bound_reached())
                return ended(verdict::unknown);
            if (!descend() && !climb())
                return ended(verdict::violation);
        }
        note_best();
        return ended(verdict::holds);
    }

private:
    // Which candidates are tried: those that let the awaited operation be taken, then the others; or any.
    enum class turn : unsigned char { helpful, others, any };

    struct step {
        std::uint32_t taken;  // none at the root
        std::uint32_t cursor; // where the candidates that come next have not been tried
        search::turn turn;
        bool absorbed; // taken because it leaves the state alone: nothing else to try in its place
        bool branched; // something has been tried from here
    };

    // Takes one more operation and what can be absorbed then, to a configuration not seen before. Where the operation
    // that has to be taken next waits for another state, what leads to such a state is tried first.
    bool descend() {
        const std::size_t here = path_.size() - 1;
        const std::uint32_t awaited = order_.forced();
        for (;;) {
            const std::uint32_t next = next_candidate(path_[here]);
            if (next == none)
                return false;
            if (!can_be_tried(next)) {
                if (next == awaited && path_[here].turn == turn::any)
                    path_[here].turn = turn::helpful;
                continue;
            }
            push(next, false);
            absorb();
            if (path_[here].turn == turn::any || (path_[here].turn == turn::helpful) == helps(awaited)) {
                path_[here].branched = true;
                ++configurations_;
                if (!is_hopeless() && !is_known())
                    return true;
            }
            drop();
        }
    }

    std::uint32_t next_candidate(step& from) const {
        const std::uint32_t next = order_.candidate(from.cursor);
        if (next != none || from.turn != turn::helpful)
            return next;
        from.turn = turn::others;
        from.cursor = 0;
        return order_.candidate(from.cursor);
    }

    // Takes it in the specification; what leaves the state alone would have been absorbed.
    bool can_be_tried(std::uint32_t next) {
        const operation& taken = asked_.operations[next];
        return !taken.leaves_state && replay_.advance(taken.number, taken.must_happen);
    }

    // Whether the awaited operation has been taken or can be now.
    bool helps(std::uint32_t awaited) {
        if (awaited == none || order_.forced() != awaited)
            return true;
        if (!can_be_tried(awaited))
            return false;
        replay_.retreat();
        return true;
    }

    bool is_known() {
        order_.key(key_);
        return visited_.contains(key_);
    }

    bool is_hopeless() {
        if (!outlook_.is_hopeless(replay_))
            return false;
        note_best();
        return true;
    }

    // Gives the present configuration up.
    bool climb() {
        note_best();
        if (path_.back().branched) {
            order_.key(key_);
            visited_.keep(key_);
        }
        return drop();
    }

    // The state does not change here, so one look at each candidate is enough.
    void absorb() {
        std::uint32_t cursor = 0;
        for (std::uint32_t next; (next = order_.candidate(cursor)) != none;) {
            const operation& seen = asked_.operations[next];
            if (!seen.leaves_state || !replay_.advance(seen.number, true))
                continue;
            push(next, true);
            cursor = 0;
        }
    }

    void push(std::uint32_t taken, bool absorbed) {
        order_.take(taken);
        outlook_.take(taken);
        path_.push_back({taken, 0, turn::any, absorbed, false});
    }

    // Takes back the last choice and what was absorbed after it. False at the root.
    bool drop() {
        bool absorbed = true;
        while (absorbed && path_.size() > 1) {
            absorbed = path_.back().absorbed;
            replay_.retreat();
            order_.untake(path_.back().taken);
            outlook_.untake(path_.back().taken);
            path_.pop_back();
        }
        shared_ = std::min(shared_, path_.size());
        return !absorbed;
    }

    // Keeps the present path if it explains more than the best so far; only what differs from that one is copied.
    void note_best() {
        if (!best_.empty() && (order_.progress() < best_progress_ ||
                               (order_.progress() == best_progress_ && path_.size() <= best_.size())))
            return;
        best_progress_ = order_.progress();
        culprit_ = order_.forced();
        best_.resize(shared_);
        for (std::size_t i = shared_; i < path_.size(); ++i)
            best_.push_back(path_[i].taken);
        shared_ = best_.size();
    }

    bool bound_reached() {
        if (asked_.effort != 0 && configurations_ >= asked_.effort)
            return true;
        if (++steps_ % 1024 != 0)
            return false;
        if (std::chrono::steady_clock::now() >= asked_.deadline)
            reason_ = "the time limit was reached";
        else if (asked_.memory != 0 && visited_.memory() > asked_.memory)
            reason_ = "the memory limit was reached";
        return !reason_.empty();
    }

    finding ended(verdict what) {
        finding found;
        found.what = what;
        found.reason = reason_;
        found.configurations = configurations_ + 1;
        if (what == verdict::unknown)
            note_best();
        found.order.assign(best_.begin() + 1, best_.end());
        found.culprit = culprit_;
        return found;
    }

    Order& order_;
    const task& asked_;
    replay& replay_;
    visited visited_;
    outlook outlook_;
    std::vector<step> path_;          // the root, then what has been taken
    std::vector<std::uint32_t> best_; // the path that explained the most, root included
    std::size_t shared_ = 0;          // how many steps of path_ are those of best_
    std::int64_t best_progress_ = 0;
    std::uint32_t culprit_ = none;   // the operation that could not come next there
    std::vector<std::uint64_t> key_; // of the present configuration
    std::uint64_t configurations_ = 0;
    std::uint64_t steps_ = 0;
    std::string reason_;
};

} // namespace heddle::properties::judging
