// Worker threads that pull jobs from one shared queue and send what becomes of them through a channel.
//
// A worker that is done takes the oldest job there is, so a fast one takes more. A job's value or its exception travels
// to whoever receives the results. Shutdown loses nothing: when the pool is closed or destroyed its workers still run
// all that was submitted; then the results end. The queue is a list behind a lock; the results are a channel<T> without
// bound, whose receiver can outlive the pool. Progress: blocking; an idle worker sleeps. Any thread may submit and
// close, also a job; the receiver of the results is one thread's at a time. The pool must not be destroyed by its own
// job.
//
// Memory ordering: what happened before submit() happens before the job, by the lock; what the job did happens before
// its result is received, by the channel, and before the destructor returns, by joining.
#pragma once

#include <concepts>
#include <cstddef>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <utility>
#include <vector>

#include <heddle/channel.hpp>
#include <heddle/detail/job.hpp>
#include <heddle/detail/sleepers.hpp>
#include <heddle/raw_mutex.hpp>
#include <heddle/sync.hpp>

namespace heddle {

/// A fixed number of threads for jobs that return R. If nobody wants the results, close their receiver: they are kept
/// until they are received.
template <class R = void>
class worker_pool {
public:
    /// Starts `threads` workers, at least one (else std::invalid_argument). Throws std::system_error if a thread cannot
    /// be started, when those that were have ended.
    explicit worker_pool(std::size_t threads) : worker_pool(channel<job_result<R>>(), threads) {}

    worker_pool(const worker_pool&) = delete;
    worker_pool& operator=(const worker_pool&) = delete;

    /// Waits until everything submitted has been run.
    ~worker_pool() {
        close();
        for (sync::thread& one : workers_)
            one.join();
    }

    /// Puts `work`, which returns R, at the end of the queue. Hands it back if the pool has been closed.
    template <std::move_constructible F>
        requires(std::is_invocable_r_v<R, F&>)
    submission<F> submit(F work) {
        auto fresh = std::make_unique<detail::queued_callable<R, F>>(std::move(work));
        std::unique_lock held(lock_);
        if (closed_) {
            held.unlock();
            return submission<F>(std::move(fresh->work));
        }
        const std::uint64_t number = submitted_;
        ++submitted_;
        fresh->number = number;
        append(fresh.release());
        const bool awaited = idle_.changed();
        held.unlock();
        if (awaited)
            idle_.notify_one();
        return submission<F>(number);
    }

    /// Takes no more jobs; what has been submitted is still run. Does not wait for it.
    void close() {
        const std::unique_lock held(lock_);
        closed_ = true;
        if (idle_.changed())
            idle_.notify_all();
    }

    /// Where the results come out, as jobs end; disconnected when the pool is closed and all jobs have been run.
    /// May be moved away, and outlive the pool.
    receiver<job_result<R>>& results() noexcept { return results_; }

private:
    using job = detail::queued_job<R>;

    // Once this is complete an exception runs the destructor, which joins the workers.
    explicit worker_pool(receiver<job_result<R>>&& results) : results_(std::move(results)) {}

    worker_pool(channel<job_result<R>>&& results, std::size_t threads) : worker_pool(std::move(results.receiver)) {
        if (threads == 0)
            throw std::invalid_argument("heddle::worker_pool: at least one worker is needed");
        workers_.reserve(threads);
        while (workers_.size() < threads)
            workers_.emplace_back([this, sender = results.sender] { work(sender); });
    }

    void work(const sender<job_result<R>>& results) {
        while (std::unique_ptr<job> next = take()) {
            auto result = next->run();
            next.reset();                          // what the job held is gone before its result comes
            (void)results.send(std::move(result)); // unsent: nobody wants it
        }
    }

    // The oldest job, when there is one; null when there will be no more.
    std::unique_ptr<job> take() {
        std::unique_lock held(lock_);
        while (!oldest_ && !closed_)
            idle_.sleep(held, detail::deadline::never());
        std::unique_ptr<job> first(oldest_);
        if (first)
            oldest_ = first->next;
        return first;
    }

    void append(job* fresh) noexcept {
        if (oldest_)
            newest_->next = fresh;
        else
            oldest_ = fresh;
        newest_ = fresh;
    }

    raw_mutex lock_;                          // guards the following
    sync::plain<job*> oldest_{nullptr};       // null: none waits
    sync::plain<job*> newest_{nullptr};       // null or dangling when none waits
    sync::plain<std::uint64_t> submitted_{0}; // how many there have been
    sync::plain<bool> closed_{false};         // for ever
    detail::sleepers idle_;                   // workers

    receiver<job_result<R>> results_;
    std::vector<sync::thread> workers_;
};

} // namespace heddle
