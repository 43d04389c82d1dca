// A set of value rows that never allocates after its construction.
//
// Code that runs inside an exploration must not keep memory from one execution to the next: the engine takes it back.
// So the storage is there before the exploration starts. One thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace heddle::model::litmus {

class recorder {
public:
    // For rows of `width` values each and at most `capacity` different rows.
    recorder(std::size_t width, std::size_t capacity);

    // Adds a row of `width` values. Rows that do not fit any more are only counted.
    void record(std::span<const int> row);

    // How often record was called, and how many new rows did not fit.
    std::uint64_t recorded() const { return recorded_; }
    std::uint64_t lost() const { return lost_; }

    // The different rows, in no particular order.
    std::vector<std::vector<int>> rows() const;

private:
    std::size_t width_;
    std::size_t slots_;
    std::vector<int> values_; // slot i holds values_[i * width_ …]
    std::vector<char> used_;  // whether slot i holds a row
    std::uint64_t recorded_ = 0;
    std::uint64_t lost_ = 0;
};

} // namespace heddle::model::litmus
