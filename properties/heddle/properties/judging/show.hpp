// Values as text, for tables and failures: what can be written to a stream as it does, text in quotes, optionals and
// ranges by their elements, anything else as "?".
#pragma once

#include <concepts>
#include <iterator>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include <heddle/properties/waits.hpp>

namespace heddle::properties::judging {

/// With \", \\ and unprintable characters escaped, in quotes.
std::string in_quotes(std::string_view text);

template <class T>
concept streamable = requires(std::ostream& out, const T& value) {
    out << value;
};

template <class T>
std::string show(const T& value);

template <class First, class Second>
std::string show_pair(const std::pair<First, Second>& value) {
    return show(value.first) + ": " + show(value.second);
}

template <class Range>
std::string show_range(const Range& range) {
    std::string text = "[";
    const char* separator = "";
    for (const auto& element : range) {
        text += separator + show(element);
        separator = ", ";
    }
    return text + "]";
}

template <class T>
std::string show(const T& value) {
    if constexpr (std::same_as<T, bool>) {
        return value ? "true" : "false";
    } else if constexpr (std::integral<T> && requires { std::to_string(value); }) {
        return std::to_string(value);
    } else if constexpr (std::same_as<T, done>) {
        return "done";
    } else if constexpr (std::convertible_to<const T&, std::string_view>) {
        return in_quotes(value);
    } else if constexpr (requires {
                             value.has_value();
                             *value;
                         }) {
        return value.has_value() ? show(*value) : "nil";
    } else if constexpr (streamable<T>) {
        std::ostringstream out;
        out << value;
        return out.str();
    } else if constexpr (requires { show_pair(value); }) {
        return show_pair(value);
    } else if constexpr (requires { std::begin(value) != std::end(value); }) {
        return show_range(value);
    } else {
        return "?";
    }
}

/// "withdraw(5)".
template <class... Arguments>
std::string text_of_call(std::string_view name, const std::tuple<Arguments...>& arguments) {
    std::string text = std::string(name) + "(";
    const char* separator = "";
    std::apply([&](const auto&... each) { ((text += separator + show(each), separator = ", "), ...); }, arguments);
    return text + ")";
}

} // namespace heddle::properties::judging
