// Moved ownership: a thread that is given all it works on, and gives back what it made.
//
// Semantics: std::thread::spawn and JoinHandle of Rust. The callable captures nothing and each argument owns its data
// (heddle::send), so that sharing by accident does not compile. A handle that dies without join() lets its thread run
// on, detached; what such a thread returns or throws is dropped. Progress: join() blocks. A handle may be moved to
// another thread, and is used by one at a time.
//
// Memory ordering: what was done before spawn() happens before the callable runs, and what the thread did happens
// before join() returns, by the thread's own start and end, and before is_finished() says true, by task.hpp.
#pragma once

#include <concepts>
#include <memory>
#include <string>
#include <system_error>
#include <type_traits>
#include <utility>

#include <heddle/send.hpp>
#include <heddle/sync.hpp>
#include <heddle/task.hpp>

namespace heddle {

class thread_scope;

/// The right to wait for a thread and to take its result R.
template <class R>
class join_handle {
public:
    /// Starts a thread that calls `f(args...)`, each moved or copied into it. As spawn(), with the result converted to
    /// R. Throws std::system_error if no thread can be made, and what copying throws; nothing runs then.
    template <class F, class... Args>
        requires(!std::same_as<std::remove_cvref_t<F>, join_handle>)
    explicit join_handle(F&& f, Args&&... args) {
        using rules = detail::spawn_rules<std::make_integer_sequence<int, sizeof...(Args)>, std::decay_t<F>,
                                          std::decay_t<Args>...>;
        static_assert(sizeof(rules) && sizeof(detail::spawn_result<R>));
        if constexpr (rules::possible) {
            using work = detail::task<R, std::decay_t<F>, std::decay_t<Args>...>;
            start(std::make_unique<work>(std::forward<F>(f), std::forward<Args>(args)...), [](work* mine) {
                mine->perform();
                mine->finish();
                mine->let_go();
            });
        }
    }

    join_handle(join_handle&& other) noexcept
        : thread_(std::move(other.thread_)), shared_(std::exchange(other.shared_, nullptr)) {}
    /// The thread held before, if any, runs on, detached.
    join_handle& operator=(join_handle&& other) noexcept {
        join_handle(std::move(other)).swap(*this);
        return *this;
    }
    ~join_handle() {
        if (!shared_)
            return;
        thread_.detach();
        shared_->let_go();
    }

    /// Blocks until the thread has ended, then returns its result or throws its exception. Throws std::system_error
    /// (`invalid_argument`) if there is no thread: joined already, or moved from; (`resource_deadlock_would_occur`)
    /// if the thread is the calling one.
    R join() {
        ensure_joinable();
        if (shared_->runs_here())
            refuse(std::errc::resource_deadlock_would_occur, "a thread joins itself");
        thread_.join();
        const std::unique_ptr<detail::result_of_thread<R>, last_use> mine(std::exchange(shared_, nullptr));
        mine->claim();
        return mine->result.take();
    }

    /// Whether the thread has done its work; join() then hardly blocks, and what the thread did is visible. Throws
    /// std::system_error (`invalid_argument`) if there is no thread.
    [[nodiscard]] bool is_finished() const {
        ensure_joinable();
        return shared_->finished();
    }

    /// Whether there is a thread to join.
    [[nodiscard]] bool joinable() const noexcept { return shared_ != nullptr; }

    void swap(join_handle& other) noexcept {
        std::swap(thread_, other.thread_);
        std::swap(shared_, other.shared_);
    }

private:
    friend class thread_scope;
    join_handle() noexcept = default; // for a scope, which calls start()

    struct last_use {
        void operator()(detail::result_of_thread<R>* what) const noexcept { what->let_go(); }
    };

    // Runs `entry(work)` on a new thread, which is one owner of `work`; this handle is the other.
    template <class Work, class Entry>
    void start(std::unique_ptr<Work> work, Entry entry) {
        thread_ = sync::thread(std::move(entry), work.get());
        shared_ = work.release();
    }

    void ensure_joinable() const {
        if (!joinable())
            refuse(std::errc::invalid_argument, "there is no thread: joined already, or moved from");
    }

    [[noreturn]] static void refuse(std::errc error, const char* why) {
        throw std::system_error(std::make_error_code(error), std::string("heddle::join_handle: ") + why);
    }

    sync::thread thread_;                           // joinable while shared_ is there
    detail::result_of_thread<R>* shared_ = nullptr; // null once joined or moved from
};

/// Starts a thread that calls `f(args...)`. Arguments are moved in (or copied, where they are lvalues), reach the
/// callable as rvalues, and are destroyed on the thread before the result shows. What breaks the rules of
/// heddle::stateless and heddle::send does not compile. Throws std::system_error if no thread can be made.
template <class F, class... Args>
auto spawn(F&& f, Args&&... args) {
    if constexpr (std::is_invocable_v<std::decay_t<F>, std::decay_t<Args>...>) {
        using result = std::invoke_result_t<std::decay_t<F>, std::decay_t<Args>...>;
        return join_handle<result>(std::forward<F>(f), std::forward<Args>(args)...);
    } else {
        return join_handle<void>(std::forward<F>(f), std::forward<Args>(args)...);
    }
}

} // namespace heddle
