// GoogleTest as the exploration's test framework: while it explores, a failed EXPECT_* or ASSERT_* of a body ends the
// execution and becomes the exploration's failure; and check(), which fails the current test.
#include "engine/core/callbacks.hpp"
#include "engine/core/test_framework.hpp"

#include <heddle/support/evidence.hpp>

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>
#include <optional>

namespace heddle::model {

namespace {

class interceptor final : public testing::ScopedFakeTestPartResultReporter {
public:
    explicit interceptor(testing::TestPartResultArray* unused)
        : ScopedFakeTestPartResultReporter(INTERCEPT_ALL_THREADS, unused) {}

    void ReportTestPartResult(const testing::TestPartResult& part) override {
        if (part.failed())
            core::fail_expectation(part.file_name(), part.line_number(), part.message());
    }
};

class gtest_framework final : public core::test_framework {
public:
    gtest_framework() { core::listening_framework = this; }
    void begin() override { interceptor_.emplace(&unused_); }
    void end() override { interceptor_.reset(); }

private:
    testing::TestPartResultArray unused_;
    std::optional<interceptor> interceptor_;
};

gtest_framework framework;

} // namespace

void check(std::function<void()> body, const options& how) {
    const result found = explore(std::move(body), how);
    support::count_evidence(found.executions);
    if (found.bug)
        ADD_FAILURE() << found.bug->trace << "replay: " << found.bug->replay;
    else if (found.unsupported)
        ADD_FAILURE() << "no verdict: " << *found.unsupported;
    else if (!found.complete)
        ADD_FAILURE() << "no verdict: " << found.incomplete;
    else if (found.duplicates != 0)
        ADD_FAILURE() << "the engine explored " << found.duplicates << " executions twice";
}

} // namespace heddle::model
