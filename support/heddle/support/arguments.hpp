// Arguments for generated calls: a small number stands for a value of any type, so that programs are drawn, shrunk,
// counted out and written down as numbers. Specialise heddle::argument for a type that is not among these.
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <type_traits>

namespace heddle {

/// Makes the value of type T that `number`, from 0, stands for. Different numbers should give different values as far
/// as there are any.
template <class T>
struct argument {
    static T make(int number) {
        if constexpr (std::same_as<T, bool>) {
            return number % 2 != 0;
        } else if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
            return static_cast<T>(number);
        } else {
            static_assert(std::constructible_from<T, int>,
                          "Heddle does not know how to make an argument of this type: specialise heddle::argument");
            return T(number);
        }
    }
};

/// "a", "b", …, "z", "za", …
template <>
struct argument<std::string> {
    static std::string make(int number) {
        std::string text(static_cast<std::size_t>(number / 26), 'z');
        return text + static_cast<char>('a' + number % 26);
    }
};

template <class T>
struct argument<std::optional<T>> {
    static std::optional<T> make(int number) {
        return number == 0 ? std::nullopt : std::optional<T>(argument<T>::make(number - 1));
    }
};

} // namespace heddle
