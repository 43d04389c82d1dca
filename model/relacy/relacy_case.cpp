#include "relacy_case.hpp"

#include <chrono>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <streambuf>

#include <heddle/support/evidence.hpp>

namespace heddle::relacy {

namespace {

// Keeps what is written in memory of its own: while Relacy runs, operator new is Relacy's heap, which must not outlive
// it.
class history_buffer : public std::streambuf {
public:
    ~history_buffer() override { std::free(text_); }
    void print() const { std::printf("%.*s\n", static_cast<int>(size_), text_); }

private:
    int_type overflow(int_type letter) override {
        if (size_ == capacity_) {
            capacity_ = capacity_ ? 2 * capacity_ : 4096;
            text_ = static_cast<char*>(std::realloc(text_, capacity_));
        }
        if (!text_ || letter == traits_type::eof())
            return traits_type::eof();
        text_[size_++] = static_cast<char>(letter);
        return letter;
    }

    char* text_ = nullptr;
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
};

std::uint64_t random_iterations() {
    const char* text = std::getenv("HEDDLE_RELACY_ITERATIONS");
    if (!text)
        return 20'000;
    char* end = nullptr;
    const auto count = std::strtoull(text, &end, 10);
    if (*text < '0' || *text > '9' || *end != '\0' || count == 0) {
        std::fprintf(stderr, "HEDDLE_RELACY_ITERATIONS=%s is not a whole number above 0\n", text);
        std::exit(2);
    }
    return count;
}

bool run(const test_case& one, rl::scheduler_type_e scheduler) {
    history_buffer kept;
    std::ostream history(&kept);
    rl::test_params how;
    how.search_type = scheduler;
    how.iteration_count = random_iterations();
    how.output_stream = &history;
    how.progress_stream = &history;
    const auto start = std::chrono::steady_clock::now();
    const auto [holds, iterations] = simulate(one, how);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    support::count_evidence(iterations);
    std::printf("%s  %-48s %-24s %10" PRIu64 " iterations %8.2f s\n", holds ? "ok    " : "BROKEN", one.name.c_str(),
                rl::format(scheduler), iterations, took.count());
    if (!holds)
        kept.print();
    std::fflush(stdout);
    return holds;
}

bool wanted(const test_case& one, int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        if (one.name == argv[i])
            return true;
    }
    return argc < 2;
}

} // namespace

int run_cases(const std::vector<test_case>& cases, int argc, char** argv) {
    const auto start = std::chrono::steady_clock::now();
    bool holds = true;
    int ran = 0;
    for (const test_case& one : cases) {
        if (!holds || !wanted(one, argc, argv))
            continue;
        ++ran;
        holds = run(one, rl::sched_random) && (one.how == search::random || run(one, rl::sched_full));
    }
    if (ran == 0) {
        std::fprintf(stderr, "no such case; there are:\n");
        for (const test_case& one : cases)
            std::fprintf(stderr, "  %s\n", one.name.c_str());
        return 2;
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    const bool recorded = support::write_evidence(holds ? "passed" : "failed", took.count());
    return holds && recorded ? 0 : 1;
}

} // namespace heddle::relacy
