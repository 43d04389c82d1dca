// main() of every test of Heddle: GoogleTest's, with a seed that is printed and accepted, a watchdog, and a record of
// what was checked for whoever draws the table.
#include <algorithm>
#include <chrono>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <string>

#include <gtest/gtest.h>

#include <heddle/support/evidence.hpp>
#include <heddle/support/seed.hpp>
#include <heddle/support/time_share.hpp>
#include <heddle/support/watchdog.hpp>

#include "test_arguments.hpp"
#include "test_findings.hpp"

namespace {

using namespace heddle::support;

class progress : public testing::EmptyTestEventListener {
    void OnTestStart(const testing::TestInfo& test) override {
        at(test.name());
        start_time_share(std::max(1, testing::UnitTest::GetInstance()->test_to_run_count() - started_++));
    }

    int started_ = 0;
};

} // namespace

int main(int argc, char** argv) {
    testing::InitGoogleTest(&argc, argv);
    if (const int code = read_test_arguments(argc, argv); code >= 0)
        return code;
    const std::string seed = std::to_string(process_seed());
    std::printf("seed %s (repeat with HEDDLE_SEED=%s)\n", seed.c_str(), seed.c_str());
    // RapidCheck reads its own variable; without one it follows the same seed.
    ::setenv("RC_PARAMS", ("seed=" + seed).c_str(), 0);

    const actor main_thread("main");
    start_watchdog(std::chrono::seconds(20));
    testing::UnitTest::GetInstance()->listeners().Append(new progress);
    testing::UnitTest::GetInstance()->listeners().Append(new failure_listener);

    const auto start = std::chrono::steady_clock::now();
    const bool passed = RUN_ALL_TESTS() == 0;
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    if (testing::UnitTest::GetInstance()->test_to_run_count() == 0) {
        std::fprintf(stderr, "no test ran: the filter matches none\n");
        return 2;
    }
    std::printf("checked %" PRIu64 " cases\n", counted_evidence());
    const bool recorded = write_evidence(passed ? "passed" : "failed", took.count()) && write_findings(took.count());
    return passed && recorded ? 0 : 1;
}
