// Heddle's worker pool under the worker pool contract, and what it promises beyond it.
#include <heddle/properties/sequences.hpp>
#include <heddle/properties/worker_pool_contract.hpp>
#include <heddle/worker_pool.hpp>

#include <dlfcn.h>
#include <map>
#include <memory>
#include <pthread.h>
#include <string>

namespace heddle::properties {
INSTANTIATE_TYPED_TEST_SUITE_P(heddle, worker_pool_contract, worker_pool<>);
}

// Threads that can be started before the system has no more; so that a test can see what happens then.
namespace {
thread_local int threads_left = 1'000'000;
}

extern "C" {
using start_routine = void* (*)(void*);
// The sanitizers' own, where there are some.
int __interceptor_pthread_create(pthread_t*, const pthread_attr_t*, start_routine, void*) __attribute__((weak));

int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, start_routine start, void* argument) noexcept {
    if (threads_left-- == 0)
        return EAGAIN;
    if (__interceptor_pthread_create)
        return __interceptor_pthread_create(thread, attributes, start, argument);
    static const auto real = reinterpret_cast<decltype(&pthread_create)>(dlsym(RTLD_NEXT, "pthread_create"));
    return real(thread, attributes, start, argument);
}
}

namespace {

using namespace heddle;
using namespace heddle::properties;
using support::ensure;
using support::ensure_equal;

// What one thread knows of a pool: the jobs whose results have not come yet, and what each must be.
struct model {
    std::map<std::uint64_t, int> expected; // negative: throws
    std::uint64_t submitted = 0;
    bool closed = false;
};

using pool = worker_pool<std::unique_ptr<int>>;

struct subject {
    std::unique_ptr<pool> now = std::make_unique<pool>(2);
    std::optional<receiver<job_result<std::unique_ptr<int>>>> kept; // the results of a pool that is gone
    auto& results() { return kept ? *kept : now->results(); }
};

std::unique_ptr<int> made_from(const std::unique_ptr<int>& number) {
    if (*number < 0)
        throw std::runtime_error(std::to_string(*number));
    return std::make_unique<int>(*number);
}

void submit(model& expected, subject& actual, int number) {
    if (!actual.now)
        return;
    auto answer = actual.now->submit([held = std::make_unique<int>(number)] { return made_from(held); });
    ensure_equal(static_cast<bool>(answer), !expected.closed, "a job is accepted until the pool is closed");
    if (answer) {
        ensure_equal(answer.job(), expected.submitted++, "jobs are numbered in the order of submission");
        expected.expected[answer.job()] = number;
    } else if (number < 0) {
        bool threw = false;
        try {
            answer.refused()();
        } catch (const std::runtime_error&) {
            threw = true;
        }
        ensure(threw, "a job that was not accepted comes back");
    } else {
        ensure_equal(*answer.refused()(), number, "a job that was not accepted comes back");
    }
}

void receive(model& expected, subject& actual, int) {
    if (expected.expected.empty()) {
        ensure(!actual.results().try_recv(), "there are no more results than jobs");
        if (!expected.closed)
            return;
    }
    auto result = actual.results().recv();
    ensure_equal(result.has_value(), !expected.expected.empty(),
                 "results end when all jobs of a closed pool have been run");
    if (!result)
        return;
    const auto job = expected.expected.find(result->job());
    ensure(job != expected.expected.end(), "each job has one result");
    int got = 0;
    try {
        got = *std::move(*result).get();
    } catch (const std::runtime_error& thrown) {
        got = std::stoi(thrown.what());
    }
    ensure_equal(got, job->second, "the result of a job is its value or its exception");
    expected.expected.erase(job);
}

std::vector<operation<model, subject>> operations() {
    return {
        {"submit", submit, 5},
        {"submit_throwing", [](model& expected, subject& actual, int number) { submit(expected, actual, -1 - number); },
         2},
        {"receive", receive, 4},
        {"close",
         [](model& expected, subject& actual, int) {
             if (actual.now)
                 actual.now->close();
             expected.closed = true;
         }},
        {"destroy",
         [](model& expected, subject& actual, int) {
             if (!actual.now)
                 return;
             actual.kept.emplace(std::move(actual.now->results()));
             actual.now.reset();
             expected.closed = true;
         }},
    };
}

TEST(WorkerPool, AgreesWithItsModel) {
    agrees_with_model<model, subject>(operations(), [](model& expected, subject& actual) {
        if (actual.now)
            actual.now->close();
        expected.closed = true;
        while (!expected.expected.empty())
            receive(expected, actual, 0);
        receive(expected, actual, 0);
    });
}

TEST(WorkerPool, RunsTheOldestJobFirst) {
    worker_pool<> pool(1);
    for (std::uint64_t i = 0; i < 10; ++i)
        EXPECT_EQ(pool.submit([] {}).job(), i);
    for (std::uint64_t i = 0; i < 10; ++i)
        EXPECT_EQ(pool.results().recv()->job(), i);
}

TEST(WorkerPool, RunsJobsThoughNobodyWantsTheResults) {
    std::atomic<int> run{0};
    {
        worker_pool<int> pool(2);
        pool.results().close();
        for (int i = 0; i < 10; ++i)
            EXPECT_TRUE(pool.submit([&run] { return ++run; }));
    }
    EXPECT_EQ(run, 10);
}

TEST(WorkerPool, RefusesJobsFromItsOwnJobsWhenItIsClosed) {
    worker_pool<bool> pool(1);
    std::atomic<bool> go{false};
    EXPECT_TRUE(pool.submit([&] {
        while (!go)
            std::this_thread::yield();
        return static_cast<bool>(pool.submit([] { return true; }));
    }));
    pool.close();
    go = true;
    EXPECT_FALSE(std::move(*pool.results().recv()).get());
    EXPECT_FALSE(pool.results().recv());
}

TEST(WorkerPool, NeedsAWorker) { EXPECT_THROW(worker_pool<>(0), std::invalid_argument); }

TEST(WorkerPool, JoinsItsWorkersWhenItCannotStartThemAll) {
    for (int started = 0; started < 3; ++started) {
        threads_left = started;
        EXPECT_THROW(worker_pool<>(3), std::system_error);
        threads_left = 1'000'000;
    }
}

} // namespace
