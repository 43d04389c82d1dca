// What `heddle model` prints for known bugs, byte for byte, so that a change in what a reader sees is seen in review.
// golden/NAME.c or NAME.cpp is the program, golden/NAME.trace the output. ci/golden writes the outputs anew.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>

#include <gtest/gtest.h>

#include <heddle/support/evidence.hpp>

#include "process.hpp"

namespace {

using heddle::cli::temporary_folder;
using std::filesystem::path;

const path golden = HEDDLE_GOLDEN;

std::string content(const path& file) {
    std::ifstream in(file);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

// What the command writes to stdout when it is called in golden/; how long it took is not compared.
std::string output_of(const std::string& arguments, const std::string& before = "", const std::string& after = "") {
    const temporary_folder folder;
    const path out = folder.path() / "out";
    const std::string line =
        "cd " + golden.string() + " && " + before + HEDDLE_COMMAND " " + arguments + after + " > " + out.string();
    const auto process = heddle::cli::run({.command = {"sh", "-c", line}, .environment = {}, .limit = {}});
    EXPECT_EQ(process.exit_code, 1) << process.errors;
    heddle::support::count_evidence(1);
    return std::regex_replace(content(out), std::regex("[0-9]+\\.[0-9]+ s, memory"), "... s, memory");
}

std::vector<std::string> programs() {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(golden))
        if (entry.path().extension() == ".c" || entry.path().extension() == ".cpp")
            names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

// From the first line to the end of the table and its reasons.
std::string trace_in(const std::string& output) {
    return output.substr(0, std::min(output.find("\nshown: "), output.find("\nrepeat it with: ")));
}

std::string replay_arguments(const std::string& output) {
    std::smatch found;
    return std::regex_search(output, found, std::regex("repeat it with: heddle (.*)\n")) ? found.str(1) : "";
}

// Each program is run once for all that is tested of it.
const std::string& output_for(const std::string& program) {
    static std::map<std::string, std::string> known;
    const auto [entry, fresh] = known.try_emplace(program);
    if (fresh)
        entry->second = output_of("model --minimise 1000 " + program);
    return entry->second;
}

class Golden : public testing::TestWithParam<std::string> {};

TEST_P(Golden, TraceIsTheOneThatWasReviewed) {
    const path expected = golden / path(GetParam()).replace_extension(".trace");
    const std::string output = output_for(GetParam());
    if (std::getenv("HEDDLE_WRITE_GOLDEN"))
        std::ofstream(expected) << output;
    EXPECT_EQ(output, content(expected)) << "if the new output reads better: ci/golden";
}

TEST_P(Golden, TraceFitsAndHoldsNoAddress) {
    std::istringstream lines(trace_in(output_for(GetParam())));
    for (std::string line; std::getline(lines, line);) {
        EXPECT_LE(line.size(), 120U) << line;
        EXPECT_FALSE(std::regex_search(line, std::regex("0x[0-9a-f]{4}|[0-9]{9}"))) << line;
    }
}

TEST_P(Golden, TokenShowsTheSameTraceAgain) {
    const std::string output = output_for(GetParam());
    ASSERT_NE(replay_arguments(output), "") << output;
    EXPECT_EQ(trace_in(output_of(replay_arguments(output))), trace_in(output));
}

INSTANTIATE_TEST_SUITE_P(Trace, Golden, testing::ValuesIn(programs()),
                         [](const auto& info) { return path(info.param).stem().string(); });

TEST(Page, ShowsTheTraceAsItIs) {
    const std::string page = content(golden / "../../../docs/reading-a-trace.md");
    EXPECT_NE(page.find(trace_in(content(golden / "message_passing.trace"))), std::string::npos);
}

TEST(Graph, IsTheOneThatWasReviewed) {
    const temporary_folder folder;
    const path file = folder.path() / "graph.dot";
    (void)output_of("model dekker.cpp --dot " + file.string());
    const path expected = golden / "dekker.dot";
    if (std::getenv("HEDDLE_WRITE_GOLDEN"))
        std::ofstream(expected) << content(file);
    EXPECT_EQ(content(file), content(expected));
}

// `script` runs the command on a terminal of its own.
std::string on_a_terminal(const std::string& environment) {
    return output_of("model dekker.cpp", environment + " script -qec '", "' /dev/null");
}

TEST(Colours, AreForTerminalsAndCanBeRefused) {
    const std::string bold = "\x1b[1m";
    EXPECT_EQ(output_of("model dekker.cpp").find(bold), std::string::npos);
    EXPECT_NE(on_a_terminal("NO_COLOR= TERM=xterm").find(bold), std::string::npos);
    EXPECT_EQ(on_a_terminal("NO_COLOR=1 TERM=xterm").find(bold), std::string::npos);
    EXPECT_EQ(on_a_terminal("NO_COLOR= TERM=dumb").find(bold), std::string::npos);
}

// A debugger stops where the replayed execution fails, on the stack of the thread that fails.
TEST(Debugger, StopsAtTheFailureOfAReplayedProgram) {
    const temporary_folder folder;
    const std::string output = output_of("model peterson.cpp --keep " + (folder.path() / "peterson").string());
    std::smatch found;
    ASSERT_TRUE(std::regex_search(output, found, std::regex("debug it with: (.*) gdb (.*)\n"))) << output;
    const path out = folder.path() / "gdb";
    const std::string line = found.str(1) + " gdb -nx -batch " +
                             std::regex_replace(found.str(2), std::regex("-ex run"), "-ex run -ex backtrace") + " > " +
                             out.string() + " 2>&1";
    (void)heddle::cli::run({.command = {"sh", "-c", line}, .environment = {}, .limit = {}});
    const std::string session = content(out);
    EXPECT_NE(session.find("heddle_failure ()"), std::string::npos) << session;
    EXPECT_TRUE(std::regex_search(session, std::regex("enter_once \\(me=1\\) at .*peterson.cpp:16"))) << session;
}

} // namespace
