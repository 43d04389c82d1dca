// Where Heddle's own headers and libraries are: installed, in ../include and ../lib beside this program's folder; in a
// build tree, in ../lib and in the folders that ../share/heddle/include_folders lists.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace heddle::cli {

struct kit {
    std::vector<std::filesystem::path> include_folders;
    std::filesystem::path libraries; // the folder
    std::filesystem::path unit;      // the template of a generated source

    /// A library of Heddle's, for instance "stress". Throws `cannot` if it is missing.
    [[nodiscard]] std::filesystem::path library(const std::string& name) const;
    /// The contracts that there are, each by one or more parts, sorted.
    [[nodiscard]] std::vector<std::string> contracts() const;
    /// Whether the contract has a part for this layer: properties, stress or model.
    [[nodiscard]] bool has_part(const std::string& contract, const std::string& layer) const;
};

/// Throws `cannot` if a part of it is missing.
kit find_kit();

} // namespace heddle::cli
