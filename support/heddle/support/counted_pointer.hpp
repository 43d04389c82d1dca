// The vocabulary of counted pointers, in which the contracts of more than one layer speak: Heddle's arc and the
// standard library's shared_ptr have different words for the same things.
#pragma once

#include <concepts>
#include <type_traits>
#include <utility>

namespace heddle::support {

template <class P>
using element_of = std::remove_cvref_t<decltype(*std::declval<P&>())>;

template <class P>
concept has_use_count = requires(const P& pointer) {
    { pointer.use_count() } -> std::integral;
};

template <class P>
concept has_weak = requires {
    typename P::weak_type;
};

/// Stands for the weak form of a pointer that has none.
struct no_weak {};

template <class P>
struct weak_form {
    using type = no_weak;
};
template <has_weak P>
struct weak_form<P> {
    using type = typename P::weak_type;
};

template <class P>
using weak_of = typename weak_form<P>::type;

/// A pointer to a new value: P::make(args...) where there is one, else from a T*.
template <class P, class... Args>
P make_counted(Args&&... args) {
    if constexpr (requires { P::make(std::forward<Args>(args)...); })
        return P::make(std::forward<Args>(args)...);
    else
        return P(new element_of<P>(std::forward<Args>(args)...));
}

/// upgrade(), or lock() as the standard library calls it.
template <class Weak>
auto upgraded(const Weak& watching) {
    if constexpr (requires { watching.upgrade(); })
        return watching.upgrade();
    else
        return watching.lock();
}

} // namespace heddle::support
