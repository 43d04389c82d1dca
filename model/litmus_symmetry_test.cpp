// Programs too large for brute force: what must not matter does not matter to the engine. The order in which a program
// names its threads changes neither executions nor outcomes, and seq_cst everywhere is sequential consistency.
#include "litmus/engine_run.hpp"
#include "litmus/notation.hpp"
#include "litmus/random_check.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include <heddle/support/evidence.hpp>

namespace heddle::model::litmus {
namespace {

constexpr program_size large{.operations = 13, .thread_length = 5, .candidates = 1e11};
constexpr std::uint64_t too_many = 10'000;

// Gives each value read a name that does not depend on its thread's number.
program named(program code) {
    int count = 0;
    for (auto& thread : code.threads)
        for (auto& op : thread)
            if (reads(op) && op.result.empty())
                op.result = "q" + std::to_string(count++);
    return code;
}

std::string difference(const engine_run& one, const engine_run& other) {
    auto text = one.trouble + other.trouble;
    if (one.executions != other.executions)
        text += std::to_string(one.executions) + " executions, then " + std::to_string(other.executions) + "\n";
    return text + (one.outcomes == other.outcomes ? "" : "other outcomes\n");
}

// Nothing for programs that have too many executions.
std::string difference_when_reversed(const program& generated, memory_model memory) {
    auto code = named(generated);
    const auto forwards = explore_program(code, memory, too_many);
    std::ranges::reverse(code.threads);
    const auto backwards = explore_program(code, memory, too_many);
    if (forwards.executions >= too_many || backwards.executions >= too_many)
        return "";
    support::count_evidence(forwards.executions);
    return difference(forwards, backwards);
}

TEST(EngineOnLargePrograms, DoesNotCareAboutTheOrderOfThreads) {
    check_random_programs(
        150, [](const program& code) { return difference_when_reversed(code, memory_model::rc11); }, large);
}

TEST(EngineOnLargePrograms, DoesNotCareAboutTheOrderOfThreadsUnderSc) {
    check_random_programs(
        100, [](const program& code) { return difference_when_reversed(code, memory_model::sc); }, large);
}

TEST(EngineOnLargePrograms, ExploresSeqCstProgramsAsSc) {
    const auto problem = [](program code) -> std::string {
        for (auto& thread : code.threads)
            for (auto& op : thread)
                op.order = op.failure_order = std::memory_order_seq_cst;
        const auto weak = explore_program(code, memory_model::rc11, too_many);
        const auto strong = explore_program(code, memory_model::sc, too_many);
        if (weak.executions >= too_many || strong.executions >= too_many)
            return "";
        support::count_evidence(weak.executions);
        return difference(weak, strong);
    };
    check_random_programs(100, problem, large);
}

} // namespace
} // namespace heddle::model::litmus
