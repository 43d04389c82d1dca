// A hash table with linear probing and a fixed number of slots.
#include "litmus/recorder.hpp"

#include <algorithm>

namespace heddle::model::litmus {

recorder::recorder(std::size_t width, std::size_t capacity)
    : width_(width), slots_(capacity), values_(width * capacity), used_(capacity) {}

void recorder::record(std::span<const int> row) {
    ++recorded_;
    std::uint64_t hash = 14695981039346656037U; // FNV-1a
    for (const int value : row)
        hash = (hash ^ static_cast<unsigned>(value)) * 1099511628211U;
    for (std::size_t probe = 0; probe < slots_; ++probe) {
        const auto slot = static_cast<std::size_t>((hash + probe) % slots_);
        const std::span held(values_.data() + slot * width_, width_);
        if (used_[slot] != 0 && std::ranges::equal(held, row))
            return;
        if (used_[slot] == 0) {
            std::ranges::copy(row, held.begin());
            used_[slot] = 1;
            return;
        }
    }
    ++lost_;
}

std::vector<std::vector<int>> recorder::rows() const {
    std::vector<std::vector<int>> result;
    for (std::size_t slot = 0; slot < slots_; ++slot)
        if (used_[slot] != 0)
            result.emplace_back(values_.begin() + static_cast<std::ptrdiff_t>(slot * width_),
                                values_.begin() + static_cast<std::ptrdiff_t>((slot + 1) * width_));
    return result;
}

} // namespace heddle::model::litmus
