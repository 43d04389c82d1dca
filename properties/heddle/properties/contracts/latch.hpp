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

    struct count_down_operation : operation {
        static constexpr std::string_view name = "count_down";
        template <class Spec>
        static constexpr auto member = &Spec::count_down;
        template <class Subject>
        static void call(Subject& object) {
            object.count_down();
        }
        template <class Spec>
        static bool may(const Spec& state) {
            return state.count > 0;
        }
    };
    struct wait_operation : operation {
        static constexpr std::string_view name = "wait";
        template <class Spec>
        static constexpr auto member = &Spec::wait;
        template <class Subject>
        static void call(Subject& object) {
            object.wait();
        }
    };
    struct try_wait_operation : operation {
        static constexpr std::string_view name = "try_wait";
        template <class Spec>
        static constexpr auto member = &Spec::try_wait;
        template <class Subject>
        static bool call(Subject& object) {
            return object.try_wait();
        }
    };
    using operations = operation_list<void, count_down_operation, wait_operation, try_wait_operation>;
};

} // namespace heddle::contracts
