#include <heddle/stress/scenario.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cinttypes>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/support/actors.hpp>
#include <heddle/support/evidence.hpp>
#include <heddle/support/watchdog.hpp>

namespace heddle::stress {

namespace {

using clock = std::chrono::steady_clock;

double scenario_seconds() {
    const char* text = std::getenv("HEDDLE_STRESS_SECONDS");
    if (!text)
        return 1;
    char* end = nullptr;
    const double seconds = std::strtod(text, &end);
    if (*text == '\0' || *end != '\0' || !std::isfinite(seconds) || seconds <= 0 || seconds > 604800) {
        std::fprintf(stderr, "HEDDLE_STRESS_SECONDS=%s is not a number above 0 and up to 604800\n", text);
        std::exit(2);
    }
    return seconds;
}

struct tally {
    std::uint64_t rounds = 0;
    std::uint64_t operations = 0;
};

// One round on `threads` threads; throws what an actor or the judge throws.
std::uint64_t run_round(const round_maker& make, int threads, std::uint64_t seed) {
    support::random_source random(seed);
    support::at("preparing a round");
    const auto state = make(threads, random);
    const std::uint64_t actor_seed = random.next();
    std::atomic<std::uint64_t> operations{0};
    support::run_actors(threads, [&](int me) {
        perturbation shaken(actor_seed + static_cast<std::uint64_t>(me));
        // relaxed: a sum that is read when all actors have been joined.
        operations.fetch_add(state->play(me, shaken), std::memory_order_relaxed);
    });
    support::at("judging a round");
    state->judge();
    return operations.load(std::memory_order_relaxed);
}

void report(int threads, const tally& done, double seconds) {
    std::printf("  %3d threads: %" PRIu64 " rounds, %" PRIu64 " operations, %.0f operations/s\n", threads, done.rounds,
                done.operations, static_cast<double>(done.operations) / seconds);
}

} // namespace

std::vector<int> thread_counts(int least) {
    const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    std::vector<int> counts = {1, 2, cores, 4 * cores};
    for (int& one : counts)
        one = std::max(one, least);
    std::sort(counts.begin(), counts.end());
    counts.erase(std::unique(counts.begin(), counts.end()), counts.end());
    return counts;
}

void run_rounds(const round_maker& make, const std::vector<int>& counts) {
    const auto share = std::chrono::duration<double>(scenario_seconds() / static_cast<double>(counts.size()));
    support::random_source seeds(support::process_seed());
    for (const int threads : counts) {
        tally done;
        const auto start = clock::now();
        do {
            try {
                done.operations += run_round(make, threads, seeds.next());
            } catch (const std::exception& broken) {
                ADD_FAILURE() << broken.what() << "\n  in round " << done.rounds + 1 << " on " << threads
                              << " threads\nrepeat it with: HEDDLE_SEED=" << support::process_seed()
                              << " --gtest_filter="
                              << testing::UnitTest::GetInstance()->current_test_info()->test_suite_name() << '.'
                              << testing::UnitTest::GetInstance()->current_test_info()->name();
                return;
            }
            ++done.rounds;
            support::count_evidence(1);
        } while (clock::now() - start < share);
        report(threads, done, std::chrono::duration<double>(clock::now() - start).count());
    }
}

} // namespace heddle::stress
