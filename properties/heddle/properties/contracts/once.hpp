// heddle::contracts::once: call(f), which answers here whether it has run f; and, where a failed attempt does not
// count, calls whose f throws.
#pragma once

#include <string_view>
#include <thread>
#include <utility>

#include <heddle/contract.hpp>
#include <heddle/support/ensure.hpp>

namespace heddle::contracts {

struct once_spec {
    bool done = false;

    bool call() { return !std::exchange(done, true); }
    bool call_that_fails() const { return !done; }

    friend bool operator==(const once_spec&, const once_spec&) = default;
};

template <class Once>
class once_subject {
public:
    bool call() {
        bool mine = false;
        once_.call([&] {
            mine = true;
            std::this_thread::yield(); // whoever does not wait for the end comes too early
            ++runs_;
        });
        support::ensure_equal(runs_, 1, "what was done once is seen by all whose call returned");
        return mine;
    }

    bool call_that_fails() {
        try {
            once_.call([] { throw failure{}; });
        } catch (const failure&) {
            return true;
        }
        return false;
    }

private:
    struct failure {};

    Once once_{};
    int runs_ = 0;
};

struct once_that_counts_all_attempts {
    static constexpr std::string_view name = "once";
    template <class>
    using specification = once_spec;
    template <class T>
    using subject = once_subject<T>;

    HEDDLE_CONTRACT_OPERATIONS(call);
};

/// Of those that try again after an exception.
struct once : once_that_counts_all_attempts {
    HEDDLE_CONTRACT_OPERATIONS(call, call_that_fails);
};

} // namespace heddle::contracts
