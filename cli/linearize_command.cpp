// `heddle linearize`: judges recorded histories by the specification of a register or of a key-value store. Files are
// read first, all of them, so that one that cannot be read is known at once; then judged, several at a time if asked.
#include <atomic>
#include <cstdio>
#include <functional>
#include <memory>
#include <thread>

#include <nlohmann/json.hpp>

#include <heddle/properties/linearizability.hpp>

#include "command.hpp"
#include "exit_code.hpp"
#include "output.hpp"
#include "recorded/histories.hpp"

namespace heddle::cli {

namespace {

using nlohmann::json;
using properties::judgement;
using properties::verdict;

struct linearize_request {
    std::string model;
    std::vector<std::filesystem::path> files;
    double time_limit = 0;     // seconds for each file; 0: no bound
    std::size_t memory = 4096; // MiB for each file
    unsigned jobs = 1;         // files judged at a time
    std::filesystem::path json_file;
};

// One file, read, and what came out of it.
struct judged_file {
    std::filesystem::path file;
    std::size_t calls = 0;
    std::size_t pending = 0; // calls whose outcome is not known
    std::function<judgement(const properties::bounds&)> judge;
    judgement found;
    double seconds = 0;
};

template <class Spec>
judged_file prepared(const std::filesystem::path& file, properties::history<Spec> seen) {
    judged_file one;
    one.file = file;
    one.calls = seen.size();
    for (const auto& entry : seen.entries())
        one.pending += entry.returned == seen.never;
    const auto kept = std::make_shared<properties::history<Spec>>(std::move(seen));
    one.judge = [kept](const properties::bounds& limits) { return properties::linearizable(*kept, limits); };
    return one;
}

void judge_all(std::vector<judged_file>& files, const linearize_request& asked) {
    const properties::bounds limits{std::chrono::milliseconds(static_cast<long long>(asked.time_limit * 1000)),
                                    asked.memory << 20};
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        for (std::size_t i; (i = next.fetch_add(1, std::memory_order_relaxed)) < files.size();) {
            const auto begin = std::chrono::steady_clock::now();
            files[i].found = files[i].judge(limits);
            files[i].seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        }
    };
    std::vector<std::thread> others;
    for (unsigned i = 1; i < asked.jobs && i < files.size(); ++i)
        others.emplace_back(work);
    work();
    for (std::thread& each : others)
        each.join();
}

const char* in_words(verdict what) {
    return what == verdict::holds ? "linearizable" : what == verdict::violation ? "violation" : "unknown";
}

const char* in_json(verdict what) {
    return what == verdict::holds ? "verified" : what == verdict::violation ? "failed" : "incomplete";
}

void print(const judged_file& one) {
    std::printf("%-12s  %s  (%zu calls, %zu of unknown outcome; %llu configurations, %.3f s)\n",
                in_words(one.found.what), one.file.string().c_str(), one.calls, one.pending,
                static_cast<unsigned long long>(one.found.configurations), one.seconds);
    if (one.found.what == verdict::unknown)
        std::printf("  %s\n", one.found.reason.c_str());
    if (one.found.what == verdict::violation)
        std::printf("\n%s(Numbers are lines of %s.)\n\n", one.found.explanation.c_str(), one.file.string().c_str());
}

json failure_of(const judged_file& one, const linearize_request& asked) {
    std::string location = one.file.string();
    if (one.found.until != properties::judging::never)
        location += ":" + std::to_string(one.found.until);
    return {{"kind", "not-linearizable"},
            {"message", one.found.explanation},
            {"location", location},
            {"replay", "heddle linearize --model " + asked.model + " " + shell_word(one.file.string())}};
}

json result_of(const judged_file& one, const linearize_request& asked) {
    json result = {{"file", one.file.string()}, {"verdict", in_json(one.found.what)},
                   {"calls", one.calls},        {"pending", one.pending},
                   {"seconds", one.seconds},    {"configurations", one.found.configurations}};
    if (one.found.what == verdict::unknown)
        result["reason"] = one.found.reason;
    if (one.found.what == verdict::violation) {
        result["failure"] = failure_of(one, asked);
        if (!one.found.part.empty())
            result["part"] = one.found.part;
    }
    return result;
}

// A violation anywhere outweighs a bound that was reached elsewhere.
verdict worst_of(const std::vector<judged_file>& files) {
    verdict worst = verdict::holds;
    for (const judged_file& one : files) {
        if (worst != verdict::violation && one.found.what != verdict::holds)
            worst = one.found.what;
    }
    return worst;
}

json summary_of(const std::vector<judged_file>& files, const linearize_request& asked) {
    json all = {{"command", "linearize"},
                {"model", asked.model},
                {"verdict", in_json(worst_of(files))},
                {"files", json::array()}};
    double seconds = 0;
    for (const judged_file& one : files) {
        seconds += one.seconds;
        all["files"].push_back(result_of(one, asked));
        if (one.found.what == verdict::violation && !all.contains("failure"))
            all["failure"] = failure_of(one, asked);
    }
    all["seconds"] = seconds;
    return all;
}

int linearize(const linearize_request& asked) {
    std::vector<judged_file> files;
    for (const auto& file : asked.files)
        files.push_back(asked.model == "kv" ? prepared(file, recorded::read_kv(file))
                                            : prepared(file, recorded::read_register(file)));
    judge_all(files, asked);
    for (const judged_file& one : files)
        print(one);
    std::fflush(stdout);
    if (!asked.json_file.empty())
        write_json(asked.json_file, summary_of(files, asked));
    const verdict worst = worst_of(files);
    return worst == verdict::holds ? holds : worst == verdict::violation ? bug_found : no_verdict;
}

} // namespace

void add_linearize_command(CLI::App& heddle, int& code) {
    const auto asked = std::make_shared<linearize_request>();
    CLI::App& linearize_app = *heddle.add_subcommand("linearize", "Judge recorded histories of concurrent calls");
    linearize_app.add_option("files", asked->files, "Recorded histories")->required();
    linearize_app.add_option("--model", asked->model, "register (a log of Jepsen's) or kv (Clojure maps)")
        ->required()
        ->check(CLI::IsMember({"register", "kv"}));
    add_time_limit(linearize_app, asked->time_limit, "Give a file up after so long: 30s, 5m, 2h");
    linearize_app.add_option("--memory-limit", asked->memory, "Give a file up at so many MiB (default: 4096)")
        ->check(CLI::Range(std::size_t{1}, std::size_t{1} << 24));
    linearize_app.add_option("--jobs", asked->jobs, "Judge so many files at a time (default: 1)")
        ->check(CLI::Range(1u, 1024u));
    linearize_app.add_option("--json", asked->json_file, "Write the result to this file too");
    linearize_app.footer("A violation is shown with the shortest part of the history that no order explains, and the "
                         "call that has no place in it.");
    linearize_app.callback([asked, &code] { code = linearize(*asked); });
}

} // namespace heddle::cli
