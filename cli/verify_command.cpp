// `heddle verify`: a type under a contract, through every layer; `heddle stress`: through that one layer. For each
// layer a source is generated, compiled and run as a process of its own, as many at a time as there are cores.
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <exception>
#include <memory>
#include <random>
#include <thread>

#include <nlohmann/json.hpp>

#include "command.hpp"
#include "exit_code.hpp"
#include "output.hpp"
#include "verify/build.hpp"
#include "verify/layer_run.hpp"
#include "verify/progress_board.hpp"
#include "verify/unit.hpp"
#include "verify/verdict_table.hpp"

namespace heddle::cli {

std::string line_to_type(const verify_request& asked, const std::string& layer, const std::string& replay) {
    std::string line = "heddle verify --as " + asked.contract + " --type " + shell_word(asked.type) + " --header " +
                       shell_word(asked.header.string());
    if (!asked.contract_header.empty())
        line += " --contract " + shell_word(asked.contract_header.string());
    if (!asked.constructed.empty())
        line += " --construct " + shell_word(asked.constructed);
    for (const auto& folder : asked.include_folders)
        line += " -I " + shell_word(folder);
    for (const auto& definition : asked.definitions)
        line += " -D " + shell_word(definition);
    if (asked.standard != "c++20")
        line += " --std " + asked.standard;
    line += " --layer " + layer;
    if (!replay.empty())
        line += " --replay " + shell_word(replay);
    if (!asked.more_flags.empty())
        line += " --";
    for (const auto& flag : asked.more_flags)
        line += " " + shell_word(flag);
    return line;
}

namespace {

using nlohmann::json;

// The layers of one call, done by as many workers as there are cores; each result in its place.
class layer_jobs {
public:
    layer_jobs(const kit& with, const verify_request& asked)
        : with_(with), asked_(asked), board_(std::make_unique<progress_board>(asked.layers)),
          seed_(asked.seed ? *asked.seed : std::random_device{}()), results_(asked.layers.size()),
          refusals_(asked.layers.size()) {}

    std::vector<layer_result> run_all() {
        const unsigned cores = std::max(2U, std::thread::hardware_concurrency());
        std::vector<std::thread> workers;
        for (unsigned i = 0; i < cores && i < results_.size(); ++i)
            workers.emplace_back([this] { work(); });
        for (std::thread& one : workers)
            one.join();
        board_.reset();
        for (const std::exception_ptr& one : refusals_)
            if (one)
                std::rethrow_exception(one);
        return std::move(results_);
    }

private:
    void work() {
        for (std::size_t i; (i = next_.fetch_add(1, std::memory_order_relaxed)) < results_.size();) {
            try {
                do_layer(i);
            } catch (...) {
                refusals_[i] = std::current_exception();
                next_.store(results_.size(), std::memory_order_relaxed); // begin no other
            }
        }
    }

    void do_layer(std::size_t i) {
        const std::string& layer = asked_.layers[i];
        if (parts_of(with_, asked_, layer).empty()) {
            results_[i].layer = layer;
            results_[i].verdict = "incomplete";
            results_[i].reason = "the contract " + asked_.contract + " has no part for this layer";
            return board_->set(layer, results_[i].verdict, true);
        }
        board_->set(layer, "compiling");
        const built_layer built = build_layer(with_, cache_, asked_, layer);
        board_->set(layer, "running");
        results_[i] = run_layer(asked_, layer, built.program, seed_);
        results_[i].cached = built.cached;
        board_->set(layer, results_[i].verdict + ", " + counted(results_[i]), true);
    }

