// `heddle linearize` on recorded histories: verdicts, exit codes, JSON, every form of the two formats.
#include <algorithm>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <heddle/support/evidence.hpp>

#include "process.hpp"

namespace {

using heddle::cli::ended;
using heddle::cli::temporary_folder;
using nlohmann::json;

struct answer {
    int exit_code;
    json result; // null if none was written
    std::string errors;
};

answer heddle_linearize(const std::string& model, const std::vector<std::string>& arguments) {
    const temporary_folder folder;
    const auto file = folder.path() / "result.json";
    std::vector<std::string> command = {HEDDLE_COMMAND, "linearize", "--model", model, "--json", file.string()};
    command.insert(command.end(), arguments.begin(), arguments.end());
    const ended process = heddle::cli::run({.command = command, .environment = {}, .limit = {}});
    heddle::support::count_evidence(1);
    std::ifstream in(file);
    return {process.exit_code, in ? json::parse(in) : json(), process.errors};
}

answer judge_text(const std::string& model, const std::string& text, const std::vector<std::string>& options = {}) {
    const temporary_folder folder;
    const std::string file = (folder.path() / "history").string();
    std::ofstream(file, std::ios::binary) << text;
    std::vector<std::string> arguments = options;
    arguments.push_back(file);
    return heddle_linearize(model, arguments);
}

std::string history(const std::string& name) { return std::string(HEDDLE_HISTORIES "/") + name; }

struct recorded {
    const char* model;
    const char* file;
    bool holds;
};

void PrintTo(const recorded& one, std::ostream* out) { *out << one.file; }

class RecordedHistory : public testing::TestWithParam<recorded> {};

TEST_P(RecordedHistory, GetsItsVerdict) {
    const auto& [model, file, holds] = GetParam();
    const answer got = heddle_linearize(model, {history(file)});
    ASSERT_FALSE(got.result.is_null()) << got.errors;
    EXPECT_EQ(got.exit_code, holds ? 0 : 1);
    EXPECT_EQ(got.result["command"], "linearize");
    EXPECT_EQ(got.result["verdict"], holds ? "verified" : "failed");
    EXPECT_TRUE(got.result["seconds"].is_number());
    ASSERT_EQ(got.result["files"].size(), 1u);
    EXPECT_EQ(got.result["files"][0]["verdict"], got.result["verdict"]);
    EXPECT_EQ(got.result.contains("failure"), !holds);
    if (!holds) {
        const std::string location = got.result["failure"]["location"];
        EXPECT_EQ(location.rfind(history(file) + ":", 0), 0u) << location;
        EXPECT_NE(got.result["failure"]["message"].get<std::string>().find("no order explains this"),
                  std::string::npos);
    }
}

INSTANTIATE_TEST_SUITE_P(Register, RecordedHistory,
                         testing::Values(recorded{"register", "etcd_000.log", false},
                                         recorded{"register", "etcd_002.log", true},
                                         recorded{"register", "etcd_040.log", false},
                                         recorded{"register", "etcd_080.log", true},
                                         recorded{"register", "etcd_100.log", true}));

INSTANTIATE_TEST_SUITE_P(KeyValue, RecordedHistory,
                         testing::Values(recorded{"kv", "c01-ok.txt", true}, recorded{"kv", "c01-bad.txt", false},
                                         recorded{"kv", "c10-ok.txt", true}, recorded{"kv", "c10-bad.txt", false}));

// Lines of a register's log: "0 :invoke :write 3".
std::string log_of(const std::vector<std::string>& lines, const std::string& end = "\n") {
    std::string text;
    for (const std::string& line : lines)
        text += "INFO  jepsen.util - " + line + end;
    return text;
}

int register_code(const std::vector<std::string>& lines) { return judge_text("register", log_of(lines)).exit_code; }

TEST(RegisterLog, IsNilAtFirst) {
    EXPECT_EQ(register_code({"0\t:invoke\t:read\tnil", "0\t:ok\t:read\tnil"}), 0);
    EXPECT_EQ(register_code({"0 :invoke :read nil", "0 :ok :read 3"}), 1);
}

TEST(RegisterLog, LetsAnOperationOfUnknownOutcomeHappenLaterOrNever) {
    const std::vector<std::string> write = {"0 :invoke :write 3", "0 :info :write :timed-out", "1 :invoke :read nil",
                                            "1 :ok :read nil", "1 :invoke :read nil"};
    auto seen = write;
    seen.emplace_back("1 :ok :read 3");
    EXPECT_EQ(register_code(seen), 0);
    auto not_seen = write;
    not_seen.emplace_back("1 :ok :read nil");
    EXPECT_EQ(register_code(not_seen), 0);
    auto impossible = write;
    impossible.emplace_back("1 :ok :read 4");
    EXPECT_EQ(register_code(impossible), 1);
}

TEST(RegisterLog, LetsAProcessGoOnAfterAnUnknownOutcome) {
    EXPECT_EQ(register_code({"0 :invoke :cas [nil 3]", "0 :info :cas :timed-out", "0 :invoke :read nil",
                             "0 :ok :read nil", "0 :invoke :read nil", "0 :ok :read 3"}),
              0);
    EXPECT_EQ(register_code({"0 :invoke :write 3", "0 :invoke :read nil", "0 :ok :read 3"}), 0);
}

TEST(RegisterLog, TakesAFailedCasAsAnAnswer) {
    EXPECT_EQ(register_code({"0 :invoke :write 1", "0 :ok :write 1", "0 :invoke :cas [2 3]", "0 :fail :cas [2 3]"}), 0);
    EXPECT_EQ(register_code({"0 :invoke :write 2", "0 :ok :write 2", "0 :invoke :cas [2 3]", "0 :fail :cas [2 3]"}), 1);
}

TEST(RegisterLog, TakesWhatFailsWithAnErrorAsNotHappened) {
    EXPECT_EQ(
        register_code({"0 :invoke :read nil", "0 :fail :read :timed-out", "0 :invoke :read nil", "0 :ok :read nil"}),
        0);
    EXPECT_EQ(
        register_code({"0 :invoke :write 2", "0 :fail :write :timed-out", "1 :invoke :read nil", "1 :ok :read 2"}), 1);
    EXPECT_EQ(
        register_code({"0 :invoke :cas [nil 2]", "0 :fail :cas :timed-out", "1 :invoke :read nil", "1 :ok :read nil"}),
        0);
    EXPECT_EQ(register_code({"0 :invoke :cas [nil 2]", "0 :fail :cas [nil 2] :timed-out"}), 0);
}

TEST(RegisterLog, TakesALateAnswer) {
    const std::vector<std::string> late = {"0 :invoke :write 3", "0 :info :write :timed-out", "0 :ok :write 3",
                                           "1 :invoke :read nil"};
    auto seen = late;
    seen.emplace_back("1 :ok :read 3");
    EXPECT_EQ(register_code(seen), 0);
    auto not_seen = late;
    not_seen.emplace_back("1 :ok :read nil");
    EXPECT_EQ(register_code(not_seen), 1);
}

TEST(RegisterLog, MayHaveOtherLinesOtherEndsAndNothingAtAll) {
    const std::vector<std::string> lines = {"0 :invoke :write -3", ":nemesis :info :start nil", "0 :ok :write -3",
                                            "12 :invoke :read nil", "12 :ok :read -3"};
    EXPECT_EQ(judge_text("register", log_of(lines, "\r\n") + "\r\n").exit_code, 0);
    EXPECT_EQ(judge_text("register", "WARN  jepsen.core - Something else\n\n" + log_of(lines)).exit_code, 0);
    EXPECT_EQ(judge_text("register", "").exit_code, 0);
    EXPECT_EQ(judge_text("register", log_of({"0 :invoke :read nil"}, "")).exit_code, 0);
}

TEST(RegisterLog, NamesTheLineThatCannotBeRead) {
    for (const char* bad : {"x :invoke :read nil", "0 :begin :read nil", "0 :invoke :swap 3", "0 :invoke :write three",
                            "0 :invoke :cas [1]", "0 :invoke :cas 1 2", "0 :invoke :write", "3 :ok :read nil",
                            "0 :ok :write 3", "", "-1 :invoke :read nil", "99999999999999999999 :invoke :read nil"}) {
        const answer got = judge_text("register", log_of({"0 :invoke :read nil", bad}));
        EXPECT_EQ(got.exit_code, 2) << bad;
        EXPECT_NE(got.errors.find("history:2: expected "), std::string::npos) << bad << ": " << got.errors;
        EXPECT_EQ(std::count(got.errors.begin(), got.errors.end(), '\n'), 1) << got.errors;
        EXPECT_TRUE(got.result.is_null());
    }
    EXPECT_EQ(judge_text("register", "what is this\n").exit_code, 2);
}

std::string kv_line(int process, const std::string& type, const std::string& f, const std::string& key,
                    const std::string& value) {
    return "{:process " + std::to_string(process) + ", :type :" + type + ", :f :" + f + ", :key " + key + ", :value " +
           value + "}\n";
}

TEST(KeyValueLog, HasIndependentKeysOfAnyCharacters) {
    std::string text;
    for (const std::string key :
         {R"("0")", R"("a, b")", R"("}{")", R"("say \"hi\"")", R"("\u00e4\n")", ":k", "7", R"("")"}) {
        text += kv_line(0, "invoke", "append", key, R"("x, :y}")") + kv_line(0, "ok", "append", key, R"("x, :y}")");
        text += kv_line(0, "invoke", "get", key, "nil") + kv_line(0, "ok", "get", key, R"("x, :y}")");
    }
    const answer got = judge_text("kv", text);
    EXPECT_EQ(got.exit_code, 0) << got.errors;
    text += kv_line(0, "invoke", "get", R"("}{")", "nil") + kv_line(0, "ok", "get", R"("}{")", R"("x")");
    EXPECT_EQ(judge_text("kv", text).result["files"][0]["part"], "}{");
}

