// heddle::contracts::counter: fetch_add(n), ++ and load(), as an atomic integer has them.
#pragma once

#include <cstdint>
#include <string_view>

#include <heddle/contract.hpp>

namespace heddle::contracts {

struct counter_spec {
    std::uint64_t count = 0;

    std::uint64_t fetch_add(std::uint64_t amount) {
        const std::uint64_t before = count;
        count += amount;
        return before;
    }
    std::uint64_t increment() { return ++count; }
    std::uint64_t load() const { return count; }

    friend bool operator==(const counter_spec&, const counter_spec&) = default;
};

struct counter {
    static constexpr std::string_view name = "counter";
    template <class>
    using specification = counter_spec;
    template <class T>
    using subject = T;

    struct fetch_add_operation : operation {
        static constexpr std::string_view name = "fetch_add";
        template <class Spec>
        static constexpr auto member = &Spec::fetch_add;
        template <class Counter>
        static auto call(Counter& counter, std::uint64_t amount) {
            return counter.fetch_add(amount);
        }
    };
    struct increment_operation : operation {
        static constexpr std::string_view name = "increment";
        template <class Spec>
        static constexpr auto member = &Spec::increment;
        template <class Counter>
        static auto call(Counter& counter) {
            return static_cast<std::uint64_t>(++counter);
        }
    };
    struct load_operation : operation {
        static constexpr std::string_view name = "load";
        template <class Spec>
        static constexpr auto member = &Spec::load;
        template <class Counter>
        static auto call(Counter& counter) {
            return counter.load();
        }
    };
    using operations = operation_list<void, fetch_add_operation, increment_operation, load_operation>;
};

} // namespace heddle::contracts
