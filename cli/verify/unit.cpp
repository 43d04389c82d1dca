#include "verify/unit.hpp"

#include <algorithm>
#include <fstream>
#include <numeric>
#include <sstream>
#include <utility>

#include "exit_code.hpp"

namespace heddle::cli {

namespace fs = std::filesystem;

namespace {

// How many letters have to be put in, left out or changed; by Wagner and Fischer.
std::size_t distance(const std::string& from, const std::string& to) {
    std::vector<std::size_t> row(to.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < from.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < to.size(); ++j) {
            const std::size_t changed = diagonal + (from[i] != to[j]);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, diagonal + 1});
        }
    }
    return row.back();
}

std::string no_such_contract(const std::vector<std::string>& known, const std::string& asked) {
    const auto nearest = std::min_element(known.begin(), known.end(), [&](const auto& a, const auto& b) {
        return distance(asked, a) < distance(asked, b);
    });
    std::string text = "there is no contract '" + asked + "'";
    if (nearest != known.end() && distance(asked, *nearest) <= 1 + asked.size() / 3)
        text += "; did you mean " + *nearest + "?";
    text += " There are:";
    for (const std::string& one : known)
        text += " " + one;
    return text;
}

void check_header(const fs::path& header, const std::vector<std::string>& folders, const char* option) {
    std::vector<fs::path> tried = {header};
    for (const std::string& folder : folders)
        tried.push_back(folder / header);
    const auto there = [](const fs::path& file) { return fs::is_regular_file(file); };
    if (std::none_of(tried.begin(), tried.end(), there)) {
        std::string text = std::string(option) + " " + header.string() + ": no such file, neither here";
        for (const std::string& folder : folders)
            text += ", nor in " + folder;
        throw cannot(text + (folders.empty() ? " (and there is no -I)" : ""));
    }
}

// The header as the generated source includes it: from where it is, or as -I finds it.
std::string include_name(const fs::path& header) {
    return fs::is_regular_file(header) ? fs::absolute(header).string() : header.string();
}

// "T(64)" or "my::queue{64}": "(64)" or "{64}".
std::string arguments_of(const std::string& constructed) {
    const auto begin = constructed.find_first_of("({");
    if (begin == constructed.npos || (constructed.back() != ')' && constructed.back() != '}'))
        throw cannot("--construct " + constructed + ": give the arguments in parentheses, for instance 'T(64)'");
    return constructed.substr(begin);
}

std::string subject_of(const verify_request& asked) {
    std::string text;
    std::string subject = "named_type";
    if (!asked.constructed.empty()) {
        text = "struct constructed : named_type {\n    constructed() : named_type" + arguments_of(asked.constructed) +
               " {}\n};\n";
        subject = "constructed";
    }
    if (!asked.contract_header.empty())
        subject = "::heddle::under_contract<::heddle::contracts::" + asked.contract + ", " + subject + ">";
    return text + "using subject = " + subject + ";";
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
    for (auto at = text.find(from); at != text.npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

} // namespace

std::vector<std::string> parts_of(const kit& with, const verify_request& asked, const std::string& layer) {
    const std::string contract = asked.contract_header.empty() ? asked.contract : "own";
    std::vector<std::string> parts = {layer};
    if (layer == "tsan" || layer == "asan")
        parts = {"properties", "stress"};
    std::erase_if(parts, [&](const std::string& part) { return !with.has_part(contract, part); });
    return parts;
}

std::string unit_text(const kit& with, const verify_request& asked, const std::string& layer) {
    std::ifstream file(with.unit);
    std::ostringstream whole;
    whole << file.rdbuf();
    std::string text = whole.str();
    const std::string contract = asked.contract_header.empty() ? asked.contract : "own";
    std::string includes;
    std::string instantiations;
    if (!asked.contract_header.empty())
        includes += "#include \"" + include_name(asked.contract_header) + "\"\n";
    for (const std::string& part : parts_of(with, asked, layer)) {
        includes += "#include <heddle/" + part + "/" + contract + "_contract.hpp>\n";
        instantiations += "namespace heddle::" + part + " {\nINSTANTIATE_TYPED_TEST_SUITE_P(" + part + ", " + contract +
                          "_contract, ::heddle::under_test::subject);\n}\n";
    }
    replace_all(text, "@HEADER@", include_name(asked.header));
    replace_all(text, "@INCLUDES@", includes);
    replace_all(text, "@ELEMENT@", contract == "arc" ? "::heddle::support::counted" : "int");
    replace_all(text, "@SUBJECT@", subject_of(asked));
    replace_all(text, "@INSTANTIATIONS@", instantiations);
    replace_all(text, "@CONTRACT@", asked.contract);
    replace_all(text, "@TYPE@", asked.type);
    return text;
}

void check_request(const kit& with, const verify_request& asked) {
    check_header(asked.header, asked.include_folders, "--header");
    if (!asked.contract_header.empty())
        return check_header(asked.contract_header, asked.include_folders, "--contract");
    const auto known = with.contracts();
    if (std::find(known.begin(), known.end(), asked.contract) == known.end())
        throw cannot(no_such_contract(known, asked.contract));
}

} // namespace heddle::cli