TEST(KeyValueLog, LetsWhatDidNotReturnHappenOrNot) {
    const std::string append = kv_line(0, "invoke", "append", R"("a")", R"("1")");
    const std::string get = kv_line(1, "invoke", "get", R"("a")", "nil");
    EXPECT_EQ(judge_text("kv", append + get + kv_line(1, "ok", "get", R"("a")", R"("1")")).exit_code, 0);
    EXPECT_EQ(judge_text("kv", append + get + kv_line(1, "ok", "get", R"("a")", R"("")")).exit_code, 0);
    EXPECT_EQ(judge_text("kv", append + get + kv_line(1, "ok", "get", R"("a")", "nil")).exit_code, 0);
    EXPECT_EQ(judge_text("kv", append + get + kv_line(1, "ok", "get", R"("a")", R"("11")")).exit_code, 1);
    EXPECT_EQ(judge_text("kv", append + get).exit_code, 0);
    EXPECT_EQ(judge_text("kv", append + kv_line(0, "info", "append", R"("a")", R"("1")") + get +
                                   kv_line(1, "ok", "get", R"("a")", R"("1")"))
                  .exit_code,
              0);
    EXPECT_EQ(judge_text("kv", append + kv_line(0, "fail", "append", R"("a")", R"("1")") + get +
                                   kv_line(1, "ok", "get", R"("a")", R"("1")"))
                  .exit_code,
              1);
}

