// Running litmus programs natively: single-threaded runs have the one outcome that the enumerator finds, concurrent
// ones never one that it does not.
#include "litmus/enumerator.hpp"
#include "litmus/notation.hpp"
#include "litmus/random_program.hpp"
#include "litmus/runner_body.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace heddle::model::litmus {
namespace {

outcome run(script& prepared) {
    perform(prepared);
    char line[script::max_line];
    return prepared.outcome_of(prepared.last_run(line));
}

RC_GTEST_PROP(LitmusScript, RunsOnThisMachineAsTheModelAllows, (const program& code)) {
    script prepared(code);
    const auto allowed = enumerate(code, rc11_consistent).outcomes;
    for (int round = 0; round < 10; ++round)
        RC_ASSERT(allowed.contains(run(prepared)));
}

RC_GTEST_PROP(LitmusScript, RunsOneThreadExactly, (program code)) {
    code.threads.resize(1);
    script prepared(code);
    RC_ASSERT((std::set{run(prepared)}) == enumerate(code, rc11_consistent).outcomes);
}

TEST(LitmusScript, RegistersHoldWhatWasReadLast) {
    script prepared(parse("{x=1} r=Rrlx x; r=Urlx x +r; r=Xrlx x r+r; Wrlx y r"));
    EXPECT_EQ(print(run(prepared)), "r=2 x=2 y=2");
}

TEST(LitmusScript, RefusesWhatIsTooLarge) {
    EXPECT_THROW(script(parse("Rrlx a; Rrlx b; Rrlx c; Rrlx d; Rrlx e; Rrlx f; Rrlx g; Rrlx h; Rrlx i")),
                 std::invalid_argument);
}

} // namespace
} // namespace heddle::model::litmus
