#include <stdexcept>

#include "relacy_case.hpp"

namespace heddle::relacy {

namespace {

// What the one simulation that runs now calls in each iteration.
void (*current_body)() = nullptr;

template <std::size_t Threads>
struct suite : rl::test_suite<suite<Threads>, 1> {
    static std::size_t const dynamic_thread_count = Threads;

    void thread(unsigned) {
        sync::clock::current() = {};
        current_body();
    }
};

template <std::size_t Threads>
bool run(std::size_t threads, rl::test_params& how) {
    if constexpr (Threads > max_threads)
        throw std::logic_error("a case with more threads than simulate.cpp knows");
    else
        return threads == Threads ? rl::simulate<suite<Threads>>(how) : run<Threads + 1>(threads, how);
}

} // namespace

verdict simulate(const test_case& which, rl::test_params& how) {
    current_body = which.body;
    const bool holds = run<1>(which.threads, how);
    return {holds, how.stop_iteration};
}

} // namespace heddle::relacy
