// See source_text.hpp.
#include "engine/runtime/source_text.hpp"

#include <fstream>
#include <map>
#include <vector>

namespace heddle::model::runtime {

namespace {

std::string trimmed(const std::string& line) {
    const std::size_t begin = line.find_first_not_of(" \t");
    const std::size_t end = line.find_last_not_of(" \t\r");
    std::string text = begin == line.npos ? std::string{} : line.substr(begin, end + 1 - begin);
    for (char& letter : text)
        if (letter == '\t')
            letter = ' ';
    return text;
}

std::vector<std::string> lines_of(const std::string& file) {
    std::vector<std::string> lines;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);)
        lines.push_back(trimmed(line));
    return lines;
}

} // namespace

const std::string& source_line(const std::string& file, unsigned line) {
    static const std::string unknown;
    static std::map<std::string, std::vector<std::string>> known;
    const auto [entry, fresh] = known.try_emplace(file);
    if (fresh)
        entry->second = lines_of(file);
    return line == 0 || line > entry->second.size() ? unknown : entry->second[line - 1];
}

} // namespace heddle::model::runtime