TEST(KeyValueLog, MayNameItsFieldsInAnyOrderAndHaveMoreOfThem) {
    EXPECT_EQ(judge_text("kv",
                         "  {:index 0 :time 12.5 :key \"k\" :f :put :value \"v\" :type :invoke :process 3}\r\n"
                         "{:type :ok, :f :put, :process 3, :value \"v\", :error [:a {\"]\" 1}], :key \"k\"}\r\n\r\n"
                         "{:process :nemesis, :type :info, :f :start}\r\n")
                  .exit_code,
              0);
}

TEST(KeyValueLog, NamesTheLineThatCannotBeRead) {
    for (const std::string bad : {R"({:process 1, :type :invoke, :f :get, :key "a")", R"({:process 1, :type :invoke})",
                                  R"({:type :invoke, :f :get, :key "a", :value nil})", R"(:process 1)",
                                  R"({:process 1, :type :invoke, :f :cas, :key "a", :value nil})",
                                  R"({:process 1, :type :invoke, :f :put, :key "a", :value nil})",
                                  R"({:process 1, :type :ok, :f :get, :key "a", :value ""})",
                                  R"({:process 0, :type :ok, :f :put, :key "a", :value ""})",
                                  R"({:process 1, :type :invoke, :f :get, :key "a, :value nil})",
                                  R"({:process 1, :type :invoke, :f :get, :key "a", :value nil} more)"}) {
        const answer got = judge_text("kv", kv_line(0, "invoke", "get", R"("a")", "nil") + bad + "\n");
        EXPECT_EQ(got.exit_code, 2) << bad;
        EXPECT_NE(got.errors.find("history:2: expected "), std::string::npos) << bad << ": " << got.errors;
    }
}

