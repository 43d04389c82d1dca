// How a specification says that an operation would wait: a member that may wait returns or_waits<R> instead of R, and
// answers `waits` in a state in which it would not return, without having changed anything.
//
//     or_waits<void> lock() { if (held) return waits; held = true; return {}; }
#pragma once

#include <optional>
#include <type_traits>
#include <utility>

namespace heddle::properties {

struct waits_t {};
inline constexpr waits_t waits{};

/// What an operation that answers nothing has answered.
struct done {
    friend bool operator==(done, done) { return true; }
};

/// An answer of type `Result`, or that the operation waits.
template <class Result = void>
class or_waits {
public:
    using answer_type = std::conditional_t<std::is_void_v<Result>, done, Result>;

    or_waits(waits_t) {}
    or_waits(answer_type answer) : answer_(std::move(answer)) {}
    or_waits() requires std::is_void_v<Result> : answer_(done{}) {}

    bool would_wait() const { return !answer_; }
    /// Only if it would not wait.
    const answer_type& answer() const { return *answer_; }

private:
    std::optional<answer_type> answer_;
};

} // namespace heddle::properties
