#include "partial_order.hpp"

#include <algorithm>

namespace heddle::properties::judging {

partial_order::partial_order(const std::vector<operation>& operations, const precedence& before)
    : operations_(operations), after_(operations.size()), waiting_for_(operations.size(), 0),
      taken_((operations.size() + 63) / 64, 0) {
    for (const auto& [first, second] : before) {
        after_[first].push_back(second);
        ++waiting_for_[second];
    }
    for (std::uint32_t each = 0; each < operations.size(); ++each) {
        if (waiting_for_[each] == 0)
            ready_.push_back(each);
        missing_ += operations[each].must_happen;
    }
}

void partial_order::take(std::uint32_t operation) {
    const auto place = std::find(ready_.begin(), ready_.end(), operation);
    places_.push_back(static_cast<std::size_t>(place - ready_.begin()));
    ready_.erase(place);
    for (const std::uint32_t next : after_[operation]) {
        if (--waiting_for_[next] == 0)
            ready_.push_back(next);
    }
    taken_[operation / 64] |= std::uint64_t{1} << operation % 64;
    missing_ -= operations_[operation].must_happen;
}

void partial_order::untake(std::uint32_t operation) {
    missing_ += operations_[operation].must_happen;
    taken_[operation / 64] &= ~(std::uint64_t{1} << operation % 64);
    for (const std::uint32_t next : after_[operation]) {
        if (waiting_for_[next]++ == 0)
            ready_.pop_back();
    }
    ready_.insert(ready_.begin() + static_cast<std::ptrdiff_t>(places_.back()), operation);
    places_.pop_back();
}

std::uint32_t partial_order::forced() const {
    std::uint32_t first = none;
    for (const std::uint32_t each : ready_) {
        if (operations_[each].must_happen &&
            (first == none || operations_[each].returned < operations_[first].returned))
            first = each;
    }
    return first;
}

} // namespace heddle::properties::judging
