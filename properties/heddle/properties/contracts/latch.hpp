// heddle::contracts::latch: count_down(), wait() and, if the type has it, try_wait(), beginning with a count of two.
#pragma once

#include <string_view>

#include <heddle/contract.hpp>
#include <heddle/properties/judging/member.hpp>
#include <heddle/properties/waits.hpp>
#include <heddle/support/fits/latch.hpp>

namespace heddle::contracts {

struct latch_spec {
    static constexpr int first_count = 2;
    int count = first_count;

    void count_down() { --count; }
    bool may_count_down() const { return count > 0; }
    properties::or_waits<void> wait() const {
        if (count > 0)
            return properties::waits;
        return {};
    }
    bool try_wait() { return count == 0; }

    // As the standard allows: it may be refused for no reason.
    bool could_answer(properties::called<&latch_spec::try_wait>, bool accepted) { return !accepted || try_wait(); }

    friend bool operator==(const latch_spec&, const latch_spec&) = default;
};

template <class Latch>
class latch_subject {
public:
    void count_down() { made_.count_down(); }
    void wait() { made_.wait(); }
    bool try_wait() {
        if constexpr (support::has_try_wait<Latch>)
            return made_.try_wait();
        else
            return false;
    }

private:
    Latch made_{latch_spec::first_count};
};

struct latch {
    static constexpr std::string_view name = "latch";
    template <class>
    using specification = latch_spec;
    template <class T>
    using subject = latch_subject<T>;

    HEDDLE_CONTRACT_OPERATIONS(count_down, wait, try_wait);
};

} // namespace heddle::contracts
