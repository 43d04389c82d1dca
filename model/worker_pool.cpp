// Heddle's worker pool in every execution that the memory model allows. Each job and each result owns memory and
// touches plain data: one that is lost is a leak or a wrong count, one that is not ordered is a race.
#include <heddle/worker_pool.hpp>

#include <heddle/model.hpp>

#include <array>
#include <gtest/gtest.h>
#include <memory>

namespace {

using namespace heddle;
using heddle::model::check;

using number = std::unique_ptr<int>;
number make(int value) { return std::make_unique<int>(value); }

template <int Workers, int Jobs>
void sends_every_result() {
    worker_pool<number> pool(Workers);
    int expected = 0;
    for (int i = 1; i <= Jobs; ++i) {
        expected += i;
        EXPECT_TRUE(static_cast<bool>(pool.submit([given = make(i)] { return make(*given); })))
            << "an open pool accepts jobs";
    }
    pool.close();
    int sum = 0;
    while (auto result = pool.results().recv())
        sum += *std::move(*result).get();
    EXPECT_TRUE(sum == expected) << "every job has one result";
}

template <int Workers, int Jobs>
void drains_when_it_is_destroyed() {
    int run[Jobs] = {};
    {
        worker_pool<> pool(Workers);
        for (int i = 0; i < Jobs; ++i)
            (void)pool.submit([&mine = run[i]] { mine += 1; });
    }
    for (int i = 0; i < Jobs; ++i)
        EXPECT_TRUE(run[i] == 1) << "whatever was submitted is run once, before the destructor returns";
}

// Results outlive their pool, and an exception is one of them.
void keeps_results_of_a_pool_that_is_gone() {
    auto pool = std::make_unique<worker_pool<number>>(1);
    (void)pool->submit([]() -> number { throw 1; });
    (void)pool->submit([] { return make(2); });
    auto results = std::move(pool->results());
    pool.reset();
    EXPECT_TRUE(results.recv()->has_thrown()) << "the exception of a job is its result";
    EXPECT_TRUE(*std::move(*results.recv()).get() == 2) << "results can be received when the pool is gone";
    EXPECT_TRUE(!results.recv()) << "results end";
}

struct adder {
    void operator()() { sum += *given; }
    int& sum;
    number given;
};

// Another thread closes: what is accepted is run, what is not comes back.
void accepts_or_hands_back() {
    int run = 0;
    int accepted = 0;
    {
        worker_pool<> pool(1);
        sync::thread closing([&] { pool.close(); });
        for (int i = 0; i < 2; ++i) {
            auto answer = pool.submit(adder{run, make(1)});
            accepted += static_cast<bool>(answer);
            EXPECT_TRUE(answer || *answer.refused().given == 1) << "a job that was not accepted comes back";
        }
        closing.join();
    }
    EXPECT_TRUE(run == accepted) << "just what was accepted is run";
}

void takes_jobs_from_jobs() {
    int run = 0;
    {
        worker_pool<int> pool(1);
        (void)pool.submit([&] {
            (void)pool.submit([&] { return run += 1, 1; });
            return 2;
        });
        EXPECT_TRUE(pool.results().recv().has_value()) << "a job that submits has a result";
    }
    EXPECT_TRUE(run == 1) << "a job submitted by a job is run";
}

struct farewell {
    explicit farewell(int& to_be_told) : told(to_be_told) {}
    ~farewell() { told = 1; }
    int& told;
};

void destroys_a_job_before_its_result_comes() {
    int gone = 0;
    worker_pool<> pool(1);
    (void)pool.submit([held = std::make_unique<farewell>(gone)] {});
    EXPECT_TRUE(pool.results().recv().has_value()) << "every job has one result";
    EXPECT_TRUE(gone == 1) << "what a job held is gone before its result comes";
}

void runs_jobs_whose_results_nobody_wants() {
    int run = 0;
    {
        worker_pool<number> pool(1);
        (void)pool.submit([&] { return run += 1, make(1); });
        pool.results().close();
        (void)pool.submit([&] { return run += 1, make(2); });
    }
    EXPECT_TRUE(run == 2) << "jobs are run though nobody receives";
}

TEST(WorkerPool, SendsEveryResult) { check(sends_every_result<1, 2>); }
TEST(WorkerPool, SendsEveryResultOfTwoWorkers) { check(sends_every_result<2, 2>); }
TEST(WorkerPool, DrainsWhenItIsDestroyed) { check(drains_when_it_is_destroyed<1, 2>); }
TEST(WorkerPool, DrainsTwoWorkers) { check(drains_when_it_is_destroyed<2, 2>); }
TEST(WorkerPool, KeepsResultsOfAPoolThatIsGone) { check(keeps_results_of_a_pool_that_is_gone); }
TEST(WorkerPool, AcceptsOrHandsBack) { check(accepts_or_hands_back); }
TEST(WorkerPool, TakesJobsFromJobs) { check(takes_jobs_from_jobs); }
TEST(WorkerPool, DestroysAJobBeforeItsResultComes) { check(destroys_a_job_before_its_result_comes); }
TEST(WorkerPool, RunsJobsWhoseResultsNobodyWants) { check(runs_jobs_whose_results_nobody_wants); }

} // namespace
