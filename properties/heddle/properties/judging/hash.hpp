// Hashes of values: the type's own where it has one (std::hash or a member hash()), else made from its parts: elements
// of ranges, of optionals, pairs and tuples, and the members of a plain struct of up to eight. A specification is a
// struct with an int, a deque, a map in it, so most need not say how they are hashed.
#pragma once

#include <concepts>
#include <cstddef>
#include <functional>
#include <iterator>
#include <tuple>
#include <type_traits>
#include <utility>

#include <heddle/properties/judging/members_of.hpp>

namespace heddle::properties::judging {

template <class T>
concept has_hash_member = requires(const T& value) {
    static_cast<std::size_t>(value.hash());
};

template <class T>
concept has_std_hash = requires(const T& value) {
    std::hash<T>{}(value);
};

template <class T>
concept is_range = requires(const T& value) {
    std::begin(value) != std::end(value);
};

// Ranges whose order says nothing: std::unordered_map and its kin.
template <class T>
concept is_unordered = is_range<T> && requires {
    typename T::hasher;
};

inline std::size_t mixed(std::size_t hash, std::size_t more) {
    hash = (hash ^ more) * 0x9e3779b97f4a7c15u;
    return hash ^ hash >> 32;
}

template <class T>
inline constexpr bool can_hash = has_hash_member<T> || has_std_hash<T> || is_range<T> || std::is_empty_v<T> ||
                                 count_members<T>() != 0 || requires(const T& value) {
    value.has_value();
}
|| requires { std::tuple_size<T>::value; };

/// Equal values have equal hashes. 0 for what cannot be hashed.
template <class T>
std::size_t hash_of(const T& value) {
    std::size_t hash = 1;
    if constexpr (has_hash_member<T>) {
        return value.hash();
    } else if constexpr (has_std_hash<T>) {
        return std::hash<T>{}(value);
    } else if constexpr (is_unordered<T>) {
        for (const auto& element : value)
            hash += mixed(1, hash_of(element));
        return hash;
    } else if constexpr (is_range<T>) {
        for (const auto& element : value)
            hash = mixed(hash, hash_of(element));
        return hash;
    } else if constexpr (requires {
                             value.has_value();
                             *value;
                         }) {
        return value.has_value() ? mixed(hash, hash_of(*value)) : 0;
    } else if constexpr (requires { std::tuple_size<T>::value; }) {
        std::apply([&](const auto&... each) { ((hash = mixed(hash, hash_of(each))), ...); }, value);
        return hash;
    } else if constexpr (std::is_empty_v<T>) {
        return hash;
    } else if constexpr (count_members<T>() != 0) {
        return hash_of(members_of(value));
    } else {
        return 0;
    }
}

} // namespace heddle::properties::judging
