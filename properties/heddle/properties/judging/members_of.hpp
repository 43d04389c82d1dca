// The members of a plain struct, as a tuple of references: of an aggregate without base classes of up to eight members;
// and whether two are equal.
#pragma once

#include <cstddef>
#include <tuple>
#include <type_traits>

namespace heddle::properties::judging {

// Converts to anything, to find out how many members an aggregate has.
struct anything {
    template <class T>
    operator T() const;
};

template <class T, class... Members>
constexpr std::size_t count_by_values() {
    if constexpr (sizeof...(Members) > 8)
        return 0;
    else if constexpr (requires { T{Members{}..., anything{}}; })
        return count_by_values<T, Members..., anything>();
    else
        return sizeof...(Members);
}

template <class T>
constexpr std::size_t count_by_braces() {
    if constexpr (requires { T{{}, {}, {}, {}, {}, {}, {}, {}}; })
        return 8;
    else if constexpr (requires { T{{}, {}, {}, {}, {}, {}, {}}; })
        return 7;
    else if constexpr (requires { T{{}, {}, {}, {}, {}, {}}; })
        return 6;
    else if constexpr (requires { T{{}, {}, {}, {}, {}}; })
        return 5;
    else if constexpr (requires { T{{}, {}, {}, {}}; })
        return 4;
    else if constexpr (requires { T{{}, {}, {}}; })
        return 3;
    else if constexpr (requires { T{{}, {}}; })
        return 2;
    else
        return requires { T{{}}; };
}

/// 0 for what is no such struct. Two ways of counting must agree: values count each element of an array.
template <class T>
constexpr std::size_t count_members() {
    if constexpr (std::is_aggregate_v<T> && std::is_class_v<T>) {
        constexpr std::size_t count = count_by_braces<T>();
        return count_by_values<T>() == count ? count : 0;
    } else {
        return 0;
    }
}

template <class T>
auto members_of(const T& value) {
    constexpr std::size_t count = count_members<T>();
    static_assert(count != 0);
    if constexpr (count == 1) {
        const auto& [a] = value;
        return std::tie(a);
    } else if constexpr (count == 2) {
        const auto& [a, b] = value;
        return std::tie(a, b);
    } else if constexpr (count == 3) {
        const auto& [a, b, c] = value;
        return std::tie(a, b, c);
    } else if constexpr (count == 4) {
        const auto& [a, b, c, d] = value;
        return std::tie(a, b, c, d);
    } else if constexpr (count == 5) {
        const auto& [a, b, c, d, e] = value;
        return std::tie(a, b, c, d, e);
    } else if constexpr (count == 6) {
        const auto& [a, b, c, d, e, f] = value;
        return std::tie(a, b, c, d, e, f);
    } else if constexpr (count == 7) {
        const auto& [a, b, c, d, e, f, g] = value;
        return std::tie(a, b, c, d, e, f, g);
    } else {
        const auto& [a, b, c, d, e, f, g, h] = value;
        return std::tie(a, b, c, d, e, f, g, h);
    }
}

/// Whether two states are the same: by ==, or a plain struct by its members.
template <class T>
bool equal(const T& one, const T& other) {
    if constexpr (requires { static_cast<bool>(one == other); }) {
        return one == other;
    } else {
        static_assert(count_members<T>() != 0, "a specification needs ==, unless it is a struct of up to 8 members");
        return members_of(one) == members_of(other);
    }
}

} // namespace heddle::properties::judging
