// What `heddle model` prints for known bugs, byte for byte, so that a change in what a reader sees is seen in review.
// golden/NAME.c or NAME.cpp is the program, golden/NAME.trace the output. ci/golden writes the outputs anew.
// Each program is built once; its token is tried on the program that --keep leaves.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <map>
#include <regex>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

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

// Within golden/, where the sources have short names.
heddle::cli::ended shell_in_golden(const std::string& line) {
    return heddle::cli::run(
        {.command = {"sh", "-c", "cd " + golden.string() + " && " + line}, .environment = {}, .limit = {}});
}

// What the command writes to stdout when it is called in golden/; how long it took is not compared.
std::string output_of(const std::string& arguments, const std::string& before = "", const std::string& after = "") {
    const temporary_folder folder;
    const path out = folder.path() / "out";
    const auto process = shell_in_golden(before + HEDDLE_COMMAND " " + arguments + after + " > " + out.string());
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

// Everything that is tested of a program, from one run of the command.
struct shown {
    std::string output;
    std::string graph;
    std::string replay;   // the arguments that the output says repeat the failure
    std::string options;  // HEDDLE_MODEL_OPTIONS='...', for the program that is kept
    std::string debugger; // the call of gdb on it
};

shown show(const std::string& program, const path& folder) {
    const path kept = folder / program;
    const path graph = kept.string() + ".dot";
    shown result{.output = output_of("model --minimise 1000 --keep " + kept.string() + " --dot " + graph.string() +
                                     " " + program),
                 .graph = content(graph),
                 .replay = {},
                 .options = {},
                 .debugger = {}};
    std::smatch found;
    if (std::regex_search(result.output, found, std::regex("repeat it with: heddle (.*)\n")))
        result.replay = found.str(1);
    if (std::regex_search(result.output, found, std::regex("debug it with: (HEDDLE_MODEL_OPTIONS=.*) (gdb .*)\n"))) {
        result.options = found.str(1);
        result.debugger = found.str(2);
        result.output.erase(static_cast<std::size_t>(found.position()), static_cast<std::size_t>(found.length()));
    }
    return result;
}

// The programs as they were shown, the one after the one asked for already on its way.
class gallery {
public:
    const shown& operator[](const std::string& program) {
        begin(program);
        if (const auto next = std::upper_bound(programs_.begin(), programs_.end(), program); next != programs_.end())
            begin(*next);
        return known_.at(program).get();
    }
    path kept(const std::string& program) const { return folder_.path() / program; }

private:
    void begin(const std::string& program) {
        if (!known_.contains(program))
            known_[program] = std::async(std::launch::async, show, program, folder_.path());
    }

    const temporary_folder folder_;
    const std::vector<std::string> programs_ = programs();
    std::map<std::string, std::shared_future<shown>> known_;
};

gallery& all_shown() {
    static gallery all;
    return all;
}

class Golden : public testing::TestWithParam<std::string> {
protected:
    const shown& it_ = all_shown()[GetParam()];
};

TEST_P(Golden, TraceIsTheOneThatWasReviewed) {
    const path expected = golden / path(GetParam()).replace_extension(".trace");
    if (std::getenv("HEDDLE_WRITE_GOLDEN"))
        std::ofstream(expected) << it_.output;
    EXPECT_EQ(it_.output, content(expected)) << "if the new output reads better: ci/golden";
}

TEST_P(Golden, TraceFitsAndHoldsNoAddress) {
    std::istringstream lines(trace_in(it_.output));
    for (std::string line; std::getline(lines, line);) {
        EXPECT_LE(line.size(), 120U) << line;
        EXPECT_FALSE(std::regex_search(line, std::regex("0x[0-9a-f]{4}|[0-9]{9}"))) << line;
    }
}

TEST_P(Golden, TokenShowsTheSameTraceAgain) {
    const path kept = all_shown().kept(GetParam());
    const path result_file = kept.string() + ".json";
    const auto process =
        shell_in_golden(it_.options + " HEDDLE_MODEL_RESULT=" + result_file.string() + " " + kept.string());
    EXPECT_EQ(process.exit_code, 0) << process.errors;
    const auto result = nlohmann::json::parse(content(result_file));
    EXPECT_EQ(result.value("trace", ""), trace_in(it_.output));
    EXPECT_EQ(result.value("executions", 0), 1);
}

INSTANTIATE_TEST_SUITE_P(Trace, Golden, testing::ValuesIn(programs()),
                         [](const auto& info) { return path(info.param).stem().string(); });

TEST(Command, RepeatsAFailureByTheLineItPrints) {
    const shown& dekker = all_shown()["dekker.cpp"];
    ASSERT_NE(dekker.replay, "") << dekker.output;
    EXPECT_EQ(trace_in(output_of(dekker.replay)), trace_in(dekker.output));
}

TEST(Page, ShowsTheTraceAsItIs) {
    const std::string page = content(golden / "../../../docs/reading-a-trace.md");
    EXPECT_NE(page.find(trace_in(content(golden / "message_passing.trace"))), std::string::npos);
    for (const char* from : {"dekker.trace", "mpsc_push.trace", "lost_wakeup.trace"}) {
        const std::string trace = content(golden / from);
        const std::size_t why = trace.find("why: ");
        EXPECT_NE(page.find(trace.substr(why, trace.find('.', why) - why)), std::string::npos) << from;
    }
}

TEST(Readme, ShowsTheTraceAsItIs) {
    const path root = golden / "../../..";
    const temporary_folder folder;
    const std::string program = "model cli/tests/programs/store_buffering.c";
    const auto process = shell_in_golden("cd " + root.string() + " && " HEDDLE_COMMAND " " + program + " > " +
                                         (folder.path() / "out").string());
    EXPECT_EQ(process.exit_code, 1) << process.errors;
    const std::string trace = trace_in(content(folder.path() / "out"));
    EXPECT_NE(content(root / "README.md").find("ci/heddle " + program + "\n" + trace), std::string::npos) << trace;
}

TEST(Graph, IsTheOneThatWasReviewed) {
    const path expected = golden / "dekker.dot";
    const std::string& graph = all_shown()["dekker.cpp"].graph;
    if (std::getenv("HEDDLE_WRITE_GOLDEN"))
        std::ofstream(expected) << graph;
    EXPECT_EQ(graph, content(expected));
}

// `script` runs the command on a terminal of its own.
std::string on_a_terminal(const std::string& environment) {
    return output_of("model dekker.cpp", environment + " script -qec '", "' /dev/null");
}

TEST(Colours, AreForTerminalsAndCanBeRefused) {
    const std::string bold = "\x1b[1m";
    EXPECT_EQ(all_shown()["dekker.cpp"].output.find(bold), std::string::npos);
    EXPECT_NE(on_a_terminal("NO_COLOR= TERM=xterm").find(bold), std::string::npos);
    EXPECT_EQ(on_a_terminal("NO_COLOR=1 TERM=xterm").find(bold), std::string::npos);
    EXPECT_EQ(on_a_terminal("NO_COLOR= TERM=dumb").find(bold), std::string::npos);
}

// A debugger stops where the replayed execution fails, on the stack of the thread that fails.
TEST(Debugger, StopsAtTheFailureOfAReplayedProgram) {
    const shown& peterson = all_shown()["peterson.cpp"];
    ASSERT_NE(peterson.debugger, "") << peterson.output;
    const temporary_folder folder;
    const path out = folder.path() / "gdb";
    (void)shell_in_golden(
        peterson.options + " " +
        std::regex_replace(peterson.debugger, std::regex("-ex run"), "-nx -batch -ex run -ex backtrace") + " > " +
        out.string() + " 2>&1");
    const std::string session = content(out);
    EXPECT_NE(session.find("heddle_failure ()"), std::string::npos) << session;
    EXPECT_TRUE(std::regex_search(session, std::regex("enter_once \\(me=1\\) at .*peterson.cpp:16"))) << session;
}

} // namespace