    const kit& with_;
    const verify_request& asked_;
    program_cache cache_;
    std::unique_ptr<progress_board> board_;
    std::uint64_t seed_;
    std::atomic<std::size_t> next_{0};
    std::vector<layer_result> results_;
    std::vector<std::exception_ptr> refusals_;
};

// A failure anywhere outweighs a missing verdict elsewhere.
std::string verdict_of(const std::vector<layer_result>& results) {
    std::string worst = "verified";
    for (const layer_result& one : results)
        if (worst != "failed" && one.verdict != "verified")
            worst = one.verdict;
    return worst;
}

json summary_of(const verify_request& asked, const std::vector<layer_result>& results) {
    json all = {{"command", asked.command},
                {"contract", asked.contract},
                {"type", asked.type},
                {"verdict", verdict_of(results)},
                {"layers", json::array()}};
    for (const layer_result& one : results)
        all["layers"].push_back(as_json(asked, one));
    return all;
}

// The whole output of each layer, the source it was made from, and the summary.
void write_report(const kit& with, const verify_request& asked, const std::vector<layer_result>& results) {
    std::error_code failed;
    std::filesystem::create_directories(asked.report_folder, failed);
    if (failed)
        throw cannot("cannot make the folder " + asked.report_folder.string());
    for (const layer_result& one : results) {
        write_whole(asked.report_folder / (one.layer + ".txt"), one.output);
        write_whole(asked.report_folder / (one.layer + ".cpp"), unit_text(with, asked, one.layer));
    }
    write_json(asked.report_folder / (asked.command + ".json"), summary_of(asked, results));
}

int verify(const verify_request& asked) {
    const kit with = find_kit();
    check_request(with, asked);
    const auto results = layer_jobs(with, asked).run_all();
    for (const layer_result& one : results)
        if (one.failure)
            print_failure(asked, one);
    print_table(results);
    if (!asked.json_file.empty())
        write_json(asked.json_file, summary_of(asked, results));
    if (!asked.report_folder.empty())
        write_report(with, asked, results);
    const std::string verdict = verdict_of(results);
    return verdict == "verified" ? holds : verdict == "failed" ? bug_found : no_verdict;
}

void add_arguments(CLI::App& command, verify_request& asked) {
    command.add_option("--as", asked.contract, "What the type is: mutex, channel, queue, … (see docs)")->required();
    command.add_option("--type", asked.type, "The type, or a template whose argument the contract chooses")->required();
    command.add_option("--header", asked.header, "What to include for it")->required();
    command.add_option("--contract", asked.contract_header, "The header with a contract of your own, named by --as");
    command.add_option("--construct", asked.constructed, "How to construct it, for instance 'T(64)'");
    command.add_option("-I", asked.include_folders, "Add a folder to the include path")->allow_extra_args(false);
    command.add_option("-D", asked.definitions, "Define a macro: NAME or NAME=VALUE")->allow_extra_args(false);
    command.add_option("--std", asked.standard, "Language standard (default: c++20)");
    add_time(command, "--for", asked.seconds, "How long each layer that can use it runs (default: 10s)");
    command.add_option("--seed", asked.seed, "Where every random choice starts (default: a fresh one)");
    command.add_option("--json", asked.json_file, "Write the result to this file too");
    command.add_option("--report", asked.report_folder, "Write what each layer said to this folder");
    command.add_option("--replay", asked.replay, "Repeat an earlier failure of a layer, as its last line says");
    command.footer("After -- come further flags for the compiler. CXX chooses it.");
}

} // namespace

void add_verify_commands(CLI::App& heddle, const std::vector<std::string>& compiler_flags, int& code) {
    const auto asked = std::make_shared<verify_request>();
    CLI::App& verify_app = *heddle.add_subcommand("verify", "Put a type of yours through every layer of a contract");
    add_arguments(verify_app, *asked);
    verify_app.add_option("--layer", asked->layers, "Only these: properties,stress,model,tsan,asan (default: all)")
        ->delimiter(',')
        ->check(CLI::IsMember(all_layers));
    verify_app.callback([asked, &code, &compiler_flags] {
        asked->more_flags = compiler_flags;
        if (asked->layers.empty())
            asked->layers = all_layers;
        code = verify(*asked);
    });
    const auto stressed = std::make_shared<verify_request>();
    CLI::App& stress_app =
        *heddle.add_subcommand("stress", "The stress layer of verify alone, for as long as --for says");
    add_arguments(stress_app, *stressed);
    stress_app.callback([stressed, &code, &compiler_flags] {
        stressed->command = "stress";
        stressed->layers = {"stress"};
        stressed->more_flags = compiler_flags;
        code = verify(*stressed);
    });
}

} // namespace heddle::cli
