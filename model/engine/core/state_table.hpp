// A set of small vectors of numbers of one length, each with the smallest cost at which it was met.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace heddle::model::core {

class state_table {
public:
    static constexpr std::uint32_t nothing_new = std::numeric_limits<std::uint32_t>::max();

    void clear(std::size_t length);

    // The number of the state if it is new, or was met only at a higher cost; else nothing_new.
    [[nodiscard]] std::uint32_t meet(const std::vector<std::uint32_t>& state, std::uint32_t cost);

    [[nodiscard]] const std::uint32_t* at(std::uint32_t number) const { return numbers_.data() + number * length_; }
    [[nodiscard]] std::uint32_t cost(std::uint32_t number) const { return costs_[number]; }
    [[nodiscard]] std::size_t size() const { return costs_.size(); }

private:
    [[nodiscard]] std::size_t slot_of(const std::uint32_t* state) const;
    void grow();

    std::size_t length_ = 0;
    std::vector<std::uint32_t> numbers_; // of all states, one after the other
    std::vector<std::uint32_t> costs_;
    std::vector<std::uint32_t> slots_ = std::vector<std::uint32_t>(64, nothing_new);
};

} // namespace heddle::model::core
