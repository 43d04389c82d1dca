// The order of time: an operation that returned before another was called comes before it. Which operations may come
// next (Wing and Gong 1993): those called before the first return among the operations not taken yet.
//
// Operations that must happen are laid out on lanes, each lane a sequence of operations that do not overlap; operations
// that may happen on lanes of twins, of which the one called first is taken first. What has been taken is then: for
// each lane how far it has come. And given the first return to come, every lane has come to one of two places, so a
// configuration is that return, a bit for each lane, and a bit for each operation that may happen.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include <heddle/properties/judging/judge.hpp>

namespace heddle::properties::judging {

class interval_order {
public:
    explicit interval_order(const std::vector<operation>& operations);

    /// The next operation that may be taken now, counting from `cursor`, which moves on; none: there are no more.
    std::uint32_t candidate(std::uint32_t& cursor) const;
    void take(std::uint32_t operation);
    /// Takes back the last operation taken.
    void untake(std::uint32_t operation);

    /// Every operation that must happen has been taken.
    bool complete() const { return forced_lane_ == none; }
    /// The operation that has to be taken before anything that is called after its return.
    std::uint32_t forced() const { return forced_lane_ == none ? none : current_[forced_lane_]; }
    /// Grows with the part of the history that has been explained.
    std::int64_t progress() const { return horizon_; }
    /// What has been taken, as numbers; two configurations have equal keys if the same operations have been taken.
    void key(std::vector<std::uint64_t>& words) const;
    std::size_t key_size() const { return key_size_; }

private:
    void lay_out();
    std::uint32_t lane_for(std::uint32_t operation, std::unordered_map<std::uint32_t, std::uint32_t>& lane_of_twins);
    void show(std::uint32_t lane);
    void find_forced();
    bool has_earlier_twin(std::uint32_t operation) const;

    const std::vector<operation>& operations_;
    std::vector<std::vector<std::uint32_t>> lanes_; // first those that must happen, then those that may
    std::uint32_t must_ = 0;                        // how many of the first
    std::vector<std::uint32_t> lane_of_;            // by operation
    std::vector<std::uint32_t> bit_of_;             // by operation that may happen: its place in optional_
    std::vector<std::uint32_t> taken_;              // by lane: how many of its operations
    std::vector<std::uint32_t> current_;            // by lane: the next operation, or none
    std::vector<std::int64_t> called_;              // by lane: when its next operation was called
    std::vector<std::int64_t> returned_;            // by lane: when its next operation returned
    std::vector<std::int64_t> last_return_;         // by lane: when the last operation taken returned
    std::vector<std::uint64_t> optional_;           // a bit for each taken operation that may happen
    std::uint32_t forced_lane_ = none;              // whose next operation returns first
    std::int64_t horizon_ = never;                  // when it returns
    std::size_t key_size_ = 1;
};

} // namespace heddle::properties::judging
