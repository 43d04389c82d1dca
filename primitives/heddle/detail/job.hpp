// What a worker pool is given and what it gives back: jobs, what became of them, and jobs that came too late.
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

#include <heddle/sync.hpp>

namespace heddle {

/// What became of a job: a value of type R (or void), or the exception that it threw.
template <class R>
class [[nodiscard]] job_result {
    using value = std::conditional_t<std::is_void_v<R>, std::monostate, R>;

public:
    /// Runs `work` and keeps what comes of it.
    template <class F>
    job_result(std::uint64_t number, F& work) noexcept : number_(number) {
        try {
            if constexpr (std::is_void_v<R>)
                std::invoke(work);
            else
                value_.emplace(std::invoke(work));
        } catch (...) {
            thrown_ = std::current_exception();
        }
    }

    /// The number that submit() gave to the job.
    std::uint64_t job() const noexcept { return number_; }
    bool has_thrown() const noexcept { return thrown_ != nullptr; }

    /// The value, or the job's exception once more. Once.
    R get() && {
        if (thrown_)
            std::rethrow_exception(thrown_);
        if constexpr (!std::is_void_v<R>)
            return *std::move(value_);
    }

private:
    std::uint64_t number_;
    std::optional<value> value_;
    std::exception_ptr thrown_; // null if the job has returned
};

/// The answer of submit(): true if the job will be run; else the pool was closed, and the job is still here.
template <class F>
class submission {
public:
    explicit submission(std::uint64_t number) noexcept : number_(number) {}
    explicit submission(F&& refused) : refused_(std::move(refused)) {}

    explicit operator bool() const noexcept { return !refused_; }
    /// The job's number, from 0 in the order of submission. Only if it will be run.
    std::uint64_t job() const noexcept { return number_; }
    /// The job that will not be run. Only if there is one.
    F& refused() & noexcept { return *refused_; }
    F&& refused() && noexcept { return *std::move(refused_); }

private:
    std::uint64_t number_ = 0;
    std::optional<F> refused_;
};

namespace detail {

/// A job in the queue of a pool.
template <class R>
struct queued_job {
    virtual ~queued_job() = default;
    virtual job_result<R> run() noexcept = 0;

    sync::plain<queued_job*> next{nullptr}; // the one submitted after it
    sync::plain<std::uint64_t> number{0};
};

template <class R, class F>
struct queued_callable final : queued_job<R> {
    explicit queued_callable(F&& moved) : work(std::move(moved)) {}
    job_result<R> run() noexcept override { return job_result<R>(this->number, work); }

    F work;
};

} // namespace detail
} // namespace heddle
