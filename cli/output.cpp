#include "output.hpp"

#include <fstream>

#include <nlohmann/json.hpp>

#include "exit_code.hpp"

namespace heddle::cli {

void add_time(CLI::App& command, const std::string& name, double& seconds, const std::string& description) {
    const std::map<std::string, double> units = {{"ms", 0.001}, {"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86400}};
    command.add_option(name, seconds, description)
        ->transform(CLI::AsNumberWithUnit(units, CLI::AsNumberWithUnit::UNIT_OPTIONAL, "TIME"))
        ->check(CLI::Range(0.001, 31'536'000.0));
}

void add_time_limit(CLI::App& command, double& seconds, const std::string& description) {
    add_time(command, "--time-limit", seconds, description);
}

void write_json(const std::filesystem::path& file, const nlohmann::json& result) {
    write_whole(file, result.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

void write_whole(const std::filesystem::path& file, const std::string& text) {
    const std::filesystem::path draft = file.string() + ".new";
    std::ofstream out(draft);
    out << text;
    out.close();
    std::error_code failed;
    if (out)
        std::filesystem::rename(draft, file, failed);
    if (!out || failed) {
        std::filesystem::remove(draft, failed);
        throw cannot("cannot write " + file.string());
    }
}

std::string shell_word(const std::string& text) {
    if (text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./+-=:,@%") ==
            std::string::npos &&
        !text.empty())
        return text;
    std::string quoted = "'";
    for (const char letter : text) {
        if (letter == '\'')
            quoted += "'\\''";
        else
            quoted += letter;
    }
    return quoted + "'";
}

} // namespace heddle::cli
