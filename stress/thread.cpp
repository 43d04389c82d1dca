// Heddle's threads under stress.
#include <heddle/stress/thread_contract.hpp>
#include <heddle/thread.hpp>

#include <thread>

namespace heddle::stress {
INSTANTIATE_TYPED_TEST_SUITE_P(heddle, thread_contract, join_handle<int>);
}

namespace {

using namespace heddle;
using namespace heddle::stress;

// Threads that end while their handles are asked, dropped and joined; some of them fail.
class handles_round : public round {
public:
    std::uint64_t play(int, perturbation& shaken) override {
        for (int i = 0; i < threads; ++i) {
            auto handle = spawn(&work, support::counted(lives_, i), shaken.random().one_in(3));
            shaken.shake();
            if (shaken.random().one_in(4))
                wait_until_finished(handle);
            if (shaken.random().one_in(2))
                join(std::move(handle), i);
        }
        return threads;
    }

    void judge() override {
        support::at("waiting for detached threads");
        while (lives_.alive() > 0)
            std::this_thread::yield();
    }

private:
    static constexpr int threads = 6; // an actor and round

    static support::counted work(support::counted number, bool fail) {
        if (fail)
            throw std::make_unique<support::counted>(std::move(number));
        return number;
    }

    static void wait_until_finished(const join_handle<support::counted>& handle) {
        support::at("waiting until finished");
        while (!handle.is_finished())
            std::this_thread::yield();
    }

    static void join(join_handle<support::counted> handle, int expected) {
        support::at("joining");
        try {
            support::ensure_equal(handle.join().value(), expected, "join returns the result");
        } catch (const std::unique_ptr<support::counted>& thrown) {
            support::ensure_equal(thrown->value(), expected, "join throws the exception");
        }
    }

    support::life_register lives_;
};

TEST(JoinHandle, LosesNothingWhetherJoinedOrDropped) {
    run_rounds([](int, support::random_source&) { return std::make_unique<handles_round>(); });
}

} // namespace
