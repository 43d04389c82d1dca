#include "verify/kit.hpp"

#include <algorithm>
#include <fstream>
#include <set>

#include "exit_code.hpp"

namespace heddle::cli {

namespace fs = std::filesystem;

namespace {

constexpr const char* suffix = "_contract.hpp";

fs::path part_of(const std::string& contract, const std::string& layer) {
    return fs::path("heddle") / layer / (contract + suffix);
}

} // namespace

fs::path kit::library(const std::string& name) const {
    const fs::path file = libraries / ("libheddle_" + name + ".a");
    if (!fs::exists(file))
        throw cannot("Heddle is not installed completely: " + file.string() + " is missing");
    return file;
}

bool kit::has_part(const std::string& contract, const std::string& layer) const {
    return std::any_of(include_folders.begin(), include_folders.end(),
                       [&](const fs::path& folder) { return fs::exists(folder / part_of(contract, layer)); });
}

std::vector<std::string> kit::contracts() const {
    std::set<std::string> all;
    for (const fs::path& folder : include_folders) {
        for (const char* layer : {"properties", "stress", "model"}) {
            std::error_code none;
            for (const auto& entry : fs::directory_iterator(folder / "heddle" / layer, none)) {
                const std::string name = entry.path().filename().string();
                if (name.ends_with(suffix))
                    all.insert(name.substr(0, name.size() - std::string(suffix).size()));
            }
        }
    }
    all.erase("own");
    return {all.begin(), all.end()};
}

kit find_kit() {
    std::error_code failed;
    const fs::path root = fs::read_symlink("/proc/self/exe", failed).parent_path().parent_path();
    kit found{.include_folders = {}, .libraries = root / "lib", .unit = root / "share/heddle/verify_unit.cpp.in"};
    std::ifstream folders(root / "share/heddle/include_folders");
    for (std::string line; std::getline(folders, line);)
        found.include_folders.emplace_back(line);
    if (found.include_folders.empty())
        found.include_folders.push_back(root / "include");
    if (failed || !fs::exists(found.unit) || !found.has_part("mutex", "properties"))
        throw cannot("Heddle is not installed completely: its headers are not found from " + root.string());
    return found;
}

} // namespace heddle::cli
