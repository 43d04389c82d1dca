// Bugs that have been published, each as a small program from its description, beside the form that is right. The right
// form verifies exhaustively, with as many executions as it has; of the broken form the engine finds the bug, and its
// token repeats it. What the test prints is the table of both.
#include "barrier.hpp"
#include "chase_lev.hpp"
#include "double_checked_locking.hpp"
#include "freed_wakeups.hpp"
#include "lost_links.hpp"
#include "lost_wakeups.hpp"
#include "michael_scott_queue.hpp"
#include "mutual_exclusion.hpp"
#include "reference_count.hpp"
#include "seqlock.hpp"
#include "treiber_stack.hpp"

#include <heddle/model.hpp>
#include <heddle/support/evidence.hpp>

#include <cstdio>
#include <gtest/gtest.h>
#include <ostream>

namespace {

using namespace published;
using heddle::model::explore;
using heddle::model::failure_kind;
using heddle::model::options;
using heddle::model::result;

constexpr auto relaxed = std::memory_order_relaxed;
constexpr auto acquire = std::memory_order_acquire;
constexpr auto release = std::memory_order_release;
constexpr auto acq_rel = std::memory_order_acq_rel;
constexpr auto seq_cst = std::memory_order_seq_cst;

struct program {
    const char* name;
    void (*right)();
    std::uint64_t executions; // of the right form
    std::uint64_t blocked;
    void (*broken)();
    failure_kind kind;
    std::uint64_t further_turns = 0; // that some compilers' spin loops take
};

std::ostream& operator<<(std::ostream& out, const program& each) { return out << each.name; }

const program programs[] = {
    {"dekker", dekker<seq_cst, seq_cst>, 3, 0, dekker<release, acquire>, failure_kind::data_race},
    {"peterson", peterson<seq_cst, seq_cst>, 8, 6, peterson<release, acquire>, failure_kind::data_race},
    {"chase_lev", chase_lev<true>, 13, 0, chase_lev<false>, failure_kind::assertion},
    {"treiber", treiber<free_at_the_end>, 36, 4, treiber<free_at_once>, failure_kind::use_after_free},
    {"michael_scott", michael_scott<free_at_the_end>, 100, 0, michael_scott<free_at_once>,
     failure_kind::use_after_free},
    {"double_checked_locking", double_checked_locking<acquire>, 4, 0, double_checked_locking<relaxed>,
     failure_kind::data_race},
    {"seqlock_writer", seqlock<true, true>, 22, 16, seqlock<false, true>, failure_kind::assertion, 1},
    {"seqlock_reader", seqlock<true, true>, 22, 16, seqlock<true, false>, failure_kind::assertion, 1},
    {"reference_count", reference_count<acq_rel>, 2, 0, reference_count<release>, failure_kind::data_race},
    {"mpsc_push", mpsc_push<acq_rel>, 2, 4, mpsc_push<relaxed>, failure_kind::livelock},
    {"mcs_unlock", mcs_lock<release, acquire>, 6, 6, mcs_lock<relaxed, relaxed>, failure_kind::livelock},
    {"semaphore", semaphore<always>, 30, 0, semaphore<only_from_zero>, failure_kind::deadlock},
    {"notify_without_lock", notify<with_the_lock>, 2, 0, notify<without_the_lock>, failure_kind::deadlock},
    {"notify_and_destroy", notify_and_destroy<true>, 2, 0, notify_and_destroy<false>, failure_kind::data_race},
    {"eventcount", eventcount<true>, 58, 0, eventcount<false>, failure_kind::deadlock},
    {"barrier", barrier<sense_reversing_barrier>, 4, 6, barrier<central_barrier>, failure_kind::livelock},
    {"post_and_free", post_and_free<shared_owner>, 147, 0, post_and_free<sole_owner>, failure_kind::use_after_free},
};

std::string why_not(const result& found) {
    return found.bug ? found.bug->trace : found.unsupported.value_or(found.incomplete);
}

void print_row(const char* name, const result& right, const result& broken) {
    std::printf("%-24s %10llu %8llu %8.3f   %-16s %6llu %8.3f\n", name,
                static_cast<unsigned long long>(right.executions), static_cast<unsigned long long>(right.blocked),
                right.elapsed.count(), broken.bug ? std::string(broken.bug->kind_name()).c_str() : "not found",
                static_cast<unsigned long long>(broken.executions), broken.elapsed.count());
}

class Published : public testing::TestWithParam<program> {
protected:
    static void SetUpTestSuite() {
        std::printf("%-24s %10s %8s %8s   %-16s %6s %8s\n", "program", "executions", "blocked", "seconds",
                    "broken form", "after", "seconds");
    }
};

TEST_P(Published, RightFormVerifiesAndBrokenFormIsFound) {
    options how;
    how.self_check = true;
    const result right = explore(GetParam().right, how);
    EXPECT_TRUE(right.verified()) << why_not(right);
    // A turn of a spin loop may be told apart from the one before by what the compiler left on the stack.
    const std::uint64_t more = right.executions - GetParam().executions;
    EXPECT_LE(more, GetParam().further_turns);
    EXPECT_EQ(right.blocked, GetParam().blocked + more);
    EXPECT_EQ(right.duplicates, 0U);
    heddle::support::count_evidence(right.executions + right.blocked);

    const result broken = explore(GetParam().broken);
    print_row(GetParam().name, right, broken);
    ASSERT_TRUE(broken.bug) << why_not(broken);
    EXPECT_EQ(broken.bug->kind, GetParam().kind) << broken.bug->trace;

    how.replay = broken.bug->replay;
    const result again = explore(GetParam().broken, how);
    ASSERT_TRUE(again.bug) << why_not(again) << "\n" << broken.bug->trace << broken.bug->replay;
    EXPECT_EQ(again.bug->trace, broken.bug->trace);
}

INSTANTIATE_TEST_SUITE_P(Programs, Published, testing::ValuesIn(programs),
                         [](const auto& info) { return std::string(info.param.name); });

} // namespace
