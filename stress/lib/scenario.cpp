#include <heddle/stress/scenario.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cinttypes>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/support/actors.hpp>
#include <heddle/support/evidence.hpp>
#include <heddle/support/findings.hpp>
#include <heddle/support/time_share.hpp>
#include <heddle/support/watchdog.hpp>

namespace heddle::stress {

namespace {

using clock = std::chrono::steady_clock;

// The numbers of threads take turns: a mistake that one of them hides shows soon, however long the whole lasts.
constexpr std::chrono::milliseconds longest_turn{200};
constexpr std::chrono::seconds time_between_reports{60};

double scenario_seconds() {
    const char* text = std::getenv("HEDDLE_STRESS_SECONDS");
    if (!text)
        return support::time_share().value_or(std::chrono::duration<double>(0.5)).count();
    char* end = nullptr;
    const double seconds = std::strtod(text, &end);
    if (*text == '\0' || *end != '\0' || !std::isfinite(seconds) || seconds <= 0 || seconds > 604800) {
        std::fprintf(stderr, "HEDDLE_STRESS_SECONDS=%s is not a number above 0 and up to 604800\n", text);
        std::exit(2);
    }
    return seconds;
}

struct tally {
    int threads = 0;
    std::uint64_t rounds = 0;
    std::uint64_t operations = 0;
    clock::duration time{0};
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

// Plays rounds until `turn` is over; throws what a round throws.
void play(const round_maker& make, tally& done, support::random_source& seeds, clock::duration turn) {
    const auto start = clock::now();
    do {
        done.operations += run_round(make, done.threads, seeds.next());
        ++done.rounds;
        support::count_evidence(1);
    } while (clock::now() - start < turn);
    done.time += clock::now() - start;
}

void report(const std::vector<tally>& all) {
    for (const tally& done : all)
        std::printf("  %3d threads: %" PRIu64 " rounds, %" PRIu64 " operations, %.0f operations/s\n", done.threads,
                    done.rounds, done.operations,
                    static_cast<double>(done.operations) / std::chrono::duration<double>(done.time).count());
    std::fflush(stdout);
}

void report(const std::exception& broken, const tally& done) {
    const testing::TestInfo& test = *testing::UnitTest::GetInstance()->current_test_info();
    support::record_failure({.kind = "assertion",
                             .message = broken.what(),
                             .location = {},
                             .replay = std::to_string(support::process_seed()),
                             .details = "in round " + std::to_string(done.rounds + 1) + " on " +
                                        std::to_string(done.threads) + " threads"});
    ADD_FAILURE() << broken.what() << "\n  in round " << done.rounds + 1 << " on " << done.threads
                  << " threads\nrepeat it with: HEDDLE_SEED=" << support::process_seed()
                  << " --gtest_filter=" << test.test_suite_name() << '.' << test.name();
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
    const std::chrono::duration<double> whole(scenario_seconds());
    const auto share = std::chrono::duration_cast<clock::duration>(whole / static_cast<double>(counts.size()));
    const auto turn = std::min<clock::duration>(share, longest_turn);
    support::random_source seeds(support::process_seed());
    std::vector<tally> all;
    for (const int threads : counts)
        all.push_back({.threads = threads});
    const auto start = clock::now();
    auto reported = start;
    do {
        for (tally& done : all) {
            try {
                play(make, done, seeds, turn);
            } catch (const std::exception& broken) {
                return report(broken, done);
            }
        }
        if (clock::now() - reported > time_between_reports) {
            reported = clock::now();
            report(all);
        }
    } while (clock::now() - start < whole);
    report(all);
}

} // namespace heddle::stress
