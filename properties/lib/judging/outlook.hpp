// Looks ahead, where the specification says that some operations only add and which answers that can lead to: a search
// that has come to a state from which an operation to come cannot answer as it did need not go on. For a text that is
// appended to and read, a wrong beginning is seen at once and not when every order of the rest has been tried.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include <heddle/properties/judging/judge.hpp>

namespace heddle::properties::judging {

class outlook {
public:
    /// `in_time` says whether what is called after a return comes after it.
    outlook(const std::vector<operation>& operations, bool in_time)
        : operations_(operations), in_time_(in_time), taken_(operations.size(), false),
          place_(operations.size(), none) {
        for (std::uint32_t each = 0; each < operations.size(); ++each) {
            if (operations[each].has_reach && operations[each].must_happen)
                aims_.all.push_back(each);
            if (!operations[each].only_adds)
                others_.all.push_back(each);
        }
        number(aims_, &operation::returned);
        number(others_, &operation::called);
    }

    void take(std::uint32_t operation) {
        taken_[operation] = true;
        for (row* const each : {&aims_, &others_}) {
            while (each->next < each->all.size() && taken_[each->all[each->next]])
                ++each->next;
        }
    }

    void untake(std::uint32_t operation) {
        taken_[operation] = false;
        row& of = operations_[operation].only_adds ? aims_ : others_;
        of.next = std::min<std::size_t>(of.next, place_[operation]);
    }

    /// Whether one of the next answers is out of reach.
    bool is_hopeless(const replay& states) const {
        constexpr std::size_t enough = 4;
        std::size_t checked = 0;
        for (std::size_t i = aims_.next; i < aims_.all.size() && checked < enough; ++i) {
            const operation& aim = operations_[aims_.all[i]];
            if (taken_[aims_.all[i]])
                continue;
            if (others_may_come_before(aim))
                return false;
            if (!states.within_reach(aim.number))
                return true;
            ++checked;
        }
        return false;
    }

private:
    struct row {
        std::vector<std::uint32_t> all;
        std::size_t next = 0; // those before are taken
    };

    void number(row& of, std::int64_t operation::*moment) {
        std::sort(of.all.begin(), of.all.end(), [&](std::uint32_t one, std::uint32_t other) {
            return operations_[one].*moment < operations_[other].*moment;
        });
        for (std::uint32_t i = 0; i < of.all.size(); ++i)
            place_[of.all[i]] = i;
    }

    // Operations of which it is not known what they lead to.
    bool others_may_come_before(const operation& aim) const {
        return others_.next < others_.all.size() &&
               (!in_time_ || operations_[others_.all[others_.next]].called <= aim.returned);
    }

    const std::vector<operation>& operations_;
    bool in_time_;
    std::vector<bool> taken_;
    std::vector<std::uint32_t> place_; // by operation: where in its row, or none
    row aims_;                         // operations whose reach is known, in the order of their returns; they only read
    row others_;                       // operations that do not only add, in the order of their calls
};

} // namespace heddle::properties::judging
