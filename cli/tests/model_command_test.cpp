// `heddle model` on whole programs that know nothing of Heddle: verdict, exit code, JSON, replay.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <heddle/support/evidence.hpp>

#include "process.hpp"

namespace {

using heddle::cli::ended;
using heddle::cli::temporary_folder;
using nlohmann::json;

std::string program(const std::string& name) { return std::string(HEDDLE_PROGRAMS "/") + name; }

struct answer {
    int exit_code;
    json result; // null if none was written
    std::string errors;
};

answer heddle_model(std::vector<std::string> arguments) {
    const temporary_folder folder;
    const auto file = folder.path() / "result.json";
    std::vector<std::string> command = {HEDDLE_COMMAND, "model", "--json", file.string()};
    command.insert(command.end(), arguments.begin(), arguments.end());
    const ended process = heddle::cli::run({.command = command, .environment = {}, .limit = {}});
    heddle::support::count_evidence(1);
    std::ifstream in(file);
    return {process.exit_code, in ? json::parse(in) : json(), process.errors};
}

struct expectation {
    const char* file;
    const char* kind;             // of the failure; null if the program holds
    std::uint64_t executions = 0; // 0: any number
    const char* options = "";
};

void PrintTo(const expectation& one, std::ostream* out) { *out << one.file << ' ' << one.options; }

class WholeProgram : public testing::TestWithParam<expectation> {};

TEST_P(WholeProgram, GetsItsVerdict) {
    const expectation& expected = GetParam();
    std::vector<std::string> arguments = {program(expected.file)};
    std::istringstream words(expected.options);
    for (std::string word; words >> word;)
        arguments.push_back(word);
    const answer got = heddle_model(arguments);
    ASSERT_FALSE(got.result.is_null()) << got.errors;
    EXPECT_EQ(got.result["command"], "model");
    EXPECT_TRUE(got.result["seconds"].is_number());
    EXPECT_TRUE(got.result["blocked"].is_number());
    if (expected.executions != 0) {
        EXPECT_EQ(got.result["executions"], expected.executions);
    }
    if (!expected.kind) {
        EXPECT_EQ(got.exit_code, 0);
        EXPECT_EQ(got.result["verdict"], "verified");
        return;
    }
    EXPECT_EQ(got.exit_code, 1);
    ASSERT_EQ(got.result["verdict"], "failed");
    const json& failure = got.result["failure"];
    EXPECT_EQ(failure["kind"], expected.kind) << failure;
    EXPECT_NE(failure["message"], "");
    EXPECT_NE(failure["location"].get<std::string>().find(':'), std::string::npos) << failure;

    arguments.insert(arguments.begin(), {"--replay", failure["replay"].get<std::string>()});
    const answer again = heddle_model(arguments);
    ASSERT_EQ(again.exit_code, 1) << again.errors;
    EXPECT_EQ(again.result["executions"], 1);
    EXPECT_EQ(again.result["failure"]["kind"], failure["kind"]);
    EXPECT_EQ(again.result["failure"]["message"], failure["message"]);
}

INSTANTIATE_TEST_SUITE_P(
    Holds, WholeProgram,
    testing::Values(expectation{"store_buffering.c", nullptr, 3, "--memory-model sc"},
                    expectation{"message_passing.cpp", nullptr, 2}, expectation{"mutex_count.cpp", nullptr, 6},
                    expectation{"c11_threads.c", nullptr, 2}, expectation{"many_allocations.c", nullptr, 1},
                    expectation{"sv_comp.c", nullptr, 2}, expectation{"if_for_while.cpp", nullptr, 2},
                    expectation{"mutex_count.cpp", nullptr, 6, "-- -O2"}));

INSTANTIATE_TEST_SUITE_P(
    Fails, WholeProgram,
    testing::Values(expectation{"store_buffering.c", "assertion"},
                    expectation{"store_buffering.c", "assertion", 0, "-- -O1"},
                    expectation{"relaxed_message_passing.cpp", "data-race"}, expectation{"deadlock.cpp", "deadlock"},
                    expectation{"leaks.cpp", "leak"}, expectation{"use_after_free.cpp", "use-after-free"},
                    expectation{"double_free.c", "double-free"}, expectation{"throws.cpp", "uncaught-exception"},
                    expectation{"foreign_unlock.c", "unlock-error"}, expectation{"segfault.c", "invalid-access"},
                    expectation{"aborts.c", "crash"}, expectation{"recursion.c", "crash"},
                    expectation{"sv_comp_error.c", "assertion"},
                    expectation{"if_for_while.cpp", "assertion", 0, "--spurious-wakeups"}));

TEST(Command, BuildsProgramsOfSeveralFilesWithDefinitionsAndStandards) {
    const std::vector<std::string> files = {program("two_parts_main.c"), program("two_parts_answer.cpp")};
    EXPECT_EQ(heddle_model({files[0], files[1], "-D", "EXPECTED=42", "--std", "c++17"}).exit_code, 0);
}

TEST(Command, NamesTheCallThatIsNotModelled) {
    const answer got = heddle_model({program("forks.c")});
    EXPECT_EQ(got.exit_code, 2);
    EXPECT_NE(got.errors.find("fork"), std::string::npos) << got.errors;
}

TEST(Command, ShowsTheFirstErrorOfTheCompiler) {
    const answer got = heddle_model({program("does_not_compile.cpp")});
    EXPECT_EQ(got.exit_code, 2);
    EXPECT_NE(got.errors.find("undeclared"), std::string::npos) << got.errors;
    EXPECT_EQ(std::count(got.errors.begin(), got.errors.end(), '\n'), 1) << got.errors;
}

TEST(Command, RefusesWhatItCannotReadOrUnderstand) {
    for (const std::vector<std::string>& bad : {std::vector<std::string>{program("there_is_no_such_file.c")},
                                                {"/"},
                                                {},
                                                {program("coin.c"), "--no-such-option"},
                                                {program("coin.c"), "--memory-model", "tso"},
                                                {program("coin.c"), "--max-executions", "-3"},
                                                {program("coin.c"), "--time-limit", "1 fortnight"},
                                                {program("coin.c"), "--shard", "0/3"},
                                                {program("coin.c"), "--shard", "4/3"},
                                                {program("coin.c"), "--shard", "1/3 of it"},
                                                {program("coin.c"), "--jobs", "-1"},
                                                {program("coin.c"), "--strategy", "hope"},
                                                {program("message_passing.cpp"), "--replay", "gibberish"}}) {
        const answer got = heddle_model(bad);
        EXPECT_EQ(got.exit_code, 2) << testing::PrintToString(bad);
        EXPECT_NE(got.errors, "");
    }
}

TEST(Command, SaysSoWhenTheResultCannotBeWritten) {
    const ended process = heddle::cli::run(
        {.command = {HEDDLE_COMMAND, "model", "--json", "/no/such/folder/result.json", program("message_passing.cpp")},
         .environment = {},
         .limit = {}});
    EXPECT_EQ(process.exit_code, 2);
    EXPECT_NE(process.errors.find("/no/such/folder"), std::string::npos);
}

TEST(Command, HasNoVerdictOnAnEndlessLoop) {
    const answer got = heddle_model({program("endless.c"), "--time-limit", "1s"});
    EXPECT_EQ(got.exit_code, 3);
    EXPECT_EQ(got.result["verdict"], "incomplete");
}

TEST(Command, HasNoVerdictWhenABoundWasReached) {
    const answer got = heddle_model({program("mutex_count.cpp"), "--max-executions", "2"});
    EXPECT_EQ(got.exit_code, 3);
    EXPECT_EQ(got.result["verdict"], "incomplete");
    EXPECT_EQ(got.result["executions"], 2);
}

std::uint64_t executions_of(const std::vector<std::string>& arguments) {
    const answer got = heddle_model(arguments);
    EXPECT_EQ(got.exit_code, 0) << got.errors;
    return got.result.value("executions", std::uint64_t{0});
}

TEST(Command, DividesTheWorkAndLosesNothing) {
    const std::string file = program("contended.c");
    const std::uint64_t whole = executions_of({file});
    EXPECT_GT(whole, 1000U);
    EXPECT_EQ(executions_of({file, "--jobs", "3"}), whole);
    EXPECT_EQ(executions_of({file, "--shard", "1/3"}) + executions_of({file, "--shard", "2/3"}) +
                  executions_of({file, "--shard", "3/3"}),
              whole);
}

TEST(Command, FindsBugsByChanceButNoVerdict) {
    for (const char* strategy : {"random", "pct"}) {
        const answer bug = heddle_model({program("store_buffering.c"), "--strategy", strategy, "--seed", "7"});
        EXPECT_EQ(bug.exit_code, 1) << strategy;
        EXPECT_EQ(bug.result["failure"]["kind"], "assertion");
        const answer none = heddle_model({program("contended.c"), "--strategy", strategy, "--max-executions", "100"});
        EXPECT_EQ(none.exit_code, 3) << strategy;
        EXPECT_EQ(none.result["verdict"], "incomplete");
        EXPECT_EQ(none.result["executions"], 100);
    }
}

TEST(Command, BoundsPreemptions) {
    const std::string file = program("contended.c");
    const answer cut = heddle_model({file, "--preemption-bound", "1"});
    EXPECT_EQ(cut.exit_code, 3);
    EXPECT_EQ(cut.result["verdict"], "incomplete");
    EXPECT_LT(cut.result["executions"], executions_of({file}));
    EXPECT_EQ(executions_of({file, "--widen"}), executions_of({file}));
    const answer bug = heddle_model({program("store_buffering.c"), "--widen"});
    EXPECT_EQ(bug.exit_code, 1);
    EXPECT_EQ(bug.result["failure"]["preemptions"], 0);
    EXPECT_EQ(heddle_model({file, "--widen", "--strategy", "pct"}).exit_code, 2);
}

TEST(Command, GoesOnFromItsCheckpoint) {
    const temporary_folder folder;
    const std::string checkpoint = folder.path() / "checkpoint";
    const std::string file = program("contended.c");
    EXPECT_EQ(heddle_model({file, "--checkpoint", checkpoint, "--max-executions", "500"}).exit_code, 3);
    EXPECT_EQ(heddle_model({program("mutex_count.cpp"), "--checkpoint", checkpoint}).exit_code, 2);
    EXPECT_EQ(executions_of({file, "--checkpoint", checkpoint}), executions_of({file}));
    EXPECT_FALSE(std::filesystem::exists(checkpoint));
}

TEST(Command, NoticesProgramsThatDoNotRepeatThemselves) {
    const answer got = heddle_model({program("coin.c")});
    EXPECT_EQ(got.exit_code, 1);
    EXPECT_EQ(got.result["failure"]["kind"], "nondeterminism") << got.result;
}

} // namespace
