#include "verify/layer_run.hpp"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <regex>

#include <heddle/support/watchdog.hpp>

#include "exit_code.hpp"
#include "verify/sanitizer_report.hpp"

namespace heddle::cli {

namespace {

using nlohmann::json;

constexpr int patience = 8; // seconds without progress are a hang
constexpr double more_than_asked =
    60;                     // seconds that a run may take beyond its time; nothing hangs then, but it is slow
constexpr int cases = 2000; // of each property, if there is the time

std::vector<std::pair<std::string, std::string>> environment_of(const verify_request& asked, const std::string& layer,
                                                                const std::string& findings, std::uint64_t seed) {
    const std::string start = std::to_string(seed);
    const int more = layer == "tsan" || layer == "asan" ? 3 * patience : patience;
    const char* const set = std::getenv("HEDDLE_WATCHDOG_SECONDS");
    std::vector<std::pair<std::string, std::string>> all = {
        {"HEDDLE_FINDINGS", findings},
        {"HEDDLE_SEED", start},
        {"RC_PARAMS", "seed=" + start + " max_success=" + std::to_string(layer == "properties" ? cases : cases / 4)},
        {"HEDDLE_WATCHDOG_SECONDS", set                ? set
                                    : layer == "model" ? "86400"
                                                       : std::to_string(more)}};
    for (auto& option : sanitizer_environment())
        all.push_back(std::move(option));
    const std::string token = asked.replay.substr(std::min(asked.replay.size(), asked.replay.find('@') + 1));
    if (token.starts_with("reproduce="))
        all.emplace_back("RC_PARAMS", token);
    else if (token.starts_with("program="))
        all.emplace_back("HEDDLE_PROGRAM", token.substr(token.find('=') + 1));
    else if (token.find_first_not_of("0123456789") == token.npos && !token.empty())
        all.emplace_back("HEDDLE_SEED", token);
    else if (!token.empty())
        all.emplace_back("HEDDLE_REPLAY", token);
    return all;
}

std::vector<std::string> command_of(const verify_request& asked, const std::filesystem::path& program) {
    std::vector<std::string> command = {program.string(), "--gtest_color=no", "--gtest_fail_fast", "--within",
                                        std::to_string(asked.seconds)};
    if (const auto at = asked.replay.find('@'); at != asked.replay.npos && at > 0)
        command.push_back("--gtest_filter=" + asked.replay.substr(0, at));
    return command;
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

std::string tail_from(const std::string& text, const std::string& begin) {
    const auto at = text.find(begin);
    return at == text.npos ? text : text.substr(at);
}

void fail(layer_result& result, const std::string& kind, const std::string& message, const std::string& details,
          std::uint64_t seed) {
    result.verdict = "failed";
    result.failure = layer_failure{kind, message, "", "@" + std::to_string(seed), details};
}

void take_findings(layer_result& result, const json& found) {
    result.verdict = found.at("verdict");
    result.checked = found.at("checked");
    result.seconds = found.at("seconds");
    result.covered = found.at("covered").get<std::vector<std::string>>();
    result.reason = found.value("reason", "");
    if (!found.contains("failure"))
        return;
    const json& one = found["failure"];
    const std::string test = one.at("test");
    result.failure = layer_failure{one.at("kind"), first_line(one.at("message")), one.at("location"),
                                   test + "@" + one.at("replay").get<std::string>(), one.at("details")};
    // A broken promise begins with its place: "/…/mutex_contract.hpp:32: broken: one thread at a time holds the mutex".
    static const std::regex promise("(/[^:]+:[0-9]+): (broken: .*)");
    if (std::smatch parts; std::regex_match(result.failure->message, parts, promise)) {
        const std::string place = parts[1];
        result.failure->message = std::string(parts[2]);
        result.failure->location = place;
    }
}

void incomplete(layer_result& result, const std::string& why) {
    result.verdict = "incomplete";
    result.reason = why;
}

// The program ended, but not as a test does.
void judge_end(layer_result& result, const ended& process, std::uint64_t seed) {
    const std::string& output = process.errors;
    if (process.exit_code == support::no_progress_exit_code)
        return fail(result, "timeout", "no thread makes progress", tail_from(output, "watchdog:"), seed);
    if (process.signal != 0) {
        const bool thrown = output.find("terminate called") != output.npos;
        return fail(result, thrown ? "uncaught-exception" : "crash",
                    thrown ? first_line(tail_from(output, "terminate called"))
                           : std::string("ended by signal ") + std::to_string(process.signal) + " (" +
                                 ::strsignal(process.signal) + ")",
                    output, seed);
    }
    fail(result, "crash", "ended with exit code " + std::to_string(process.exit_code) + " before its tests did", output,
         seed);
}

} // namespace

layer_result judge_run(const std::string& layer, const ended& process, const json& found, std::uint64_t seed) {
    layer_result result;
    result.layer = layer;
    result.output = process.errors;
    if (process.timed_out) {
        incomplete(result, "it had to be stopped");
    } else if (process.signal == SIGINT || process.signal == SIGTERM || process.signal == SIGKILL) {
        incomplete(result, "it was killed");
    } else if (process.exit_code == sanitizer_exit_code) {
        const sanitizer_finding what = read_sanitizer_report(process.errors);
        fail(result, what.kind, what.message, what.report, seed);
        result.failure->location = what.location;
    } else if (process.exit_code == 2) {
        throw cannot(process.errors.find("no test ran") != process.errors.npos
                         ? "--replay names no test of this layer"
                         : "the " + layer + " layer could not be run: " + first_line(process.errors));
    } else if ((process.exit_code == 0 || process.exit_code == 1) && found.is_object()) {
        take_findings(result, found);
    } else {
        judge_end(result, process, seed);
    }
    return result;
}

layer_result run_layer(const verify_request& asked, const std::string& layer, const std::filesystem::path& program,
                       std::uint64_t seed) {
    const std::string findings = program.string() + ".findings";
    const auto limit = std::chrono::duration<double>(asked.seconds + more_than_asked);
    const auto start = std::chrono::steady_clock::now();
    const ended process = run({.command = command_of(asked, program),
                               .environment = environment_of(asked, layer, findings, seed),
                               .limit = std::chrono::duration_cast<std::chrono::milliseconds>(limit),
                               .keep_output = true});
    std::ifstream file(findings);
    layer_result result = judge_run(layer, process, file ? json::parse(file, nullptr, false) : json(), seed);
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return result;
}

json as_json(const verify_request& asked, const layer_result& result) {
    const char* counted = result.layer == "stress" ? "rounds" : result.layer == "model" ? "executions" : "cases";
    json all = {{"layer", result.layer},     {"verdict", result.verdict}, {counted, result.checked},
                {"seconds", result.seconds}, {"cached", result.cached},   {"covered", result.covered}};
    if (!result.reason.empty())
        all["reason"] = result.reason;
    if (result.failure)
        all["failure"] = {{"kind", result.failure->kind},
                          {"message", result.failure->message},
                          {"location", result.failure->location},
                          {"replay", line_to_type(asked, result.layer, result.failure->replay)}};
    return all;
}

} // namespace heddle::cli
