#include "interval_order.hpp"

#include <algorithm>
#include <numeric>

namespace heddle::properties::judging {

interval_order::interval_order(const std::vector<operation>& operations)
    : operations_(operations), lane_of_(operations.size(), none), bit_of_(operations.size(), none) {
    lay_out();
    const std::size_t lanes = lanes_.size();
    taken_.assign(lanes, 0);
    current_.assign(lanes, none);
    called_.assign(lanes, never);
    returned_.assign(lanes, never);
    last_return_.assign(lanes, -1);
    for (std::uint32_t lane = 0; lane < lanes; ++lane)
        show(lane);
    find_forced();
    key_size_ = 1 + (must_ + 63) / 64 + optional_.size();
}

void interval_order::lay_out() {
    std::vector<std::uint32_t> by_call(operations_.size());
    std::iota(by_call.begin(), by_call.end(), 0);
    std::stable_sort(by_call.begin(), by_call.end(), [this](std::uint32_t one, std::uint32_t other) {
        return operations_[one].called < operations_[other].called;
    });
    for (const std::uint32_t each : by_call) {
        if (!operations_[each].must_happen)
            continue;
        const auto free = std::find_if(lanes_.begin(), lanes_.end(), [&](const auto& lane) {
            return operations_[lane.back()].returned < operations_[each].called;
        });
        lane_of_[each] = static_cast<std::uint32_t>(free - lanes_.begin());
        if (free == lanes_.end())
            lanes_.emplace_back();
        lanes_[lane_of_[each]].push_back(each);
    }
    must_ = static_cast<std::uint32_t>(lanes_.size());
    std::unordered_map<std::uint32_t, std::uint32_t> lane_of_twins;
    std::uint32_t optional = 0;
    for (const std::uint32_t each : by_call) {
        if (operations_[each].must_happen)
            continue;
        bit_of_[each] = optional++;
        lane_of_[each] = lane_for(each, lane_of_twins);
        lanes_[lane_of_[each]].push_back(each);
    }
    optional_.assign((optional + 63) / 64, 0);
}

std::uint32_t interval_order::lane_for(std::uint32_t operation,
                                       std::unordered_map<std::uint32_t, std::uint32_t>& lane_of_twins) {
    const auto next = static_cast<std::uint32_t>(lanes_.size());
    const std::uint32_t twins = operations_[operation].twins;
    const std::uint32_t lane = twins == none ? next : lane_of_twins.try_emplace(twins, next).first->second;
    if (lane == next)
        lanes_.emplace_back();
    return lane;
}

// Brings what the lane shows up to date with how far it has come.
void interval_order::show(std::uint32_t lane) {
    const auto& all = lanes_[lane];
    const std::uint32_t taken = taken_[lane];
    last_return_[lane] = taken == 0 ? -1 : operations_[all[taken - 1]].returned;
    current_[lane] = taken == all.size() ? none : all[taken];
    called_[lane] = current_[lane] == none ? never : operations_[current_[lane]].called;
    returned_[lane] = current_[lane] == none ? never : operations_[current_[lane]].returned;
}

void interval_order::find_forced() {
    forced_lane_ = none;
    horizon_ = never;
    for (std::uint32_t lane = 0; lane < must_; ++lane) {
        if (returned_[lane] < horizon_) {
            horizon_ = returned_[lane];
            forced_lane_ = lane;
        }
    }
}

// Of twins that may both come next the one that returns first is taken first: in an order in which it is not, the two
// can change places.
bool interval_order::has_earlier_twin(std::uint32_t operation) const {
    const std::uint32_t twins = operations_[operation].twins;
    if (twins == none)
        return false;
    const std::int64_t returned = operations_[operation].returned;
    for (std::uint32_t lane = 0; lane < must_; ++lane) {
        const std::uint32_t other = current_[lane];
        if (other != none && operations_[other].twins == twins && called_[lane] <= horizon_ &&
            (returned_[lane] < returned || (returned_[lane] == returned && other < operation)))
            return true;
    }
    return false;
}

std::uint32_t interval_order::candidate(std::uint32_t& cursor) const {
    if (cursor == 0 && forced_lane_ != none) {
        ++cursor;
        return current_[forced_lane_];
    }
    cursor = std::max(cursor, 1u);
    while (cursor <= lanes_.size()) {
        const std::uint32_t lane = cursor++ - 1;
        if (called_[lane] <= horizon_ && current_[lane] != none && lane != forced_lane_ &&
            !has_earlier_twin(current_[lane]))
            return current_[lane];
    }
    return none;
}

void interval_order::take(std::uint32_t operation) {
    const std::uint32_t lane = lane_of_[operation];
    ++taken_[lane];
    show(lane);
    if (lane >= must_)
        optional_[bit_of_[operation] / 64] |= std::uint64_t{1} << bit_of_[operation] % 64;
    else if (lane == forced_lane_)
        find_forced();
}

void interval_order::untake(std::uint32_t operation) {
    const std::uint32_t lane = lane_of_[operation];
    --taken_[lane];
    show(lane);
    if (lane >= must_) {
        optional_[bit_of_[operation] / 64] &= ~(std::uint64_t{1} << bit_of_[operation] % 64);
    } else if (returned_[lane] < horizon_ || (returned_[lane] == horizon_ && lane < forced_lane_)) {
        horizon_ = returned_[lane];
        forced_lane_ = lane;
    }
}

void interval_order::key(std::vector<std::uint64_t>& words) const {
    words.assign(key_size_, 0);
    words[0] = forced();
    for (std::uint32_t lane = 0; lane < must_; ++lane)
        words[1 + lane / 64] |= std::uint64_t{last_return_[lane] >= horizon_} << lane % 64;
    std::copy(optional_.begin(), optional_.end(), words.end() - static_cast<std::ptrdiff_t>(optional_.size()));
}

} // namespace heddle::properties::judging
