// The elements that contracts of containers put through a type under test, each with a number to know it by: plain
// numbers, ones that count their lives, ones that cannot be copied, large ones that would show if they were torn, and
// ones whose copying may fail.
#pragma once

#include <array>
#include <concepts>
#include <stdexcept>
#include <utility>

#include <heddle/support/ensure.hpp>
#include <heddle/support/lives.hpp>

namespace heddle::support {

/// Counts its lives and cannot be copied.
class move_only {
public:
    move_only(life_register& lives, int number) : life_(lives, number) {}
    move_only(move_only&&) = default;
    move_only& operator=(move_only&&) = default;
    ~move_only() = default;

    int number() const { return life_.value(); }

private:
    counted life_;
};

/// 64 bytes that all say the same; trivially copyable.
class wide {
public:
    wide() = default;
    explicit wide(int number) { words_.fill(number); }

    int number() const {
        for (const int word : words_)
            ensure_equal(word, words_[0], "an element arrives whole");
        return words_[0];
    }

private:
    std::array<int, 16> words_{};
};

/// Counts its lives; of every third number, the first attempt to copy an element fails. Moving it never does.
class fragile {
public:
    struct copy_failed : std::runtime_error {
        copy_failed() : std::runtime_error("an element could not be copied") {}
    };

    fragile(life_register& lives, int number) : life_(lives, number), copies_that_fail_(number % 3 == 0 ? 1 : 0) {}
    fragile(const fragile& other) : life_(other.copied()), copies_that_fail_(0) {}
    fragile(fragile&&) = default;
    fragile& operator=(const fragile& other) {
        life_ = other.copied();
        return *this;
    }
    fragile& operator=(fragile&&) = default;
    ~fragile() = default;

    int number() const { return life_.value(); }

private:
    const counted& copied() const {
        if (copies_that_fail_ > 0) {
            --copies_that_fail_;
            throw copy_failed();
        }
        return life_;
    }

    counted life_;
    mutable int copies_that_fail_; // only who pushes an element copies it before it is shared
};

/// An element numbered `number`, counted in `lives` if its type counts.
template <class Value>
Value make_element(life_register& lives, int number) {
    if constexpr (std::constructible_from<Value, life_register&, int>)
        return Value(lives, number);
    else
        return Value(number);
}

template <class Value>
int number_of(const Value& element) {
    if constexpr (requires { element.number(); })
        return element.number();
    else if constexpr (requires { element.value(); })
        return element.value();
    else
        return static_cast<int>(element);
}

} // namespace heddle::support
