// main() of a whole program under exploration: the program is linked with -Wl,--wrap=main, so that this main runs
// instead and explores the program's own as the body.
//
// HEDDLE_MODEL_OPTIONS: the options as JSON. HEDDLE_MODEL_RESULT: the file that gets the result as JSON, whole or not
// at all. Without them the program is explored with default options and the result goes to stdout.
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <string>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include <heddle/model.hpp>

extern "C" int __real_main(int argc, char** argv, char** environment);

namespace {

using nlohmann::json;
using namespace heddle::model;

// "1,234,000 runs, 12 % of about 10 million": two guesses of the whole, of which the later one comes from the part so
// far.
void tell_progress_on(int file, options& how) {
    const bool terminal = ::isatty(file) != 0;
    how.progress_interval = std::chrono::milliseconds(terminal ? 500 : 30'000);
    how.tell_progress = [file, terminal](const progress& now) {
        const double seconds = now.elapsed.count();
        const double whole = now.explored > 0 ? static_cast<double>(now.runs) / now.explored : now.expected;
        if (terminal)
            ::dprintf(file, "\r\x1b[K"); // back to the beginning of the line, and clear it
        ::dprintf(file, "%llu executions in %.0f s, %.0f/s; about %.2g in all",
                  static_cast<unsigned long long>(now.runs), seconds, static_cast<double>(now.runs) / seconds, whole);
        if (now.explored > 0)
            ::dprintf(file, ", %.1f %% explored", 100 * now.explored);
        ::dprintf(file, terminal ? "" : "\n");
    };
}

options read_options() {
    options how;
    const char* const text = std::getenv("HEDDLE_MODEL_OPTIONS");
    if (!text)
        return how;
    const json asked = json::parse(text);
    how.memory = asked.value("memory", "rc11") == "sc" ? memory_model::sc : memory_model::rc11;
    how.max_executions = asked.value("max_executions", how.max_executions);
    how.time_limit = std::chrono::milliseconds(static_cast<std::int64_t>(asked.value("time_limit", 0.0) * 1000));
    how.minimise_executions = asked.value("minimise", how.minimise_executions);
    how.replay = asked.value("replay", how.replay);
    const std::string named = asked.value("strategy", "exhaustive");
    how.strategy = named == "random" ? strategy::random : named == "pct" ? strategy::pct : strategy::exhaustive;
    how.seed = asked.value("seed", how.seed);
    how.spurious_wakeups = asked.value("spurious_wakeups", how.spurious_wakeups);
    if (asked.contains("preemption_bound"))
        how.preemption_bound = asked["preemption_bound"].get<unsigned>();
    how.widen = asked.value("widen", how.widen);
    how.bug_depth = asked.value("bug_depth", how.bug_depth);
    how.jobs = asked.value("jobs", how.jobs);
    how.shard = asked.value("shard", how.shard);
    how.shards = asked.value("shards", how.shards);
    how.checkpoint = asked.value("checkpoint", how.checkpoint);
    how.identity = asked.value("identity", how.identity);
    if (const int file = asked.value("progress", -1); file >= 0)
        tell_progress_on(file, how);
    return how;
}

json as_json(const result& found) {
    json all = {{"executions", found.executions}, {"blocked", found.blocked}, {"seconds", found.elapsed.count()}};
    if (found.preemptions)
        all["preemptions"] = *found.preemptions;
    if (found.unsupported) {
        all["error"] = *found.unsupported;
    } else if (found.bug) {
        const failure& bug = *found.bug;
        all["verdict"] = "failed";
        all["failure"] = {
            {"kind", bug.kind_name()}, {"message", bug.message}, {"location", bug.location}, {"replay", bug.replay}};
        if (bug.preemptions)
            all["failure"]["preemptions"] = *bug.preemptions;
        all["trace"] = bug.trace;
        all["graph"] = bug.graph;
        all["looked_at"] = bug.looked_at;
        all["alike"] = bug.alike;
        for (const emphasis& each : bug.emphasised)
            all["emphasised"].push_back({each.begin, each.length, static_cast<int>(each.role)});
    } else if (!found.complete) {
        all["verdict"] = "incomplete";
        all["reason"] = found.incomplete;
    } else {
        all["verdict"] = "verified";
    }
    return all;
}

bool write(const json& result) {
    const char* const name = std::getenv("HEDDLE_MODEL_RESULT");
    const std::string text = result.dump(-1, ' ', false, json::error_handler_t::replace);
    if (!name)
        return std::puts(text.c_str()) >= 0;
    const std::string draft = std::string(name) + ".new";
    std::ofstream out(draft);
    out << text << '\n';
    out.close();
    return out && std::rename(draft.c_str(), name) == 0;
}

} // namespace

extern "C" int __wrap_main(int argc, char** argv, char** environment) {
    try {
        const options how = read_options();
        const result found = explore([&] { __real_main(argc, argv, environment); }, how);
        return write(as_json(found)) ? 0 : 2;
    } catch (const std::exception& reason) {
        std::cerr << reason.what() << '\n';
        return 2;
    }
}
