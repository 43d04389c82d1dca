// Heddle's worker pool under stress, and its results.
#include <heddle/stress/worker_pool_contract.hpp>
#include <heddle/worker_pool.hpp>

namespace heddle::stress {

INSTANTIATE_TYPED_TEST_SUITE_P(heddle, worker_pool_contract, worker_pool<>);

namespace {

/// Actor 0 receives results; the others submit jobs, every third of which throws; the last to come closes the pool.
class results_round : public round {
public:
    explicit results_round(int threads) : submitters_(threads - 1), left_(threads - 1), pool_(2) {}

    std::uint64_t play(int me, perturbation& shaken) override {
        if (me == 0)
            return receive();
        for (int i = 0; i < each; ++i) {
            support::at("submitting");
            support::ensure(static_cast<bool>(pool_.submit([i]() -> int {
                                if (i % 3 == 0)
                                    throw i;
                                return i;
                            })),
                            "an open pool accepts jobs");
            shaken.shake();
        }
        if (--left_ == 0)
            pool_.close();
        return each;
    }

    void judge() override {
        support::ensure_equal(sum_, submitters_ * each * (each - 1) / 2, "every job has one result");
    }

private:
    static constexpr int each = 60; // jobs an actor and round

    std::uint64_t receive() {
        std::uint64_t count = 0;
        support::at("receiving results");
        for (auto& result : pool_.results()) {
            const bool has_thrown = result.has_thrown();
            int got = 0;
            try {
                got = std::move(result).get();
                support::ensure(!has_thrown, "a job that has thrown has no value");
            } catch (int thrown) {
                got = thrown;
                support::ensure(got % 3 == 0, "a job's exception is its own");
            }
            sum_ += got;
            ++count;
            support::at("receiving results");
        }
        return count;
    }

    int submitters_;
    std::atomic<int> left_; // that have not submitted everything
    int sum_ = 0;           // of the results
    worker_pool<int> pool_;
};

TEST(WorkerPool, SendsEveryResult) {
    run_rounds([](int threads, support::random_source&) { return std::make_unique<results_round>(threads); },
               thread_counts(2));
}

} // namespace
} // namespace heddle::stress
