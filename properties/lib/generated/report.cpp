#include <heddle/properties/generated/checking.hpp>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

#include <gtest/gtest.h>

#include <heddle/support/findings.hpp>

namespace heddle::properties {

namespace {

std::string seconds(double count) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f s", count);
    return text;
}

std::string line_to_repeat(const std::string& program) {
    std::string filter;
    if (const auto* const test = testing::UnitTest::GetInstance()->current_test_info())
        filter = std::string(" --gtest_filter='") + test->test_suite_name() + "." + test->name() + "'";
    return "HEDDLE_PROGRAM='" + program + "'" + filter;
}

std::string indented(const std::string& text) {
    std::string lines;
    std::size_t from = 0;
    while (from < text.size()) {
        const std::size_t end = std::min(text.find('\n', from), text.size());
        lines += "    " + text.substr(from, end - from) + "\n";
        from = end + 1;
    }
    return lines;
}

} // namespace

std::string in_lines(const generated_program& program, const tested_pair& pair) {
    const std::unique_ptr<trial> shown = pair.prepare(program);
    std::uint32_t call = 0;
    std::string text;
    const auto line = [&](const std::string& title, const generated_calls& calls) {
        if (calls.empty())
            return;
        text += "    " + title;
        for (std::size_t i = 0; i < calls.size(); ++i)
            text += (i == 0 ? "" : "; ") + shown->text(call++);
        text += "\n";
    };
    line("first      ", program.before);
    for (std::size_t i = 0; i < program.threads.size(); ++i)
        line("thread " + std::to_string(i + 1) + "   ", program.threads[i]);
    line("then       ", program.after);
    return text;
}

std::string report(const defect& bug, const tested_pair& pair) {
    const std::string program = to_string(bug.program, pair.operations());
    std::string text = pair.type_name() + " breaks its contract " + pair.contract_name() + " in this program:\n\n" +
                       in_lines(bug.program, pair) + "\n" + bug.explanation +
                       "(Process 0 is who comes first and last, process n thread n.)\n\n";
    if (!bug.found.empty()) {
        text += "Found after " + seconds(bug.seconds_to_find) + ", shrunk for " + seconds(bug.seconds_to_shrink) +
                (bug.shrunk_to_the_end ? "" : ", until the time for that was over") + ", from\n    " + bug.found + "\n";
    }
    text += "It failed in " + std::to_string(bug.failing) + " of " + std::to_string(bug.looked_at) +
            " runs.\nRepeat it with: " + line_to_repeat(program) + "\nAs a regression test:\n\n" +
            indented(regression_test(bug.program, pair));
    return text;
}

std::string regression_test(const generated_program& program, const tested_pair& pair) {
    return "#include <heddle/properties/own_contract.hpp>\n"
           "// and the headers of the contract and of the type\n\n"
           "TEST(Regression, IsExplainedByTheSpecification) {\n"
           "    using contract = " +
           pair.contract_name() +
           ";\n"
           "    using type = " +
           pair.type_name() +
           ";\n"
           "    heddle::properties::expect_linearizable<contract, type>(\n"
           "        \"" +
           to_string(program, pair.operations()) +
           "\");\n"
           "}\n";
}

namespace {

std::uint64_t programs_wanted(std::uint64_t otherwise) {
    const char* const text = std::getenv("HEDDLE_GENERATED_PROGRAMS");
    if (text == nullptr)
        return otherwise;
    char* end = nullptr;
    const unsigned long long count = std::strtoull(text, &end, 10);
    if (*text == '\0' || *end != '\0' || count == 0) {
        std::fprintf(stderr, "HEDDLE_GENERATED_PROGRAMS=%s is not a whole number from 1\n", text);
        std::exit(2);
    }
    return count;
}

void fail(const defect& bug, const tested_pair& pair) {
    const std::string told = report(bug, pair);
    support::record_failure({.message = "no order of the calls explains what they answered",
                             .location = "",
                             .replay = "program=" + to_string(bug.program, pair.operations()),
                             .details = told});
    ADD_FAILURE() << told;
}

void fail_if_broken(const examination& got, const tested_pair& pair) {
    if (got.bug)
        fail(*got.bug, pair);
    else if (got.unknown > 0)
        ADD_FAILURE() << got.unknown << " of " << got.rounds << " runs could not be judged within bounds: no verdict";
}

constexpr std::uint64_t rounds_of_one_program = 100'000;

} // namespace

void check_program(const tested_pair& pair, const std::string& program) {
    try {
        const generated_program parsed = parse_program(program, pair.operations());
        if (!may_be_run(parsed, pair))
            ADD_FAILURE() << "the program breaks a precondition, gives a role to two, or waits for ever: " << program;
        else
            fail_if_broken(examine(pair, parsed, rounds_of_one_program), pair);
    } catch (const std::invalid_argument& wrong) {
        ADD_FAILURE() << wrong.what();
    }
}

void check_in_sequence(const tested_pair& pair) {
    if (std::getenv("HEDDLE_PROGRAM") != nullptr)
        GTEST_SKIP() << "HEDDLE_PROGRAM asks for one program";
    effort how;
    how.programs = programs_wanted(how.programs);
    fail_if_broken(examine_in_sequence(pair, how), pair);
}

void check_generated(const tested_pair& pair, effort how) {
    if (const char* const program = std::getenv("HEDDLE_PROGRAM")) {
        check_program(pair, program);
        return;
    }
    how.programs = programs_wanted(how.programs);
    fail_if_broken(examine(pair, how), pair);
}

} // namespace heddle::properties
