// Heddle's worker pool under Relacy. Each job and each result owns memory and touches plain data: one that is lost is a
// leak or a wrong count, one that is not ordered is a race.
#include <heddle/worker_pool.hpp>

#include "relacy_case.hpp"

namespace {

using namespace heddle;
using relacy::check;

using number = std::unique_ptr<sync::plain<int>>;
number make(int value) { return std::make_unique<sync::plain<int>>(value); }

template <int Workers, int Jobs>
void sends_every_result() {
    worker_pool<number> pool(Workers);
    int expected = 0;
    for (int i = 1; i <= Jobs; ++i) {
        expected += i;
        check(static_cast<bool>(pool.submit([given = make(i)] { return make(*given); })), "an open pool accepts jobs");
    }
    pool.close();
    int sum = 0;
    while (auto result = pool.results().recv())
        sum += *std::move(*result).get();
    check(sum == expected, "every job has one result");
}

template <int Workers, int Jobs>
void drains_when_it_is_destroyed() {
    sync::plain<int> run[Jobs];
    {
        worker_pool<> pool(Workers);
        for (int i = 0; i < Jobs; ++i)
            (void)pool.submit([&mine = run[i]] { mine += 1; });
    }
    for (int i = 0; i < Jobs; ++i)
        check(run[i] == 1, "whatever was submitted is run once, before the destructor returns");
}

// Results outlive their pool, and an exception is one of them.
void keeps_results_of_a_pool_that_is_gone() {
    auto pool = std::make_unique<worker_pool<number>>(1);
    (void)pool->submit([]() -> number { throw 1; });
    (void)pool->submit([] { return make(2); });
    auto results = std::move(pool->results());
    pool.reset();
    check(results.recv()->has_thrown(), "the exception of a job is its result");
    check(*std::move(*results.recv()).get() == 2, "results can be received when the pool is gone");
    check(!results.recv(), "results end");
}

struct adder {
    void operator()() { sum += *given; }
    sync::plain<int>& sum;
    number given;
};

// Another thread closes: what is accepted is run, what is not comes back.
void accepts_or_hands_back() {
    sync::plain<int> run = 0;
    int accepted = 0;
    {
        worker_pool<> pool(1);
        sync::thread closing([&] { pool.close(); });
        for (int i = 0; i < 2; ++i) {
            auto answer = pool.submit(adder{run, make(1)});
            accepted += static_cast<bool>(answer);
            check(answer || *answer.refused().given == 1, "a job that was not accepted comes back");
        }
        closing.join();
    }
    check(run == accepted, "just what was accepted is run");
}

void takes_jobs_from_jobs() {
    sync::plain<int> run = 0;
    {
        worker_pool<int> pool(1);
        (void)pool.submit([&] {
            (void)pool.submit([&] { return run += 1, 1; });
            return 2;
        });
        check(pool.results().recv().has_value(), "a job that submits has a result");
    }
    check(run == 1, "a job submitted by a job is run");
}

struct farewell {
    explicit farewell(sync::plain<int>& to_be_told) : told(to_be_told) {}
    ~farewell() { told = 1; }
    sync::plain<int>& told;
};

void destroys_a_job_before_its_result_comes() {
    sync::plain<int> gone = 0;
    worker_pool<> pool(1);
    (void)pool.submit([held = std::make_unique<farewell>(gone)] {});
    check(pool.results().recv().has_value(), "every job has one result");
    check(gone == 1, "what a job held is gone before its result comes");
}

void runs_jobs_whose_results_nobody_wants() {
    sync::plain<int> run = 0;
    {
        worker_pool<number> pool(1);
        (void)pool.submit([&] { return run += 1, make(1); });
        pool.results().close();
        (void)pool.submit([&] { return run += 1, make(2); });
    }
    check(run == 2, "jobs are run though nobody receives");
}

} // namespace

int main(int argc, char** argv) {
    using relacy::one;
    return relacy::run_cases(
        {
            one<&sends_every_result<1, 2>, 1>("SendsEveryResult"),
            one<&sends_every_result<2, 2>, 2>("SendsEveryResultOfTwoWorkers"),
            one<&drains_when_it_is_destroyed<1, 2>, 1>("DrainsWhenItIsDestroyed"),
            one<&drains_when_it_is_destroyed<2, 2>, 2>("DrainsTwoWorkers"),
            one<&keeps_results_of_a_pool_that_is_gone, 1>("KeepsResultsOfAPoolThatIsGone"),
            one<&accepts_or_hands_back, 2>("AcceptsOrHandsBack"),
            one<&takes_jobs_from_jobs, 1>("TakesJobsFromJobs"),
            one<&destroys_a_job_before_its_result_comes, 1>("DestroysAJobBeforeItsResultComes"),
            one<&runs_jobs_whose_results_nobody_wants, 1>("RunsJobsWhoseResultsNobodyWants"),
        },
        argc, argv);
}
