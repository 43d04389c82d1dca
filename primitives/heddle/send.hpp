// What may be handed to another thread: values that own all they are made of.
//
// Semantics: the traits Send and 'static of Rust together, as far as C++ lets a type be read. A type that borrows (a
// pointer, a reference, a view) is refused, also within pairs, tuples, containers and every other template over types;
// a class is taken at its word, since what it and a closure hide inside cannot be seen. Specialise enable_send for
// classes that borrow, and for those that are refused although they may be sent.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <span>
#include <string_view>
#include <type_traits>

#include <heddle/sync.hpp>

namespace heddle {

template <class T>
class mutex_guard;
template <class T>
class read_guard;
template <class T>
class write_guard;

/// Whether a T may be moved to another thread. Specialise it (partially, too) for types of your own.
template <class T>
inline constexpr bool enable_send = !std::is_pointer_v<T> || std::is_function_v<std::remove_pointer_t<T>>;

template <class T>
inline constexpr bool enable_send<T&> = false;
template <class T>
inline constexpr bool enable_send<T&&> = false;
template <class T>
    requires std::is_const_v<T> || std::is_array_v<T>
inline constexpr bool enable_send<T> = enable_send<std::remove_const_t<std::remove_extent_t<T>>>;
template <class T, std::size_t Size>
inline constexpr bool enable_send<std::array<T, Size>> = enable_send<T>;

/// Pairs, tuples, containers, smart pointers and every other template over types own what their arguments own.
template <template <class...> class Template, class... Args>
inline constexpr bool enable_send<Template<Args...>> = (enable_send<Args> && ...);

template <class Letter, class Traits>
inline constexpr bool enable_send<std::basic_string_view<Letter, Traits>> = false;
template <class T, std::size_t Extent>
inline constexpr bool enable_send<std::span<T, Extent>> = false;
template <class T>
inline constexpr bool enable_send<std::reference_wrapper<T>> = false;
/// What was captured by a std::function cannot be seen.
template <class Signature>
inline constexpr bool enable_send<std::function<Signature>> = false;
/// A lock is given back by the thread that took it.
template <class Mutex>
inline constexpr bool enable_send<std::unique_lock<Mutex>> = false;
template <class Mutex>
inline constexpr bool enable_send<std::shared_lock<Mutex>> = false;
template <class T>
inline constexpr bool enable_send<mutex_guard<T>> = false;
template <class T>
inline constexpr bool enable_send<read_guard<T>> = false;
template <class T>
inline constexpr bool enable_send<write_guard<T>> = false;

/// Shared data may be changed under the other owners' eyes, unless it is constant or atomic.
template <class T>
inline constexpr bool enable_send<std::shared_ptr<T>> = false;
template <class T>
inline constexpr bool enable_send<std::shared_ptr<const T>> = enable_send<T>;
template <class T>
inline constexpr bool enable_send<std::shared_ptr<sync::atomic<T>>> = true;
template <class T>
inline constexpr bool enable_send<std::weak_ptr<T>> = enable_send<std::shared_ptr<T>>;

/// A type that owns all it is made of, so that a value of it can be handed to another thread.
template <class T>
concept send = enable_send<T>;

/// A callable that brings nothing with it: a function, or a lambda or class without state.
template <class F>
concept stateless =
    std::is_empty_v<F> || std::is_function_v<std::remove_pointer_t<F>> || std::is_member_function_pointer_v<F>;

namespace detail {

// Each rule of spawn() is a static_assert in a class that carries the culprit's number and type, so that a compiler's
// note on its instantiation names both.
template <int Number, class T>
struct spawn_argument {
    static_assert(send<T>, "heddle::spawn: this argument borrows (heddle::detail::spawn_argument<number, type> names "
                           "it): hand over a value that owns its data, such as a copy, a std::unique_ptr or an arc, or "
                           "specialise heddle::enable_send if the type may be sent after all");
};

template <class F>
struct spawn_callable {
    static_assert(stateless<F>, "heddle::spawn: the callable captures something, which would be shared by accident: "
                                "capture nothing and pass what it needs as arguments, or borrow within heddle::scope");
};

template <class F, class... Args>
struct spawn_call {
    static constexpr bool possible = std::is_invocable_v<F, Args...>;
    static_assert(possible, "heddle::spawn: the callable cannot be called with these arguments, which it gets as "
                            "rvalues: take them by value");
};

template <class Result>
struct spawn_result {
    static_assert(send<Result>, "heddle::spawn: the result borrows (heddle::detail::spawn_result<type> names it), "
                                "perhaps from the thread that has ended: return a value that owns its data");
};

template <class Numbers, class F, class... Args>
struct spawn_rules;

template <int... Numbers, class F, class... Args>
struct spawn_rules<std::integer_sequence<int, Numbers...>, F, Args...>
    : spawn_callable<F>, spawn_argument<Numbers + 1, Args>..., spawn_call<F, Args...> {};

} // namespace detail

} // namespace heddle
