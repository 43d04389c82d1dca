// A specification in the course of a search through one independent part of a history.
#pragma once

#include <vector>

#include <heddle/properties/judging/judge.hpp>
#include <heddle/properties/judging/observed_call.hpp>
#include <heddle/properties/judging/state_pool.hpp>
#include <heddle/properties/judging/state_stack.hpp>

namespace heddle::properties::judging {

template <class Spec>
class replay_of final : public replay {
public:
    using call = observed_call<Spec>;

    /// `calls` by the number of the operation; `stuck` are those that never returned and must wait at the end.
    replay_of(std::vector<const call*> calls, std::vector<const call*> stuck)
        : calls_(std::move(calls)), stuck_(std::move(stuck)) {}

    void restart() override {
        states_.clear();
        changed_.clear();
        pool_.clear();
    }

    bool advance(std::uint32_t operation, bool answer_counts) override {
        const call& made = *calls_[operation];
        if (made.leaves_state() && answer_counts) {
            if (made.look(states_.present()) != fit::agrees)
                return false;
            changed_.push_back(false);
            return true;
        }
        Spec next = states_.present();
        const fit how = made.make(next);
        if (how == fit::waits || (how == fit::differs && answer_counts))
            return false;
        if (!answer_counts && equal(next, states_.present()))
            return false;
        states_.push(operation, std::move(next));
        changed_.push_back(true);
        return true;
    }

    void retreat() override {
        if (changed_.back())
            states_.pop([this](Spec& state, std::uint32_t operation) { (void)calls_[operation]->make(state); });
        changed_.pop_back();
    }

    bool within_reach(std::uint32_t operation) const override {
        return calls_[operation]->within_reach(states_.present());
    }

    bool may_end() const override {
        for (const call* waiting : stuck_) {
            Spec copy = states_.present();
            if (waiting->make(copy) != fit::waits)
                return false;
        }
        return true;
    }

    std::uint32_t find_state(std::uint64_t salt) const override { return pool_.find(states_.present(), salt); }
    std::uint32_t keep_state(std::uint64_t salt) override { return pool_.keep(states_.present(), salt); }

    std::size_t memory() const override {
        return pool_.memory() + (states_.depth() / state_stack<Spec>::block + state_stack<Spec>::block) *
                                    state_pool<Spec>::bytes(states_.present());
    }

    const Spec& present() const { return states_.present(); }

private:
    std::vector<const call*> calls_;
    std::vector<const call*> stuck_;
    state_stack<Spec> states_;
    std::vector<bool> changed_; // for each operation taken: whether it pushed a state
    state_pool<Spec> pool_;
};

} // namespace heddle::properties::judging
