// Futexes in the engine against a machine of a few lines that tries all interleavings: random small programs of stores,
// waits and wakes have the same outcomes on both, or can deadlock on both. Under RC11 there may be more outcomes, never
// fewer. And nothing is explored twice or in vain.
#include "engine_test_support.hpp"

#include <array>
#include <cerrno>
#include <linux/futex.h>
#include <random>
#include <set>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

namespace {

using namespace heddle::model;

constexpr std::size_t words = 2;
constexpr std::size_t threads = 3;

struct operation {
    enum class form : std::uint8_t { store, wait, timed_wait, wake } what;
    std::size_t word;
    unsigned value; // to store or expect; how many to wake
};

using thread_program = std::vector<operation>;
using program = std::array<thread_program, threads>;

program random_program(std::mt19937& random) {
    program made;
    for (thread_program& each : made) {
        each.resize(1 + random() % 3);
        for (operation& one : each)
            one = {static_cast<operation::form>(random() % 4), random() % words, static_cast<unsigned>(random() % 2)};
        for (operation& one : each)
            one.value += one.what == operation::form::wake ? 1 : 0;
    }
    return made;
}

// What each operation answered, thread by thread.
using outcome = std::array<std::string, threads>;

std::string text_of(const outcome& answers) { return answers[0] + "/" + answers[1] + "/" + answers[2]; }

// All interleavings.
struct machine {
    const program& steps;
    std::array<unsigned, words> memory{};
    std::array<std::size_t, threads> next{};
    std::array<int, threads> asleep_at{-1, -1, -1};
    outcome answers;

    bool ended(std::size_t thread) const { return next[thread] == steps[thread].size(); }

    void finish(std::size_t thread, char answer) {
        asleep_at[thread] = -1;
        answers[thread] += answer;
        ++next[thread];
    }

    // Wakes `count` sleepers at the word, from thread number `from` on, in each possible way; then goes on.
    void wake(std::size_t waker, const operation& one, unsigned count, std::size_t from, char woken,
              std::set<std::string>& found, bool& deadlocks) const {
        bool anybody = false;
        for (std::size_t t = 0; t < threads; ++t)
            anybody = anybody || asleep_at[t] == static_cast<int>(one.word);
        if (count == 0 || !anybody) {
            machine after = *this;
            after.finish(waker, woken);
            after.run(found, deadlocks);
            return;
        }
        for (std::size_t t = from; t < threads; ++t)
            if (asleep_at[t] == static_cast<int>(one.word)) {
                machine after = *this;
                after.finish(t, 'w');
                after.wake(waker, one, count - 1, 0, static_cast<char>(woken + 1), found, deadlocks);
            }
    }

    void step(std::size_t thread, std::set<std::string>& found, bool& deadlocks) const {
        const operation& one = steps[thread][next[thread]];
        machine after = *this;
        switch (one.what) {
        case operation::form::store:
            after.memory[one.word] = one.value;
            after.finish(thread, 's');
            break;
        case operation::form::wake:
            return wake(thread, one, one.value, 0, '0', found, deadlocks);
        default:
            if (memory[one.word] != one.value)
                after.finish(thread, 'u');
            else
                after.asleep_at[thread] = static_cast<int>(one.word);
        }
        after.run(found, deadlocks);
    }

    void run(std::set<std::string>& found, bool& deadlocks) const {
        bool moved = false;
        bool all_ended = true;
        for (std::size_t t = 0; t < threads; ++t) {
            all_ended = all_ended && ended(t);
            if (ended(t))
                continue;
            if (asleep_at[t] < 0) {
                moved = true;
                step(t, found, deadlocks);
            } else if (steps[t][next[t]].what == operation::form::timed_wait) {
                moved = true;
                machine after = *this;
                after.finish(t, 't');
                after.run(found, deadlocks);
            }
        }
        deadlocks = deadlocks || (!moved && !all_ended);
        if (all_ended)
            found.insert(text_of(answers));
    }
};

char execute(const operation& one, std::array<std::atomic<unsigned>, words>& memory) {
    const timespec second{1, 0};
    const auto futex = [&](int command, const timespec* timeout) {
        return syscall(SYS_futex, &memory[one.word], command, one.value, timeout, nullptr, 0);
    };
    switch (one.what) {
    case operation::form::store:
        memory[one.word].store(one.value, std::memory_order_relaxed);
        return 's';
    case operation::form::wake:
        return static_cast<char>('0' + futex(FUTEX_WAKE, nullptr));
    default:
        if (futex(FUTEX_WAIT, one.what == operation::form::timed_wait ? &second : nullptr) == 0)
            return 'w';
        return errno == EAGAIN ? 'u' : 't';
    }
}

result explore_program(const program& steps, memory_model memory) {
    options how;
    how.memory = memory;
    how.self_check = true;
    return explore(
        [&] {
            std::array<std::atomic<unsigned>, words> shared{};
            outcome answers;
            std::array<std::thread, threads> running;
            for (std::size_t t = 0; t < threads; ++t)
                running[t] = std::thread([&, t] {
                    for (const operation& one : steps[t])
                        answers[t] += execute(one, shared);
                });
            for (std::thread& each : running)
                each.join();
            observe(text_of(answers));
        },
        how);
}

std::set<std::string> outcomes_of(const result& found) {
    std::set<std::string> all;
    for (const auto& [text, count] : found.observations)
        all.insert(text);
    return all;
}

std::string text_of(const program& steps) {
    std::string text;
    for (const thread_program& each : steps) {
        for (const operation& one : each)
            text +=
                "SWTK"[static_cast<std::size_t>(one.what)] + std::to_string(one.word) + std::to_string(one.value) + " ";
        text += "| ";
    }
    return text;
}

class FutexRandom : public testing::TestWithParam<unsigned> {};
INSTANTIATE_TEST_SUITE_P(Seeds, FutexRandom, testing::Range(1U, 3U));

TEST_P(FutexRandom, HasTheOutcomesOfAllInterleavings) {
    std::mt19937 random(GetParam());
    int deadlocking = 0;
    constexpr int rounds = 20;
    for (int round = 0; round < rounds; ++round) {
        const program steps = random_program(random);
        std::set<std::string> expected;
        bool deadlocks = false;
        machine{steps, {}, {}, {-1, -1, -1}, {}}.run(expected, deadlocks);
        deadlocking += deadlocks ? 1 : 0;
        for (const memory_model memory : {memory_model::sc, memory_model::rc11}) {
            const result found = explore_program(steps, memory);
            SCOPED_TRACE(text_of(steps) + (memory == memory_model::sc ? "sc" : "rc11"));
            if (deadlocks || found.bug) {
                ASSERT_TRUE(found.bug);
                ASSERT_EQ(found.bug->kind, failure_kind::deadlock) << found.bug->trace;
                ASSERT_TRUE(deadlocks || memory == memory_model::rc11) << found.bug->trace;
                continue;
            }
            ASSERT_TRUE(found.verified()) << testing_support::why_not(found);
            ASSERT_EQ(found.duplicates, 0U);
            ASSERT_EQ(found.blocked, 0U);
            const std::set<std::string> outcomes = outcomes_of(found);
            if (memory == memory_model::sc)
                ASSERT_EQ(outcomes, expected);
            else
                ASSERT_TRUE(std::includes(outcomes.begin(), outcomes.end(), expected.begin(), expected.end()));
        }
    }
    EXPECT_GT(deadlocking, rounds / 10);
    EXPECT_LT(deadlocking, rounds - rounds / 10);
}

} // namespace
