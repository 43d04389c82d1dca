// Where an exploration stands, in the tree of its decisions. Each run offers alternatives, which lie on a stack; taking
// one leads to the runs below it. The tree is the same whenever the same body is explored, so a place in it is known by
// how many alternatives were left on the stack at each step down: enough to come back to it (resume), to divide the
// tree (shares), and to guess its size.
//
// The estimates are Knuth's ("Estimating the efficiency of backtrack programs", 1975), turned round: a run and each of
// the m alternatives that it offers are taken to be 1/(m+1) of what is below the run's parent.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace heddle::model::core {

class position {
public:
    // Of `top` alternatives on the stack, the one was taken below which `left` are left.
    void take(std::uint32_t top, std::uint32_t left) {
        bool down = true;
        for (; !left_.empty() && left_.back() > left; left_.pop_back())
            down = false;
        if (down) {
            offered_.resize(left_.size());
            offered_.push_back(top - base(left_.size()));
        }
        left_.push_back(left);
    }

    [[nodiscard]] std::size_t level() const { return left_.size(); }
    [[nodiscard]] const std::vector<std::uint32_t>& path() const { return left_; }
    // A number that belongs to the place, whoever comes there and whenever.
    [[nodiscard]] std::uint64_t number() const {
        std::uint64_t number = left_.size();
        for (const std::uint32_t left : left_) {
            number = (number ^ left) * 0x9E3779B97F4A7C15U;
            number ^= number >> 29U;
        }
        return number;
    }

    // Which part of the whole has been explored when the run here has been: from 0 to 1.
    [[nodiscard]] double explored() const {
        double sum = 0;
        double weight = 1;
        for (std::size_t level = 0; level < left_.size(); ++level) {
            weight /= offered_[level] + 1.0;
            sum += weight * (offered_[level] - (left_[level] - base(level)));
        }
        return left_.empty() ? 0 : sum;
    }

private:
    [[nodiscard]] std::uint32_t base(std::size_t level) const { return level == 0 ? 0 : left_[level - 1]; }

    std::vector<std::uint32_t> left_;
    std::vector<std::uint32_t> offered_; // by the run at each level; one more than left_ is never needed
};

// A share of the tree, the same for everybody who divides it so: what is below `level` belongs to the share that is the
// number of its root at this level modulo `parts`. The runs above are everybody's, and counted by one in the same
// manner.
struct share {
    std::size_t level = 0; // 0: not divided
    std::uint64_t part = 0;
    std::uint64_t parts = 1; // 0: nobody's, to count the roots
    std::uint64_t roots = 0; // seen so far at the level
};

} // namespace heddle::model::core
