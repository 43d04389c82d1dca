// The brute-force enumerator reproduces the published numbers of executions.
#include "litmus/calibration.hpp"
#include "litmus/enumerator.hpp"
#include "litmus/notation.hpp"
#include "litmus/test_name.hpp"

#include <gtest/gtest.h>

#include <heddle/support/evidence.hpp>

namespace heddle::model::litmus {
namespace {

class LitmusCalibration : public testing::TestWithParam<calibration_row> {};

TEST_P(LitmusCalibration, BruteForceFindsThePublishedNumberOfExecutions) {
    const auto& row = GetParam();
    const auto code = parse(row.program);
    EXPECT_EQ(enumerate(code, rc11_consistent).graphs.size(), row.rc11) << row.program;
    support::count_evidence(row.rc11);
    if (row.sc) {
        EXPECT_EQ(enumerate(code, sc_consistent).graphs.size(), *row.sc) << row.program;
    }
}

std::vector<calibration_row> small_rows() {
    auto rows = calibration();
    std::erase_if(rows, [](const calibration_row& row) { return !row.brute_force; });
    return rows;
}

INSTANTIATE_TEST_SUITE_P(Table, LitmusCalibration, testing::ValuesIn(small_rows()),
                         [](const auto& row) { return test_name(row.param.name); });

TEST(LitmusCalibrationTable, HasEveryStraightLineProgram) { EXPECT_EQ(calibration().size(), 16u + 31u + 1u); }

} // namespace
} // namespace heddle::model::litmus
