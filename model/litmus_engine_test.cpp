// The engine against the oracle: the same executions and outcomes on the calibration, the catalogue, and thousands of
// random programs, under both memory models.
#include "litmus/calibration.hpp"
#include "litmus/catalogue.hpp"
#include "litmus/engine_run.hpp"
#include "litmus/notation.hpp"
#include "litmus/outcome_table.hpp"
#include "litmus/random_check.hpp"
#include "litmus/test_name.hpp"

#include <gtest/gtest.h>

#include <heddle/support/evidence.hpp>

namespace heddle::model::litmus {
namespace {

class EngineCalibration : public testing::TestWithParam<calibration_row> {};

TEST_P(EngineCalibration, FindsThePublishedNumberOfExecutions) {
    const auto& row = GetParam();
    const auto code = parse(row.program);
    const auto explored = [&](const program& p, memory_model memory) {
        return row.rc11 < 20'000 ? explore_program(p, memory) : count_executions(p, memory);
    };
    const auto run = explored(code, memory_model::rc11);
    EXPECT_EQ(run.executions, row.rc11) << row.program;
    EXPECT_EQ(run.trouble, "");
    if (row.sc) {
        const auto sequential = explored(code, memory_model::sc);
        EXPECT_EQ(sequential.executions, *row.sc) << row.program;
        EXPECT_EQ(sequential.trouble, "");
    }
    support::count_evidence(run.executions);
}

INSTANTIATE_TEST_SUITE_P(Table, EngineCalibration, testing::ValuesIn(calibration()),
                         [](const auto& row) { return test_name(row.param.name); });

class EngineCatalogue : public testing::TestWithParam<shape> {};

TEST_P(EngineCatalogue, FindsExactlyTheOutcomesWrittenDown) {
    const auto& s = GetParam();
    EXPECT_EQ(difference(s, explore_program(parse(s.program), memory_model::rc11).outcomes), "") << s.program;
}

TEST_P(EngineCatalogue, FindsTheExecutionsOfTheOracle) {
    const auto code = parse(GetParam().program);
    EXPECT_EQ(disagreement(code, memory_model::rc11), "") << GetParam().program;
    EXPECT_EQ(disagreement(code, memory_model::sc), "") << GetParam().program;
    support::count_evidence(1);
}

INSTANTIATE_TEST_SUITE_P(All, EngineCatalogue, testing::ValuesIn(catalogue()),
                         [](const auto& row) { return test_name(row.param.name); });

// Small programs that told a broken engine from a sound one when it was built, or would have.
const std::vector<std::string> difficult_programs = {
    "Wsc x 1; Wrel y 0 || Wsc y 1; Wsc x 1 || Usc y +1", // a psc cycle through the write of a read-modify-write only
    "Wsc y 1; Wsc x 1 || Usc y +1 || Wsc x 1; Wrel y 0", // the same, closed by a backward revisit
    "Usc y +1 || Wsc x 1; Wrel y 0 || Wsc y 1; Rsc x",
    "Wsc y 1; Wrel x 1 || Wsc x 1; Rsc y || Rsc x; Wsc x 1",      // po; hb; po
    "Racq x; Rsc y || Wsc x 1; Wsc x 0 || Wsc y 0; Wsc x 1",      // po; hb; po that begins on one location
    "Rrlx y; Fsc; Rrlx z || Wrlx z 1; Fsc; Wrlx y 0 || Wrlx y 1", // fences joined by eco
    "Wrlx y 1; Fsc; Wrlx x 0 || Wrlx x 1 || Rrlx x; Fsc; Rrlx y",
    "Xrlx x 1 || Wrlx x 1", // a write must not come between the two halves of another thread's exchange
};

TEST(EngineOnDifficultPrograms, AgreesWithTheOracle) {
    for (const auto& text : difficult_programs) {
        EXPECT_EQ(disagreement(parse(text), memory_model::rc11), "") << text;
        EXPECT_EQ(disagreement(parse(text), memory_model::sc), "") << text;
        support::count_evidence(2);
    }
}

TEST(EngineOnRandomPrograms, AgreesWithTheOracleUnderRc11) {
    check_random_programs(3000, [](const program& code) {
        support::count_evidence(1);
        return disagreement(code, memory_model::rc11);
    });
}

TEST(EngineOnRandomPrograms, AgreesWithTheOracleUnderSc) {
    check_random_programs(1000, [](const program& code) {
        support::count_evidence(1);
        return disagreement(code, memory_model::sc);
    });
}

std::string bounded_disagreements(const program& code) {
    std::string text;
    for (const memory_model memory : {memory_model::rc11, memory_model::sc})
        for (const unsigned bound : {0U, 1U, 2U})
            text += bounded_disagreement(code, memory, bound);
    support::count_evidence(1);
    return text;
}

TEST(EngineWithBoundedPreemptions, FindsTheExecutionsOfTheOracleThatNeedNoMore) {
    for (const auto& row : calibration())
        if (row.brute_force && row.rc11 < 1000) {
            EXPECT_EQ(bounded_disagreements(parse(row.program)), "") << row.program;
        }
    for (const auto& text : difficult_programs)
        EXPECT_EQ(bounded_disagreements(parse(text)), "") << text;
}

TEST(EngineWithBoundedPreemptions, AgreesWithTheOracleOnRandomPrograms) {
    check_random_programs(300, bounded_disagreements);
}

TEST(EngineDisagreement, IsReported) {
    const auto code = parse("Wrlx x 1 || a=Rrlx x");
    auto wrong = enumerate(code, rc11_consistent);
    wrong.graphs.erase(wrong.graphs.begin());
    wrong.outcomes = {parse_outcome("a=2 x=1"), parse_outcome("a=1 x=1")};
    EXPECT_EQ(disagreement(code, memory_model::rc11, wrong),
              "engine 2 executions, oracle 1\nengine misses a=2 x=1\nengine has a=0 x=1 too many\n");
}

} // namespace
} // namespace heddle::model::litmus
