// What a thread and the handle to it share: the work, what it came to, and whether it is done. Used by spawn and scope.
//
// The two own it together, so that a handle may go before its thread ends and the other way round.
//
// Memory ordering: finish() releases and finished() acquires, so what the thread did happens before whatever follows a
// true answer.
#pragma once

#include <exception>
#include <functional>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

#include <heddle/outcome.hpp>
#include <heddle/owners.hpp>
#include <heddle/sync.hpp>

namespace heddle::detail {

/// The part that does not depend on what the thread returns. Made with two owners: the thread and its handle.
class completion : public owned_together {
public:
    completion() noexcept : owned_together(2) {}

    /// For the thread: it is the one that does the work.
    void begin() noexcept {
        // relaxed: see runs_here().
        runner_.store(sync::this_thread_id(), sync::memory_order_relaxed);
    }

    /// Whether the calling thread is the one that does the work.
    bool runs_here() const noexcept {
        // relaxed: a thread always sees its own last write, and only that can name it.
        return runner_.load(sync::memory_order_relaxed) == sync::this_thread_id();
    }

    /// For the thread: its work is done, and the outcome is kept.
    void finish() noexcept {
        // release: publishes the outcome and all that the thread did to the acquire in finished().
        finished_.store(true, sync::memory_order_release);
    }

    bool finished() const noexcept {
        // acquire: pairs with the release in finish().
        return finished_.load(sync::memory_order_acquire);
    }

    /// Somebody looks after the outcome, an exception included.
    void claim() noexcept {
        // relaxed: read when the claiming thread has been waited for, which orders the two.
        claimed_.store(true, sync::memory_order_relaxed);
    }

    bool claimed() const noexcept {
        // relaxed: see claim().
        return claimed_.load(sync::memory_order_relaxed);
    }

    /// What the thread threw, or null. To be called once it has finished.
    virtual std::exception_ptr error() const noexcept = 0;

    completion* next_failed = nullptr; // for a scope's list of failed threads; written by the thread that failed

private:
    sync::word runner_{0};               // the thread's number, once it runs; written once, by the thread
    sync::atomic<bool> finished_{false}; // written once, by the thread
    sync::atomic<bool> claimed_{false};  // written by the handle
};

/// With the outcome: written by the thread before finish(), taken by the handle after the thread was joined.
template <class R>
class result_of_thread : public completion {
public:
    outcome<R> result;

    std::exception_ptr error() const noexcept override { return result.error(); }
};

/// With the work, too.
template <class R, class F, class... Args>
class task : public result_of_thread<R> {
public:
    template <class... Given>
    explicit task(Given&&... given) : call_(std::in_place, std::forward<Given>(given)...) {}

    /// Does the work, once, on the thread, and keeps what it comes to. Callable and arguments are gone afterwards.
    void perform() noexcept {
        this->begin();
        this->result.keep([this]() -> R {
            const used_up at_the_end{call_};
            return std::apply(
                [](F& f, Args&... args) -> R {
                    if constexpr (std::is_void_v<R>)
                        std::invoke(std::move(f), std::move(args)...);
                    else
                        return std::invoke(std::move(f), std::move(args)...);
                },
                *call_);
        });
    }

private:
    using call = std::tuple<F, Args...>;

    struct used_up {
        std::optional<call>& what;
        ~used_up() { what.reset(); }
    };

    std::optional<call> call_; // touched by the thread only, once it runs
};

} // namespace heddle::detail
