// `heddle verify` as its users meet it: a header in, verdicts of layers, exit code and JSON out; programs built before
// are found again.
#include <cstdlib>
#include <fstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <heddle/support/evidence.hpp>

#include "process.hpp"

namespace {

using heddle::cli::ended;
using heddle::cli::temporary_folder;
using nlohmann::json;
using words = std::vector<std::string>;

const std::string types = HEDDLE_TYPES;
const std::string examples = HEDDLE_EXAMPLES;

struct answer {
    int exit_code;
    json result;        // null if none was written
    std::string output; // stdout and stderr
};

// All calls share a cache of their own, so that they neither find nor leave anything.
const std::filesystem::path& cache() {
    static const temporary_folder folder;
    return folder.path();
}

answer heddle(words arguments, const std::string& patience = "8") {
    const temporary_folder folder;
    const auto file = folder.path() / "result.json";
    words command = {HEDDLE_COMMAND};
    command.insert(command.end(), arguments.begin(), arguments.end());
    command.insert(command.begin() + 2, {"--json", file.string()});
    const ended process =
        heddle::cli::run({.command = command,
                          .environment = {{"XDG_CACHE_HOME", cache().string()}, {"HEDDLE_WATCHDOG_SECONDS", patience}},
                          .limit = {},
                          .keep_output = true});
    heddle::support::count_evidence(1);
    std::ifstream in(file);
    return {process.exit_code, in ? json::parse(in) : json(), process.errors};
}

words verify(const std::string& type, const std::string& layers, const words& more = {},
             const std::string& time = "500ms") {
    words all = {"verify",  "--as", "mutex", "--type", type,     "--header", types + "/locks.hpp",
                 "--layer", layers, "--for", time,     "--seed", "7"};
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

const json& only_layer(const answer& got) { return got.result.at("layers").at(0); }

std::string replay_of(const answer& got) {
    const std::string line = only_layer(got)["failure"]["replay"];
    const std::string option = "--replay ";
    const auto begin = line.find(option) + option.size();
    return line.substr(begin, line.find(' ', begin) - begin);
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

TEST(VerifyCommand, VerifiesAGoodLockByEveryLayer) {
    const answer got = heddle(verify("locks::spinlock", "properties,stress,model,tsan,asan"));
    ASSERT_EQ(got.exit_code, 0) << got.output;
    EXPECT_EQ(got.result["command"], "verify");
    EXPECT_EQ(got.result["contract"], "mutex");
    EXPECT_EQ(got.result["type"], "locks::spinlock");
    EXPECT_EQ(got.result["verdict"], "verified");
    const json& layers = got.result["layers"];
    ASSERT_EQ(layers.size(), 5);
    const words counted = {"cases", "rounds", "executions", "cases", "cases"};
    for (std::size_t i = 0; i < counted.size(); ++i) {
        EXPECT_EQ(layers[i]["verdict"], "verified") << layers[i];
        EXPECT_GT(layers[i].value(counted[i], 0), 0) << layers[i];
    }
    EXPECT_TRUE(contains(layers[2]["covered"].dump(), "2 threads x 2 operations: all 140 executions of 10 programs"))
        << layers[2];
    EXPECT_TRUE(contains(got.output, "what it covered")) << got.output;
}

TEST(VerifyCommand, RejectsABrokenLockAndRepeatsTheFailure) {
    for (const char* layer : {"properties", "stress"}) {
        const answer got = heddle(verify("locks::check_then_act", layer, {}, "10s"));
        ASSERT_EQ(got.exit_code, 1) << got.output;
        EXPECT_EQ(got.result["verdict"], "failed");
        const json& failure = only_layer(got)["failure"];
        EXPECT_EQ(failure["kind"], "assertion") << failure;
        EXPECT_TRUE(contains(failure["location"], "mutex_contract.hpp:")) << failure;
        EXPECT_TRUE(contains(got.output, "repeat it with: heddle verify --as mutex --type locks::check_then_act"));
        const answer again = heddle(verify("locks::check_then_act", layer, {"--replay", replay_of(got)}, "10s"));
        EXPECT_EQ(again.exit_code, 1) << again.output;
        EXPECT_TRUE(only_layer(again)["cached"]);
    }
}

TEST(VerifyCommand, FindsARelaxedOrderTooManyInEveryExecution) {
    const answer got = heddle(verify("locks::ticket_lock", "model"));
    ASSERT_EQ(got.exit_code, 1) << got.output;
    const json& failure = only_layer(got)["failure"];
    EXPECT_EQ(failure["kind"], "data-race");
    EXPECT_FALSE(only_layer(got)["cached"]);
    EXPECT_TRUE(contains(got.output, "thread 1: lock\nthread 2: lock\n")) << got.output;
    EXPECT_TRUE(contains(got.output, "is relaxed, which\n     does not release")) << got.output;
    const answer again = heddle(verify("locks::ticket_lock", "model", {"--replay", replay_of(got)}));
    ASSERT_EQ(again.exit_code, 1) << again.output;
    EXPECT_EQ(only_layer(again)["executions"], 1);
    EXPECT_EQ(only_layer(again)["failure"]["message"], failure["message"]);
    EXPECT_TRUE(only_layer(again)["cached"]);
}

TEST(VerifyCommand, ReadsTheReportOfASanitizer) {
    const answer got = heddle(verify("locks::ticket_lock", "tsan"));
    ASSERT_EQ(got.exit_code, 1) << got.output;
    EXPECT_EQ(only_layer(got)["failure"]["kind"], "data-race");
    EXPECT_TRUE(contains(only_layer(got)["failure"]["location"], "mutex_contract.hpp:")) << only_layer(got);
    const answer again = heddle(verify("locks::ticket_lock", "tsan", {"--replay", replay_of(got)}));
    EXPECT_EQ(again.exit_code, 1) << again.output;
}

TEST(VerifyCommand, SaysNoVerdictWhenTheTimeDoesNotSuffice) {
    const answer got = heddle(verify("locks::chatty", "model", {}, "50ms"));
    EXPECT_EQ(got.exit_code, 3) << got.output;
    EXPECT_EQ(only_layer(got)["verdict"], "incomplete");
    EXPECT_TRUE(contains(only_layer(got)["reason"], "2 threads x 1 operation")) << got.output;
}

TEST(VerifyCommand, CallsAHangAndACrashFailures) {
    const answer hangs = heddle(verify("locks::one_way", "stress"), "1");
    EXPECT_EQ(hangs.exit_code, 1) << hangs.output;
    EXPECT_EQ(only_layer(hangs)["failure"]["kind"], "timeout");
    EXPECT_TRUE(contains(hangs.output, "actor 1          locking")) << hangs.output;
    const answer crashes = heddle(verify("locks::suicidal", "stress"));
    EXPECT_EQ(crashes.exit_code, 1) << crashes.output;
    EXPECT_EQ(only_layer(crashes)["failure"]["kind"], "crash");
}

TEST(VerifyCommand, TakesOtherWordsAndArgumentsOfConstructors) {
    const answer got = heddle({"stress", "--as", "mutex", "--type", "locks::gate", "--header",
                               types + "/adapted_gate.hpp", "--construct", "T(10)", "--for", "200ms"});
    EXPECT_EQ(got.exit_code, 0) << got.output;
    EXPECT_EQ(got.result["command"], "stress");
    // The template alone: the contract chooses its argument.
    const answer ring = heddle({"stress", "--as", "channel", "--type", "rings::ring", "--header",
                                types + "/adapted_ring.hpp", "--for", "200ms"});
    EXPECT_EQ(ring.exit_code, 0) << ring.output;
}

TEST(VerifyCommand, TakesAContractOfOnesOwn) {
    const answer got = heddle({"verify", "--contract", examples + "/account_contract.hpp", "--as", "account", "--type",
                               "accounts::hasty_account", "--header", examples + "/account.hpp", "--layer", "model"});
    ASSERT_EQ(got.exit_code, 1) << got.output;
    EXPECT_EQ(got.result["contract"], "account");
    EXPECT_TRUE(contains(got.output, "withdraw")) << got.output;
    EXPECT_TRUE(contains(got.output, "account.hpp")) << got.output;
}

void expect_refusal(const words& arguments, const std::string& line) {
    const answer got = heddle(arguments);
    EXPECT_EQ(got.exit_code, 2) << got.output;
    EXPECT_TRUE(contains(got.output, "heddle: " + line)) << got.output;
    EXPECT_TRUE(got.result.is_null());
}

TEST(VerifyCommand, RefusesInWordsWhatCannotBeVerified) {
    expect_refusal(verify("locks::keyless", "properties"), "locks::keyless has no unlock()\n");
    expect_refusal(verify("locks::gate", "model"),
                   "locks::gate has no default constructor: give it arguments with --construct or CONSTRUCT\n");
    expect_refusal(verify("locks::missing", "stress"), "--type:1:");
    expect_refusal({"verify", "--as", "mutx", "--type", "locks::spinlock", "--header", types + "/locks.hpp"},
                   "there is no contract 'mutx'; did you mean mutex? There are: arc ");
    expect_refusal({"verify", "--as", "mutex", "--type", "locks::spinlock", "--header", "nowhere.hpp"},
                   "--header nowhere.hpp: no such file");
    expect_refusal({"verify", "--as", "mutex", "--type", "locks::unfinished", "--header", types + "/unfinished.hpp"},
                   types + "/unfinished.hpp:7:26: error: ");
}

} // namespace
