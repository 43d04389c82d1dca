// The brute-force enumerator: it reproduces the published counts, and three ways of getting there agree.
#include "litmus/interleaver.hpp"
#include "litmus/notation.hpp"
#include "litmus/random_program.hpp"

#include <algorithm>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <heddle/support/evidence.hpp>

namespace heddle::model::litmus {
namespace {

RC_GTEST_PROP(LitmusEnumerator, ScAxiomsAgreeWithInterleavings, (const program& code)) {
    const auto axiomatic = enumerate(code, sc_consistent), operational = interleave(code);
    support::count_evidence(axiomatic.graphs.size());
    RC_ASSERT(axiomatic.graphs == operational.graphs);
    RC_ASSERT(axiomatic.outcomes == operational.outcomes);
}

RC_GTEST_PROP(LitmusEnumerator, Rc11AllowsWhatScAllows, (const program& code)) {
    const auto strong = enumerate(code, sc_consistent), weak = enumerate(code, rc11_consistent);
    RC_ASSERT(std::ranges::includes(weak.graphs, strong.graphs));
    RC_ASSERT(std::ranges::includes(weak.outcomes, strong.outcomes));
}

RC_GTEST_PROP(LitmusEnumerator, EverySeqCstProgramIsSequentiallyConsistent, (program code)) {
    for (auto& thread : code.threads)
        for (auto& op : thread)
            op.order = op.failure_order = std::memory_order_seq_cst;
    RC_ASSERT(enumerate(code, sc_consistent).graphs == enumerate(code, rc11_consistent).graphs);
}

RC_GTEST_PROP(LitmusEnumerator, LeavesOutEarlyOnlyWhatTheAxiomsForbid, (program code)) {
    for (std::size_t length = 2; code.threads.size() * length > 6; --length)
        for (auto& thread : code.threads)
            thread.resize(std::min(thread.size(), length));
    for (const auto consistent : {rc11_consistent, sc_consistent}) {
        std::set<std::string> graphs;
        for_each_candidate(code, false, [&](const execution_graph& graph) {
            if (consistent(graph))
                graphs.insert(fingerprint(graph));
        });
        RC_ASSERT(graphs == enumerate(code, consistent).graphs);
    }
}

// The enumerator makes no candidates with a cycle in program order and reads-from, so the axiom is asked directly.
TEST(LitmusAxioms, ForbidCyclesInProgramOrderAndReadsFrom) {
    int tried = 0;
    for_each_candidate(parse("Rrlx x; Wrlx y 0 || Rrlx y; Wrlx x 0"), true, [&](execution_graph graph) {
        // events: 0 and 1 the initial writes, 2 and 3 the first thread, 4 and 5 the second
        EXPECT_TRUE(rc11_consistent(graph));
        graph.rf = relation(graph.size());
        graph.rf.add(5, 2);
        graph.rf.add(3, 4);
        EXPECT_FALSE(rc11_consistent(graph));
        ++tried;
    });
    EXPECT_GT(tried, 0);
}

TEST(LitmusEnumerator, ShowsRegistersAndFinalMemory) {
    const auto found = enumerate(parse("{x=5} a=Urlx x +2; Rrlx x"), rc11_consistent);
    ASSERT_EQ(found.outcomes.size(), 1u);
    EXPECT_EQ(print(*found.outcomes.begin()), "0.1=7 a=5 x=7");
}

TEST(LitmusEnumerator, RegistersKeepTheOldValueWhileTheirOperationUsesThem) {
    const auto found = enumerate(parse("{x=1} r=Rrlx x; r=Urlx x +r; r=Xrlx x r+r; Wrlx y r"), rc11_consistent);
    ASSERT_EQ(found.outcomes.size(), 1u);
    EXPECT_EQ(print(*found.outcomes.begin()), "r=2 x=2 y=2");
    EXPECT_EQ(interleave(parse("{x=1} r=Rrlx x; r=Urlx x +r; r=Xrlx x r+r; Wrlx y r")).outcomes, found.outcomes);
}

TEST(LitmusEnumerator, NothingReadsItselfOutOfThinAir) {
    const auto found = enumerate(parse("a=Rrlx x; Wrlx y a || b=Rrlx y; Wrlx x b"), rc11_consistent);
    ASSERT_EQ(found.outcomes.size(), 1u);
    EXPECT_EQ(print(*found.outcomes.begin()), "a=0 b=0 x=0 y=0");
}

} // namespace
} // namespace heddle::model::litmus
