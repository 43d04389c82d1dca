// What a call came to: the value it returned or the exception it threw, kept until somebody takes it.
//
// Not thread-safe: whoever hands an outcome from one thread to another orders the two.
#pragma once

#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

namespace heddle {

/// The outcome of a call that returns R, which may be void or a reference.
template <class R>
class outcome {
public:
    /// Calls `work` and keeps what it returns or throws.
    template <std::invocable Work>
    void keep(Work&& work) noexcept {
        try {
            if constexpr (std::is_void_v<R>) {
                std::invoke(std::forward<Work>(work));
                value_.emplace();
            } else if constexpr (std::is_reference_v<R>) {
                R&& result = std::invoke(std::forward<Work>(work));
                value_.emplace(std::addressof(result));
            } else {
                value_.emplace(std::invoke(std::forward<Work>(work)));
            }
        } catch (...) {
            error_ = std::current_exception();
        }
    }

    /// The exception, or null if the call returned.
    [[nodiscard]] const std::exception_ptr& error() const noexcept { return error_; }

    /// Gives the value away, or throws the exception. To be called once, after keep().
    R take() {
        if (error_)
            std::rethrow_exception(error_);
        if constexpr (std::is_reference_v<R>)
            return static_cast<R>(**value_);
        else if constexpr (!std::is_void_v<R>)
            return std::move(*value_);
    }

private:
    using referred = std::conditional_t<std::is_reference_v<R>, std::remove_reference_t<R>*, R>;
    using stored = std::conditional_t<std::is_void_v<R>, std::monostate, referred>;

    std::optional<stored> value_; // empty if the call threw
    std::exception_ptr error_;    // null if it returned
};

} // namespace heddle
