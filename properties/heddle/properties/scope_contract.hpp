// What every scope owes its users, as properties. A scope is an object that is called with a body; the body takes the
// scope's `s`, on which s.spawn(f) starts a thread that may borrow. Every thread is done when the call returns or
// throws, and a thread may start others on `s`. If s.spawn() gives something with join(), that brings the thread's
// result or exception, and the call throws an exception that nobody joined; the body's own exception comes first.
#pragma once

#include <algorithm>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/properties/programs.hpp>
#include <heddle/properties/sequences.hpp>
#include <heddle/support/ensure.hpp>
#include <heddle/support/fits/scope.hpp>
#include <heddle/support/watchdog.hpp>

namespace heddle::properties {

/// What a body and a thread of the contract throw.
struct scope_failure {
    int number; // the call that failed
    friend bool operator==(const scope_failure&, const scope_failure&) = default;
};

/// Calls `f`; the number it fails with, or -1.
template <class F>
int failure_of(F&& f) {
    try {
        std::forward<F>(f)();
    } catch (const scope_failure& failure) {
        return failure.number;
    }
    return -1;
}

/// A tree of scoped threads that a sequence of calls describes, and the record of what they did: one plain variable
/// each, borrowed from the scope's parent. WithJoin: whether threads are joined and fail, too.
template <bool WithJoin>
class scope_tree {
public:
    enum what { work, nested, nested_twice, failing, joined, joined_failing, body_fails };
    static vocabulary words() {
        vocabulary all{.names = {"work", "nested", "nested_twice"}, .weights = {3, 2, 1}};
        if constexpr (WithJoin) {
            all.names.insert(all.names.end(), {"failing", "joined", "joined_failing"});
            all.weights.insert(all.weights.end(), {1, 2, 1});
        }
        all.names.emplace_back("body_fails");
        all.weights.push_back(1);
        return all;
    }

    explicit scope_tree(const calls& sequence)
        : sequence_(sequence.begin(), sequence.begin() + std::min<std::ptrdiff_t>(std::ssize(sequence), 10)),
          done_(sequence_.size()) {}

    /// Starts everything; throws where the body is to fail.
    template <class Scope>
    int grow(Scope& s) {
        for (std::size_t i = 0; i < sequence_.size(); ++i) {
            ++started_;
            support::at("growing a tree of threads");
            if (kind(i) == body_fails) {
                done_[i] = 1;
                throw scope_failure{static_cast<int>(i)};
            }
            if constexpr (WithJoin)
                start_with_join(s, i);
            else
                start(s, i);
        }
        return static_cast<int>(started_);
    }

    /// Ensures that everything that was started is done and that `failed_with` is what the scope should throw.
    void judge(int failed_with) const {
        for (std::size_t i = 0; i < started_; ++i)
            support::ensure_equal(done_[i], kind(i) == nested_twice ? 3 : 1, "every thread is done after the scope");
        if (started_ > 0 && kind(started_ - 1) == body_fails) {
            support::ensure_equal(failed_with, static_cast<int>(started_) - 1, "the body's exception comes first");
            return;
        }
        bool some_failed = false;
        for (std::size_t i = 0; i < started_; ++i)
            some_failed = some_failed || kind(i) == failing;
        support::ensure_equal(failed_with >= 0, some_failed, "the scope throws just when an exception was not joined");
        if (some_failed)
            support::ensure(kind(static_cast<std::size_t>(failed_with)) == failing,
                            "the scope throws an exception that was not joined");
    }

    std::size_t size() const { return sequence_.size(); }

private:
    what kind(std::size_t i) const {
        const std::size_t which = sequence_[i].operation;
        return WithJoin || which < failing ? static_cast<what>(which) : body_fails; // the last word of either
    }

    void pause(std::size_t i) const {
        for (int n = 0; n < sequence_[i].argument % 3; ++n)
            std::this_thread::yield();
    }

    template <class Scope>
    void start(Scope& s, std::size_t i) {
        int& slot = done_[i];
        s.spawn([this, &s, &slot, i] {
            pause(i);
            if (kind(i) == work) {
                slot = 1;
                return;
            }
            s.spawn([this, &s, &slot, i] {
                pause(i);
                slot += 1;
                if (kind(i) == nested_twice)
                    s.spawn([&slot] { slot += 2; });
            });
        });
    }

    template <class Scope>
    void start_with_join(Scope& s, std::size_t i) {
        int& slot = done_[i];
        const auto fails = [this, &slot, i] {
            pause(i);
            slot = 1;
            throw scope_failure{static_cast<int>(i)};
        };
        if (kind(i) == failing) {
            s.spawn(fails);
        } else if (kind(i) == joined) {
            auto thread = s.spawn([&slot, i] {
                slot = 1;
                return i;
            });
            pause(i);
            support::ensure_equal(thread.join(), i, "join returns what the thread returned");
            support::ensure_equal(slot, 1, "what the thread did is visible after join");
        } else if (kind(i) == joined_failing) {
            auto thread = s.spawn(fails);
            pause(i);
            support::ensure_equal(failure_of([&] { thread.join(); }), static_cast<int>(i),
                                  "join throws what the thread threw");
        } else {
            start(s, i);
        }
    }

    calls sequence_;
    std::vector<int> done_;   // by call: what its threads did
    std::size_t started_ = 0; // calls made
};

/// Whether s.spawn() gives a handle with join(), and exceptions of threads are brought home. Specialise it if not.
template <class Scope>
inline constexpr bool has_joinable_threads = true;

template <class Scope>
class scope_contract : public testing::Test, support::fits_scope<Scope> {};

TYPED_TEST_SUITE_P(scope_contract);

// Any tree of threads, any exceptions: all is done, and the right exception or the body's result comes out.
TYPED_TEST_P(scope_contract, IsDoneWhenItReturnsOrThrows) {
    using tree_type = scope_tree<has_joinable_threads<TypeParam>>;
    for_all_sequences(tree_type::words(), [](const calls& sequence) {
        tree_type tree(sequence);
        const int failed_with = failure_of([&] {
            const int result = TypeParam{}([&](auto& s) { return tree.grow(s); });
            support::ensure_equal(result, static_cast<int>(tree.size()), "the scope returns what its body returns");
        });
        tree.judge(failed_with);
    });
}

// Scopes within the threads of a scope, each with a tree of its own.
TYPED_TEST_P(scope_contract, NestsInItsOwnThreads) {
    using tree_type = scope_tree<has_joinable_threads<TypeParam>>;
    for_all_programs(tree_type::words(), {.max_calls = 5, .repetitions = 3}, [](const program& threads) {
        std::vector<tree_type> trees;
        for (const calls& one : threads)
            trees.emplace_back(one);
        std::vector<int> failures(trees.size(), -1);
        TypeParam{}([&](auto& outer) {
            for (std::size_t i = 0; i < trees.size(); ++i) {
                outer.spawn([&tree = trees[i], &failed_with = failures[i]] {
                    failed_with = failure_of([&] { TypeParam{}([&](auto& inner) { tree.grow(inner); }); });
                });
            }
        });
        for (std::size_t i = 0; i < trees.size(); ++i)
            trees[i].judge(failures[i]);
    });
}

REGISTER_TYPED_TEST_SUITE_P(scope_contract, IsDoneWhenItReturnsOrThrows, NestsInItsOwnThreads);

} // namespace heddle::properties
