// Threads that may borrow from the one that starts them, because it waits for them.
//
// Semantics: std::thread::scope of Rust. Every thread started on a scope has done its work before scope() returns, also
// when something throws. A thread may start others on the same scope. As in Rust a thread that nobody joins is waited
// for by count: the destructors of its thread_local variables may still run when scope() returns; join() waits for
// those too. Progress: scope() blocks. spawn() may be called by the body and by the scope's threads, at once.
//
// Memory ordering: what any of its threads did happens before scope() returns, by scope_state.hpp.
#pragma once

#include <concepts>
#include <exception>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

#include <heddle/outcome.hpp>
#include <heddle/scope_state.hpp>
#include <heddle/task.hpp>
#include <heddle/thread.hpp>

namespace heddle {

/// Where threads that borrow are started. Made by heddle::scope() and gone when that returns.
class thread_scope {
public:
    thread_scope(const thread_scope&) = delete;
    thread_scope& operator=(const thread_scope&) = delete;

    /// Starts a thread that calls `f()`, which may refer to whatever outlives the scope. A handle that is not joined
    /// leaves the thread's exception to the scope. Throws std::system_error if no thread can be made.
    template <class F>
        requires std::invocable<std::decay_t<F>>
    auto spawn(F&& f) {
        using result = std::invoke_result_t<std::decay_t<F>>;
        using work = detail::task<result, std::decay_t<F>>;
        auto made = std::make_unique<work>(std::forward<F>(f));
        join_handle<result> handle;
        counted_in entry(*state_);
        handle.start(std::move(made), [state = state_](work* mine) { run(*mine, *state); });
        entry.keep();
        return handle;
    }

private:
    template <class Body>
    friend decltype(auto) scope(Body&& body);

    thread_scope() : state_(new detail::scope_state) {}
    ~thread_scope() { state_->let_go(); }

    // Counts out again a thread that could not be started.
    class counted_in {
    public:
        explicit counted_in(detail::scope_state& state) noexcept : state_(&state) { state.enter(); }
        counted_in(const counted_in&) = delete;
        counted_in& operator=(const counted_in&) = delete;
        ~counted_in() {
            if (state_)
                state_->leave();
        }
        void keep() noexcept { state_ = nullptr; }

    private:
        detail::scope_state* state_; // null once the thread runs
    };

    template <class Work>
    static void run(Work& mine, detail::scope_state& state) noexcept {
        mine.perform();
        const bool failed = mine.error() != nullptr;
        if (failed)
            state.add_failed(&mine);
        mine.finish();
        if (!failed)
            mine.let_go();
        state.leave();
    }

    detail::scope_state* state_; // shared with the threads
};

/// Calls `body(s)` with a thread_scope& on which it may start threads, and waits for all of them. Returns what the body
/// returns. Throws what the body throws, else the exception of the first thread that failed and that nobody joined;
/// in every case after all threads are done.
template <class Body>
decltype(auto) scope(Body&& body) {
    using result = std::invoke_result_t<Body, thread_scope&>;
    thread_scope threads;
    outcome<result> done;
    done.keep([&]() -> result { return std::invoke(std::forward<Body>(body), threads); });
    threads.state_->wait_for_all();
    const std::exception_ptr failure = threads.state_->take_failures();
    if (!done.error() && failure)
        std::rethrow_exception(failure);
    return done.take();
}

} // namespace heddle
