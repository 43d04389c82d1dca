// Model checking that grows: all programs of a size are explored, size after size, until the time is spent. Such a
// verdict is bounded, so it says what it covers: "2 threads x 3 operations: all 14,310 executions of 12 programs".
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include <heddle/model.hpp>

namespace heddle::model {

/// The size of a program: so many threads, each with so many operations.
struct program_size {
    int threads = 2;
    int operations = 1;
};

/// What each thread calls, in order, as numbers of words.
using thread_calls = std::vector<std::vector<int>>;

/// One program: how it is shown to people, and the body that explore() runs.
struct small_program {
    std::string text;
    std::function<void()> body;
};

/// Makes all programs of a size that are worth a look.
using programs_of_size = std::function<std::vector<small_program>(program_size)>;

struct growth_limits {
    program_size least = {2, 1}; // what has to be exhausted for a verdict
    program_size most = {4, 4};
    options how;                // of each exploration, but for its time
    int calls_without_time = 4; // of all threads: how far it goes beyond the least size if it was given no time
};

/// Explores all programs of the least size, then larger ones: of a few calls, or, if the test was given a time
/// (support::time_share), while it lasts. Small sizes come first; one that takes more than half of the time left is
/// given up, with all that contain it. Fails the current GoogleTest test with program and trace if an execution fails,
/// and with "no verdict" if the time did not suffice for the least size. What was exhausted is recorded as covered.
void check_growing(const programs_of_size& programs, const growth_limits& limits = {});

/// The same for a body that does not grow, called `name`, which says what it does.
void check_whole(const std::string& name, const std::function<void()>& body, const options& how = {});

/// Programs over `words`, run by `run`: every choice of calls for every thread, but of choices that differ in the order
/// of the threads only one.
programs_of_size all_programs(const std::vector<std::string>& words,
                              const std::function<void(const thread_calls&)>& run);

/// To be called by a body: runs body(0) … body(count - 1), each on a thread of its own, and joins them all.
template <class Body>
void on_model_threads(std::size_t count, const Body& body) {
    std::vector<std::thread> threads;
    threads.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
        threads.emplace_back(std::cref(body), i);
    for (std::thread& one : threads)
        one.join();
}

} // namespace heddle::model