TEST(Linearize, JudgesSeveralFilesAndTheWorstCounts) {
    const std::vector<std::string> files = {history("etcd_002.log"), history("etcd_000.log"), history("etcd_080.log")};
    for (const char* jobs : {"1", "3"}) {
        std::vector<std::string> arguments = files;
        arguments.insert(arguments.begin(), {"--jobs", jobs});
        const answer got = heddle_linearize("register", arguments);
        EXPECT_EQ(got.exit_code, 1);
        ASSERT_EQ(got.result["files"].size(), 3u);
        EXPECT_EQ(got.result["files"][0]["verdict"], "verified");
        EXPECT_EQ(got.result["files"][1]["verdict"], "failed");
        EXPECT_EQ(got.result["files"][1]["file"], files[1]);
        EXPECT_EQ(got.result["failure"], got.result["files"][1]["failure"]);
    }
}

TEST(Linearize, RefusesWhatItCannotReadOrUnderstand) {
    EXPECT_EQ(heddle_linearize("register", {"/no/such/file"}).exit_code, 2);
    EXPECT_EQ(heddle_linearize("register", {"/"}).exit_code, 2);
    EXPECT_EQ(heddle_linearize("register", {}).exit_code, 2);
    EXPECT_EQ(heddle_linearize("stack", {history("etcd_000.log")}).exit_code, 2);
    EXPECT_EQ(heddle_linearize("register", {history("etcd_000.log"), "--time-limit", "soon"}).exit_code, 2);
    EXPECT_EQ(heddle_linearize("kv", {history("etcd_000.log")}).exit_code, 2);
    EXPECT_EQ(heddle_linearize("register", {history("c01-ok.txt")}).exit_code, 2);
    // One that cannot be read is known before any is judged.
    EXPECT_EQ(heddle_linearize("register", {history("etcd_000.log"), "/no/such/file"}).exit_code, 2);
}

// Thirty writes at once and then a value that none has written: more orders than anyone can try.
std::string endless() {
    std::vector<std::string> lines;
    for (int process = 0; process < 30; ++process)
        lines.push_back(std::to_string(process) + " :invoke :cas [" + std::to_string(process) + " " +
                        std::to_string(process * 7 % 30) + "]");
    for (int process = 30; process < 60; ++process)
        lines.push_back(std::to_string(process) + " :invoke :write " + std::to_string(process % 30));
    for (int process = 30; process < 60; ++process)
        lines.push_back(std::to_string(process) + " :ok :write " + std::to_string(process % 30));
    lines.insert(lines.end(), {"60 :invoke :read nil", "60 :ok :read 99"});
    return log_of(lines);
}

TEST(Linearize, HasNoVerdictWhenTheTimeIsOver) {
    const answer got = judge_text("register", endless(), {"--time-limit", "200ms"});
    EXPECT_EQ(got.exit_code, 3);
    EXPECT_EQ(got.result["verdict"], "incomplete");
    EXPECT_EQ(got.result["files"][0]["reason"], "the time limit was reached");
}

TEST(Linearize, HasNoVerdictWhenTheMemoryIsUsedUp) {
    const answer got = judge_text("register", endless(), {"--memory-limit", "1"});
    EXPECT_EQ(got.exit_code, 3);
    EXPECT_EQ(got.result["files"][0]["reason"], "the memory limit was reached");
}

} // namespace
