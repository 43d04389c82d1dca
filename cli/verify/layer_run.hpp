// Runs the program of a layer and says what its end means.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "process.hpp"
#include "verify/verify_request.hpp"

namespace heddle::cli {

struct layer_failure {
    std::string kind;
    std::string message;
    std::string location; // "file:line", or empty
    std::string replay;   // as --replay takes it, or empty
    std::string details;  // the shrunk program, the trace, the sanitizer's report
};

struct layer_result {
    std::string layer;
    std::string verdict; // verified, failed or incomplete
    std::uint64_t checked = 0;
    double seconds = 0;               // of the run
    std::vector<std::string> covered; // one line each
    std::string reason;               // why incomplete
    std::optional<layer_failure> failure;
    std::string output; // everything the program wrote
    bool cached = false;
};

/// Runs it. Throws `cannot` if it says that it was called wrongly.
layer_result run_layer(const verify_request& asked, const std::string& layer, const std::filesystem::path& program,
                       std::uint64_t seed);

/// What the end of a layer's program means; `found` is what it left in its file of findings, null if nothing.
layer_result judge_run(const std::string& layer, const ended& process, const nlohmann::json& found, std::uint64_t seed);

/// A layer's result as `--json` writes it.
nlohmann::json as_json(const verify_request& asked, const layer_result& result);

} // namespace heddle::cli
