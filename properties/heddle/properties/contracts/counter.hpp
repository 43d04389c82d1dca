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

template <class Counter>
class counter_subject {
public:
    auto fetch_add(std::uint64_t amount) { return counter_.fetch_add(amount); }
    auto increment() { return static_cast<std::uint64_t>(++counter_); }
    auto load() const { return counter_.load(); }

private:
    Counter counter_{};
};

struct counter {
    static constexpr std::string_view name = "counter";
    template <class>
    using specification = counter_spec;
    template <class T>
    using subject = counter_subject<T>;

    HEDDLE_CONTRACT_OPERATIONS(fetch_add, increment, load);
};

} // namespace heddle::contracts
