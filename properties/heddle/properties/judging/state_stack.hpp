// The states along a search: the present one, and a way back to each before it. Near the top every state is kept; of
// those far below only each 256th, from which the others are made again when the search comes back that far. So memory
// grows with 1/256 of (operations x size of a state), and going back costs one replayed block at most.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace heddle::properties::judging {

template <class Spec>
class state_stack {
public:
    static constexpr std::size_t block = 256;

    const Spec& present() const { return present_; }
    std::size_t depth() const { return path_.size(); }

    /// `operation` led from the present state to `next`.
    void push(std::uint32_t operation, Spec next) {
        path_.push_back(operation);
        recent_.push_back(std::exchange(present_, std::move(next)));
        if (recent_.size() == 2 * block)
            thin();
    }

    /// Back to the state before the last push; `make(state, operation)` repeats an operation.
    template <class Make>
    void pop(const Make& make) {
        path_.pop_back();
        present_ = std::move(recent_.back());
        recent_.pop_back();
        if (recent_.empty() && !first_of_block_.empty())
            restore(make);
    }

    void clear() { *this = {}; }

private:
    // Forgets the older half of the recent states but for its first.
    void thin() {
        first_of_block_.push_back(std::move(recent_.front()));
        recent_.erase(recent_.begin(), recent_.begin() + block);
    }

    // The states of the youngest block that was thinned out.
    template <class Make>
    void restore(const Make& make) {
        recent_.push_back(std::move(first_of_block_.back()));
        first_of_block_.pop_back();
        for (std::size_t at = path_.size() - block; recent_.size() < block; ++at) {
            Spec next = recent_.back();
            make(next, path_[at]);
            recent_.push_back(std::move(next));
        }
    }

    Spec present_{};
    std::vector<std::uint32_t> path_;  // the operations pushed
    std::vector<Spec> recent_;         // the states before the last of them
    std::vector<Spec> first_of_block_; // of the older ones, the state before each 256th
};

} // namespace heddle::properties::judging
