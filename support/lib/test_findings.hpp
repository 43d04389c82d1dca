// The file that HEDDLE_FINDINGS names: what a test program found, as JSON.
#pragma once

#include <gtest/gtest.h>

namespace heddle::support {

/// Keeps the first failure that GoogleTest is told, for those of which nothing was recorded, and names the test of one
/// that was.
class failure_listener : public testing::EmptyTestEventListener {
    void OnTestStart(const testing::TestInfo& test) override;
    void OnTestPartResult(const testing::TestPartResult& part) override;
};

/// Writes what was recorded to the file named by HEDDLE_FINDINGS, if that is set. The file appears whole or not at all.
/// Returns false, with a line on stderr, if it cannot be written.
bool write_findings(double seconds);

} // namespace heddle::support
