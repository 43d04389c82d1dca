// The calibration's programs as whole programs in C and in C++: the engine explores as many executions as published.
#include "litmus/calibration.hpp"
#include "litmus/test_name.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include <heddle/model.hpp>
#include <heddle/support/evidence.hpp>

namespace {

using namespace heddle::model;
using namespace heddle::model::litmus;

struct explored_program {
    std::string name;
    int (*main)();
    std::uint64_t rc11;
    std::optional<std::uint64_t> sc;
};

void PrintTo(const explored_program& program, std::ostream* out) { *out << program.name; }

calibration_row published(const std::string& name) {
    const auto rows = calibration();
    return *std::ranges::find(rows, name, &calibration_row::name);
}

} // namespace

#include "programs.inc"

namespace {

class LitmusPrograms : public testing::TestWithParam<explored_program> {};

void expect_executions(const explored_program& program, memory_model memory, std::uint64_t expected) {
    options how;
    how.memory = memory;
    how.self_check = expected < 100'000;
    const auto found = explore([&] { (void)program.main(); }, how);
    EXPECT_EQ(found.executions, expected);
    EXPECT_EQ(found.blocked, 0u);
    EXPECT_EQ(found.duplicates, 0u);
    EXPECT_TRUE(found.verified()) << (found.bug ? found.bug->message + "\n" + found.bug->trace : found.incomplete)
                                  << found.unsupported.value_or("");
    heddle::support::count_evidence(found.executions);
}

TEST_P(LitmusPrograms, HaveThePublishedNumberOfExecutions) {
    const auto& program = GetParam();
    expect_executions(program, memory_model::rc11, program.rc11);
    if (program.sc)
        expect_executions(program, memory_model::sc, *program.sc);
}

INSTANTIATE_TEST_SUITE_P(All, LitmusPrograms, testing::ValuesIn(explored_programs()),
                         [](const auto& row) { return test_name(row.param.name); });

} // namespace
