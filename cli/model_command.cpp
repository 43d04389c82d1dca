// `heddle model`: explores every execution of a whole program. The program is built with the model library and run as a
// process of its own, so that nothing it does can take this one with it; it leaves its verdict in a file.
#include <csignal>
#include <cstdio>
#include <fstream>
#include <limits>
#include <memory>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "command.hpp"
#include "exit_code.hpp"
#include "output.hpp"
#include "process.hpp"
#include "terminal.hpp"
#include "toolchain.hpp"

namespace heddle::cli {

namespace {

using nlohmann::json;

struct model_request {
    program_sources sources;
    std::string memory_model = "rc11";
    std::int64_t max_executions = 0; // 0: no bound
    double time_limit = 0;           // seconds; 0: no bound
    std::int64_t minimise = 10'000;
    std::string replay;
    std::string strategy = "exhaustive";
    std::uint64_t seed = 1;
    std::int64_t preemption_bound = -1; // none
    bool widen = false;
    bool spurious_wakeups = false;
    unsigned bug_depth = 3;
    unsigned jobs = 1;
    std::string shard; // "i/n"
    std::string checkpoint;
    std::filesystem::path json_file;
    std::filesystem::path graph_file;
    std::filesystem::path kept_program;
};

// Shard i of n, both from 1 for who types them.
std::pair<unsigned, unsigned> shard_of(const model_request& asked) {
    if (asked.shard.empty())
        return {0, 1};
    unsigned part = 0;
    unsigned all = 0;
    int length = 0;
    if (std::sscanf(asked.shard.c_str(), "%u/%u%n", &part, &all, &length) != 2 ||
        static_cast<std::size_t>(length) != asked.shard.size() || part < 1 || part > all || all > 1'000'000)
        throw cannot("--shard " + asked.shard + ": give i/n with i from 1 to n, for instance 2/8");
    return {part - 1, all};
}

// Where the program tells how far it is: our stderr under another number.
class progress_file {
public:
    progress_file() : number_(::dup(STDERR_FILENO)) {}
    ~progress_file() {
        if (number_ < 0)
            return;
        if (::isatty(number_))
            ::dprintf(number_, "\r\x1b[K");
        ::close(number_);
    }
    progress_file(const progress_file&) = delete;
    progress_file& operator=(const progress_file&) = delete;
    int number() const noexcept { return number_; }

private:
    int number_;
};

// What the checkpoint of this very program is told by.
std::string content_hash(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::uint64_t hash = 0xcbf29ce484222325U; // FNV-1a, by Fowler, Noll and Vo
    for (char letter = 0; in.get(letter);)
        hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3U;
    return std::to_string(hash);
}

json options_of(const model_request& asked, const std::filesystem::path& program, const progress_file& progress) {
    const auto [shard, shards] = shard_of(asked);
    json all = {{"memory", asked.memory_model},
                {"strategy", asked.strategy},
                {"seed", asked.seed},
                {"spurious_wakeups", asked.spurious_wakeups},
                {"bug_depth", asked.bug_depth},
                {"jobs", asked.jobs},
                {"shard", shard},
                {"shards", shards},
                {"checkpoint", asked.checkpoint},
                {"identity", asked.checkpoint.empty() ? "" : content_hash(program)},
                {"progress", progress.number()},
                {"max_executions", asked.max_executions},
                {"time_limit", asked.time_limit},
                {"minimise", asked.minimise},
                {"replay", asked.replay},
                {"widen", asked.widen}};
    if (asked.preemption_bound >= 0)
        all["preemption_bound"] = asked.preemption_bound;
    return all;
}

// The line to type to see this execution again.
std::string replay_line(const model_request& asked, const std::string& token) {
    std::string line = "heddle model";
    for (const auto& file : asked.sources.files)
        line += " " + shell_word(file.string());
    for (const auto& folder : asked.sources.include_folders)
        line += " -I " + shell_word(folder);
    for (const auto& definition : asked.sources.definitions)
        line += " -D " + shell_word(definition);
    if (!asked.sources.standard.empty())
        line += " --std " + asked.sources.standard;
    if (asked.memory_model != "rc11")
        line += " --memory-model " + asked.memory_model;
    if (asked.spurious_wakeups)
        line += " --spurious-wakeups";
    line += " --replay " + shell_word(token);
    if (!asked.sources.more_flags.empty()) {
        line += " --";
        for (const auto& flag : asked.sources.more_flags)
            line += " " + shell_word(flag);
    }
    return line;
}

// What the program's process left, or what its end says when it left nothing.
json verdict_of(const model_request& asked, const std::filesystem::path& program,
                const std::filesystem::path& result_file) {
    const progress_file progress;
    request child{.command = {program.string()},
                  .environment = {{"HEDDLE_MODEL_OPTIONS", options_of(asked, program, progress).dump()},
                                  {"HEDDLE_MODEL_RESULT", result_file.string()}},
                  .limit = {}};
    if (asked.time_limit > 0) {
        // The engine keeps the limit itself; this one is for an engine that cannot.
        child.limit = std::chrono::milliseconds(static_cast<long long>(asked.time_limit * 1000) + 10'000);
    }
    const ended process = run(child);
    std::ifstream file(result_file);
    json result = file ? json::parse(file, nullptr, false) : json();
    if (process.exit_code != 0 || !result.is_object()) {
        if (process.timed_out || process.signal == SIGINT || process.signal == SIGTERM || process.signal == SIGKILL)
            return {{"verdict", "incomplete"},
                    {"executions", 0},
                    {"blocked", 0},
                    {"seconds", 0.0},
                    {"reason", process.timed_out ? "the program had to be stopped" : "interrupted"}};
        const auto line = process.errors.substr(0, process.errors.find('\n'));
        throw cannot("the checker ended without a verdict" + (line.empty() ? "" : ": " + line));
    }
    if (result.contains("error"))
        throw cannot(result["error"].get<std::string>());
    return result;
}

// What a bound on preemptions taught, if there was one.
void print_preemptions(const json& result) {
    const bool failed = result["verdict"] == "failed";
    if (failed && result["failure"].contains("preemptions"))
        std::printf("it needs %u preemptions\n", result["failure"]["preemptions"].get<unsigned>());
    if (result.contains("preemptions"))
        std::printf(failed ? "no execution with up to %u preemptions fails\n"
                           : "every execution with up to %u preemptions was explored\n",
                    result["preemptions"].get<unsigned>());
}

void print(const model_request& asked, const json& result) {
    const std::string verdict = result["verdict"];
    if (verdict == "failed") {
        const json& failure = result["failure"];
        print_trace(result["trace"], result.value("emphasised", json::array()));
        if (const auto alike = result.value("alike", 1ULL); alike > 1)
            std::printf("shown: the smallest of %llu such failures in %llu executions\n", alike,
                        result.value("looked_at", 1ULL));
        if (const std::string token = failure.value("replay", ""); !token.empty())
            std::printf("repeat it with: %s\n\n", replay_line(asked, token).c_str());
    }
    print_preemptions(result);
    std::printf("%s", verdict.c_str());
    if (const std::string reason = result.value("reason", ""); !reason.empty())
        std::printf(" (%s)", reason.c_str());
    if (!asked.shard.empty())
        std::printf(" in shard %s", asked.shard.c_str());
    std::printf(": %llu executions, %llu blocked, %.3f s, memory model %s\n",
                result["executions"].get<unsigned long long>(), result["blocked"].get<unsigned long long>(),
                result["seconds"].get<double>(), asked.memory_model.c_str());
}

void write_result(const std::filesystem::path& file, json result) {
    for (const char* for_people : {"trace", "emphasised", "graph", "looked_at", "alike"})
        result.erase(for_people);
    write_json(file, result);
}

void write_graph(const std::filesystem::path& file, const json& result) {
    if (const std::string graph = result.value("graph", ""); !graph.empty())
        write_whole(file, graph);
    else
        std::fprintf(stderr, "heddle: no execution failed, so %s was not written\n", file.c_str());
}

// Leaves the program for a debugger, which it does not need a compiler for.
void keep_program(const model_request& asked, const std::filesystem::path& program, const json& result) {
    std::error_code failed;
    std::filesystem::copy_file(program, asked.kept_program, std::filesystem::copy_options::overwrite_existing, failed);
    if (failed)
        throw cannot("cannot write " + asked.kept_program.string() + ": " + failed.message());
    const std::string token = result["verdict"] == "failed" ? result["failure"].value("replay", "") : "";
    json options = {{"memory", asked.memory_model}, {"replay", token}};
    if (asked.spurious_wakeups)
        options["spurious_wakeups"] = true;
    if (!token.empty())
        std::printf("debug it with: HEDDLE_MODEL_OPTIONS=%s gdb -ex 'break heddle_failure' -ex run %s\n",
                    shell_word(options.dump()).c_str(),
                    shell_word(std::filesystem::absolute(asked.kept_program).string()).c_str());
}

int check(const model_request& asked) {
    (void)shard_of(asked); // before anything is built
    const temporary_folder folder;
    const auto program = build_program(asked.sources, folder.path());
    json result = verdict_of(asked, program, folder.path() / "result.json");
    result["command"] = "model";
    if (!asked.shard.empty())
        result["shard"] = asked.shard;
    print(asked, result);
    std::fflush(stdout);
    if (!asked.kept_program.empty())
        keep_program(asked, program, result);
    if (!asked.graph_file.empty())
        write_graph(asked.graph_file, result);
    if (!asked.json_file.empty())
        write_result(asked.json_file, result);
    const std::string verdict = result["verdict"];
    return verdict == "verified" ? holds : verdict == "failed" ? bug_found : no_verdict;
}

} // namespace

void add_model_command(CLI::App& heddle, const std::vector<std::string>& compiler_flags, int& code) {
    const auto asked = std::make_shared<model_request>();
    CLI::App& model = *heddle.add_subcommand("model", "Explore every execution of a whole program; main() is the body");
    model.add_option("files", asked->sources.files, "C (*.c) and C++ sources")->required();
    model.add_option("-I", asked->sources.include_folders, "Add a folder to the include path")->allow_extra_args(false);
    model.add_option("-D", asked->sources.definitions, "Define a macro: NAME or NAME=VALUE")->allow_extra_args(false);
    model.add_option("--std", asked->sources.standard, "Language standard (default: c++20, and the C compiler's own)");
    model.add_option("--memory-model", asked->memory_model, "rc11 (C++20's, the default) or sc (interleavings only)")
        ->check(CLI::IsMember({"rc11", "sc"}));
    model.add_option("--max-executions", asked->max_executions, "Stop after so many executions")
        ->check(CLI::Range(std::int64_t{1}, std::numeric_limits<std::int64_t>::max()));
    add_time_limit(model, asked->time_limit, "Stop after so long: 30s, 5m, 2h");
    model.add_option("--replay", asked->replay, "Run only the execution that this token of an earlier failure names");
    model.add_option("--keep", asked->kept_program,
                     "Leave the program in this file, to replay a failure in a debugger");
    model
        .add_option("--minimise", asked->minimise,
                    "After a failure look at so many more executions for one with fewer steps (default: 10000)")
        ->check(CLI::Range(std::int64_t{0}, std::numeric_limits<std::int64_t>::max()));
    model.add_option("--dot", asked->graph_file, "Write the failing execution as a graph for Graphviz to this file");
    model
        .add_option("--strategy", asked->strategy,
                    "exhaustive (default); random: executions by chance; pct: by chance, for bugs of small depth. "
                    "The last two end at a bound (100,000 executions if none is given), and only a bug is a verdict")
        ->check(CLI::IsMember({"exhaustive", "random", "pct"}));
    model.add_option("--seed", asked->seed, "Of random and pct (default 1)");
    model.add_option("--bug-depth", asked->bug_depth, "Of pct: how many things have to come together (default 3)")
        ->check(CLI::Range(1, 1000));
    model
        .add_option("--preemption-bound", asked->preemption_bound,
                    "Explore only executions in which threads that could go on are left at most so often")
        ->check(CLI::Range(0, 1000));
    model.add_flag("--widen", asked->widen,
                   "Allow 0 preemptions, then 1, 2, ... until nothing is left out or a bug is found");
    model.add_flag("--spurious-wakeups", asked->spurious_wakeups,
                   "Let each thread's waits end without reason once: finds `if` where `while` is needed");
    model.add_option("--jobs", asked->jobs, "Explore with so many processes; 0: one for each core (default 1)")
        ->check(CLI::Range(0, 1024));
    model.add_option("--shard", asked->shard,
                     "i/n: explore the i-th of n parts only; the executions of all n add up to the whole");
    model.add_option("--checkpoint", asked->checkpoint,
                     "Keep in this file how far the exploration came, and go on from it if it is there");
    model.add_option("--json", asked->json_file, "Write the result to this file too");
    model.footer(
        "After -- come further flags for the compiler. CC and CXX choose it. The code is compiled at -O0 unless a "
        "flag says otherwise, since an optimiser can remove races before they are seen.");
    model.callback([asked, &code, &compiler_flags] {
        asked->sources.more_flags = compiler_flags;
        code = check(*asked);
    });
}

} // namespace heddle::cli
