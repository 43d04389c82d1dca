// An order given by pairs: program order for sequential consistency, happens-before for histories of the engine. An
// operation may come next when everything before it has been taken.
#pragma once

#include <cstdint>
#include <vector>

#include <heddle/properties/judging/judge.hpp>

namespace heddle::properties::judging {

class partial_order {
public:
    partial_order(const std::vector<operation>& operations, const precedence& before);

    // As in interval_order.
    std::uint32_t candidate(std::uint32_t& cursor) const { return cursor < ready_.size() ? ready_[cursor++] : none; }
    void take(std::uint32_t operation);
    void untake(std::uint32_t operation);
    bool complete() const { return missing_ == 0; }
    std::uint32_t forced() const;
    std::int64_t progress() const { return -static_cast<std::int64_t>(missing_); }
    void key(std::vector<std::uint64_t>& words) const { words = taken_; }
    std::size_t key_size() const { return taken_.size(); }

private:
    const std::vector<operation>& operations_;
    std::vector<std::vector<std::uint32_t>> after_; // by operation: those that must come after it
    std::vector<std::uint32_t> waiting_for_;        // by operation: how many that must come before are not taken
    std::vector<std::uint32_t> ready_;              // those that may come next
    std::vector<std::size_t> places_;               // of the operations taken: where they stood in ready_
    std::vector<std::uint64_t> taken_;              // a bit for each operation
    std::size_t missing_ = 0;                       // operations that must happen and are not taken
};

} // namespace heddle::properties::judging
