// Running litmus programs natively: single-threaded runs have the one outcome that the enumerator finds, concurrent
// ones never one that it does not.
#include "litmus/enumerator.hpp"
#include "litmus/notation.hpp"
#include "litmus/random_program.hpp"
#include "litmus/runner_body.hpp"

#include <algorithm>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace heddle::model::litmus {
namespace {

RC_GTEST_PROP(LitmusScript, RunsOnThisMachineAsTheModelAllows, (const program& code)) {
    script prepared(code);
    for (int round = 0; round < 10; ++round)
        perform(prepared);
    RC_ASSERT(prepared.completed() == 10u);
    const auto seen = prepared.outcomes(), allowed = enumerate(code, rc11_consistent).outcomes;
    RC_ASSERT(std::includes(allowed.begin(), allowed.end(), seen.begin(), seen.end()));
}

RC_GTEST_PROP(LitmusScript, RunsOneThreadExactly, (program code)) {
    code.threads.resize(1);
    script prepared(code);
    perform(prepared);
    RC_ASSERT(prepared.outcomes() == enumerate(code, rc11_consistent).outcomes);
}

TEST(LitmusScript, RegistersHoldWhatWasReadLast) {
    script prepared(parse("{x=1} r=Rrlx x; r=Urlx x +r; r=Xrlx x r+r; Wrlx y r"));
    perform(prepared);
    EXPECT_EQ(prepared.outcomes(), (std::set<outcome>{parse_outcome("r=2 x=2 y=2")}));
}

TEST(LitmusScript, RefusesWhatIsTooLarge) {
    EXPECT_THROW(script(parse("Rrlx a; Rrlx b; Rrlx c; Rrlx d; Rrlx e; Rrlx f; Rrlx g; Rrlx h; Rrlx i")),
                 std::invalid_argument);
}

TEST(LitmusRecorder, KeepsDifferentRowsAndCountsAll) {
    recorder r(2, 3);
    for (const auto& row : std::vector<std::vector<int>>{{1, 2}, {2, 1}, {1, 2}, {3, 3}, {4, 4}})
        r.record(row);
    EXPECT_EQ(r.recorded(), 5u);
    EXPECT_EQ(r.lost(), 1u);
    auto rows = r.rows();
    std::ranges::sort(rows);
    EXPECT_EQ(rows, (std::vector<std::vector<int>>{{1, 2}, {2, 1}, {3, 3}}));
}

} // namespace
} // namespace heddle::model::litmus
