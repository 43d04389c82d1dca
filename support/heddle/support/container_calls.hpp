// How the contracts see a queue or a stack, whatever its vocabulary: push(V), or try_push(V), that answers nothing or
// whether it has taken the element; and try_pop() that answers std::optional<V>, or try_pop(V&) or pop(V&) that answer
// whether there was one. The container may say more about itself:
//   value_type                              what it holds; else its first template argument, else int
//   static constexpr std::size_t capacity   how many elements it takes at least; else it always has room, unless it
//                                           is made with a capacity
#pragma once

#include <concepts>
#include <cstddef>
#include <limits>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include <heddle/support/elements.hpp>

namespace heddle::support {

namespace detail {
template <class T>
struct first_argument {
    using type = int;
};
template <template <class...> class Container, class Value, class... Others>
struct first_argument<Container<Value, Others...>> {
    using type = Value;
};
template <template <class, std::size_t> class Container, class Value, std::size_t Number>
struct first_argument<Container<Value, Number>> {
    using type = Value;
};
template <class Container>
struct content : first_argument<Container> {};
template <class Container>
    requires requires { typename Container::value_type; }
struct content<Container> {
    using type = typename Container::value_type;
};
} // namespace detail

/// What a container holds.
template <class Container>
using content_of = typename detail::content<Container>::type;

template <class Container, class Value = content_of<Container>>
concept has_push = requires(Container& container, Value element) {
    container.push(std::move(element));
};
template <class Container, class Value = content_of<Container>>
concept has_try_push = requires(Container& container, Value element) {
    { container.try_push(std::move(element)) } -> std::convertible_to<bool>;
};
template <class Container, class Value = content_of<Container>>
concept answers_an_optional = requires(Container& container) {
    { container.try_pop() } -> std::convertible_to<std::optional<Value>>;
};
template <class Container, class Value = content_of<Container>>
concept fills_an_element = std::default_initializable<Value> && requires(Container& container, Value element) {
    { container.try_pop(element) } -> std::convertible_to<bool>;
};
template <class Container, class Value = content_of<Container>>
concept pops_an_element = std::default_initializable<Value> && requires(Container& container, Value element) {
    { container.pop(element) } -> std::convertible_to<bool>;
};
template <class Container>
concept has_try_pop = answers_an_optional<Container> || fills_an_element<Container> || pops_an_element<Container>;

/// Pushes `element`, an lvalue or an rvalue; answers whether the container has taken it.
template <class Container, class Value>
bool push_to(Container& container, Value&& element) {
    if constexpr (requires {
                      { container.try_push(std::forward<Value>(element)) } -> std::convertible_to<bool>;
                  }) {
        return container.try_push(std::forward<Value>(element));
    } else if constexpr (requires {
                             { container.push(std::forward<Value>(element)) } -> std::convertible_to<bool>;
                         }) {
        return container.push(std::forward<Value>(element));
    } else {
        container.push(std::forward<Value>(element));
        return true;
    }
}

/// Pops an element, or nothing.
template <has_try_pop Container>
std::optional<content_of<Container>> pop_from(Container& container) {
    if constexpr (answers_an_optional<Container>) {
        return container.try_pop();
    } else {
        content_of<Container> element{};
        bool popped = false;
        if constexpr (fills_an_element<Container>)
            popped = container.try_pop(element);
        else
            popped = container.pop(element);
        return popped ? std::optional(std::move(element)) : std::nullopt;
    }
}

/// How many elements an empty container takes at least, as far as it says so by itself.
template <class Container>
constexpr std::size_t room_of() {
    if constexpr (requires { std::size_t{Container::capacity}; })
        return Container::capacity;
    else
        return std::numeric_limits<std::size_t>::max();
}

/// A queue and how many elements it takes at least.
template <class Queue>
struct bounded {
    std::unique_ptr<Queue> queue;
    std::size_t room;
};

/// A queue made with `capacity`, or by default if it says its capacity itself.
template <class Queue>
bounded<Queue> make_bounded(std::size_t capacity) {
    if constexpr (std::constructible_from<Queue, std::size_t>)
        return {std::make_unique<Queue>(capacity), capacity};
    else
        return {std::make_unique<Queue>(), room_of<Queue>()};
}

} // namespace heddle::support
