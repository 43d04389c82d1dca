// Runs litmus programs in the engine and compares.
#include "litmus/engine_run.hpp"

#include "litmus/preemptions.hpp"
#include "litmus/runner_body.hpp"

namespace heddle::model::litmus {
namespace {

std::string trouble_in(const result& found) {
    std::string text;
    if (found.bug)
        text += "bug: " + std::string(found.bug->kind_name()) + ": " + found.bug->message + "\n" + found.bug->trace;
    if (found.unsupported)
        text += "unsupported: " + *found.unsupported + "\n";
    if (!found.complete)
        text += "the exploration is not complete: " + found.incomplete + "\n";
    if (found.blocked > 0)
        text += std::to_string(found.blocked) + " blocked executions\n";
    if (found.duplicates > 0)
        text += std::to_string(found.duplicates) + " executions explored twice\n";
    if (found.from_beginning)
        text += "a run from the middle is not what one from the beginning is\n";
    return text;
}

result explore_observed(script& prepared, const options& how) {
    return explore(
        [&] {
            perform(prepared);
            char line[script::max_line];
            observe(prepared.last_run(line));
        },
        how);
}

} // namespace

engine_run explore_program(const program& code, memory_model memory, std::uint64_t max_executions) {
    script prepared(code);
    options how;
    how.memory = memory;
    how.self_check = true;
    how.max_executions = max_executions;
    const result found = explore_observed(prepared, how);
    engine_run run{.executions = found.executions, .trouble = trouble_in(found)};
    for (const auto& [line, count] : found.observations) {
        run.observed += count;
        run.outcomes.insert(prepared.outcome_of(line));
    }
    return run;
}

engine_run count_executions(const program& code, memory_model memory) {
    script prepared(code);
    options how;
    how.memory = memory;
    const result found = explore([&] { perform(prepared); }, how);
    return {.executions = found.executions, .trouble = trouble_in(found)};
}

std::string disagreement(const program& code, memory_model memory, const enumeration& expected) {
    const auto run = explore_program(code, memory);
    auto text = run.trouble;
    if (run.executions != expected.graphs.size())
        text += "engine " + std::to_string(run.executions) + " executions, oracle " +
                std::to_string(expected.graphs.size()) + "\n";
    if (run.observed != run.executions)
        text += std::to_string(run.observed) + " executions observed\n";
    for (const auto& o : expected.outcomes)
        if (!run.outcomes.contains(o))
            text += "engine misses " + print(o) + "\n";
    for (const auto& o : run.outcomes)
        if (!expected.outcomes.contains(o))
            text += "engine has " + print(o) + " too many\n";
    return text;
}

std::string disagreement(const program& code, memory_model memory) {
    return disagreement(code, memory, enumerate(code, memory == memory_model::sc ? sc_consistent : rc11_consistent));
}

std::string bounded_disagreement(const program& code, memory_model memory, unsigned bound) {
    const bool sequential = memory == memory_model::sc;
    std::map<std::string, std::uint64_t> expected;
    bool more = false;
    for_each_candidate(code, true, [&](const execution_graph& graph) {
        if (!(sequential ? sc_consistent : rc11_consistent)(graph))
            return;
        if (least_preemptions(graph, sequential) <= bound)
            ++expected[print(outcome_of(code, graph))];
        else
            more = true;
    });
    script prepared(code);
    options how;
    how.memory = memory;
    how.preemption_bound = bound;
    const result found = explore_observed(prepared, how);
    std::map<std::string, std::uint64_t> shown;
    for (const auto& [line, count] : found.observations)
        shown[print(prepared.outcome_of(line))] += count;
    std::string text;
    if (found.bug || found.unsupported || found.duplicates != 0 || found.complete == more || found.cut != more)
        text += trouble_in(found);
    for (const auto* const all : {&expected, &shown})
        for (const auto& [line, count] : *all)
            if (expected[line] != shown[line])
                text += line + ": engine " + std::to_string(shown[line]) + ", oracle " +
                        std::to_string(expected[line]) + "\n";
    return text.empty() ? text : "at most " + std::to_string(bound) + " preemptions:\n" + text;
}

} // namespace heddle::model::litmus
