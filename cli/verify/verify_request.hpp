// What `heddle verify` and `heddle stress` are asked.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace heddle::cli {

struct verify_request {
    std::string command = "verify"; // or "stress"
    std::string contract;
    std::string type;
    std::filesystem::path header;
    std::filesystem::path contract_header; // of a contract that is not Heddle's own; else empty
    std::string constructed;               // "T(64)"; else empty
    std::vector<std::string> include_folders;
    std::vector<std::string> definitions;
    std::string standard = "c++20";
    std::vector<std::string> layers;
    double seconds = 10; // for each layer that can use it
    std::optional<std::uint64_t> seed;
    std::string replay; // "TEST@TOKEN"; else empty
    std::filesystem::path json_file;
    std::filesystem::path report_folder;
    std::vector<std::string> more_flags;
};

/// The layers in the order in which they are begun and shown.
inline const std::vector<std::string> all_layers = {"properties", "stress", "model", "tsan", "asan"};

/// The command that asks the same of one layer, to be typed.
std::string line_to_type(const verify_request& asked, const std::string& layer, const std::string& replay);

} // namespace heddle::cli
