// Heddle's counter and flag under the stress of their contracts, and progress.
#include <heddle/atomics.hpp>
#include <heddle/stress/counter_contract.hpp>
#include <heddle/stress/flag_contract.hpp>

#include <array>

namespace heddle::stress {
INSTANTIATE_TYPED_TEST_SUITE_P(heddle, counter_contract, counter);
INSTANTIATE_TYPED_TEST_SUITE_P(heddle, flag_contract, flag);
} // namespace heddle::stress

namespace {

using namespace heddle;
using namespace heddle::stress;

// The actors walk in step: each does its part of a stage, advances, and waits until all have; the plain parts of the
// others are there to be read then.
class progress_round : public round {
public:
    explicit progress_round(int threads)
        : threads_(static_cast<std::uint64_t>(threads)), done_(threads_ * stages),
          parts_(static_cast<std::size_t>(threads)) {}

    std::uint64_t play(int me, perturbation& shaken) override {
        for (std::uint64_t stage = 1; stage <= stages; ++stage) {
            parts_[static_cast<std::size_t>(me)][stage - 1] = stage;
            shaken.shake();
            done_.advance();
            support::at("waiting for the others");
            done_.wait(stage * threads_);
            for (const auto& one : parts_)
                support::ensure_equal(one[stage - 1], stage, "what a step did is seen by who sees it done");
        }
        return stages;
    }

    void judge() override { support::ensure_equal(done_.fraction(), 1.0, "all steps are done"); }

private:
    static constexpr std::uint64_t stages = 16; // a round

    std::uint64_t threads_;
    progress done_;
    std::vector<std::array<std::uint64_t, stages>> parts_; // by actor
};

TEST(Progress, LetsActorsWalkInStep) {
    run_rounds([](int threads, support::random_source&) { return std::make_unique<progress_round>(threads); });
}

} // namespace
