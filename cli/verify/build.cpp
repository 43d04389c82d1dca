#include "verify/build.hpp"

#include <algorithm>
#include <sstream>

#include "exit_code.hpp"
#include "process.hpp"
#include "toolchain.hpp"
#include "verify/unit.hpp"

namespace heddle::cli {

namespace fs = std::filesystem;

namespace {

using words = std::vector<std::string>;

// Optimised as what users ship, but for the model: there an optimiser removes races before they are seen. Heddle's own
// libraries are the same for all: what is instrumented is the type and the contract, and a harness whose steps
// ThreadSanitizer does not see cannot order what it watches.
words flags_of(const std::string& layer) {
    if (layer == "model")
        return {"-fsanitize=thread", "-O0", "-g", "-UNDEBUG", "-Wno-tsan", "-Wno-unknown-warning-option"};
    if (layer == "tsan")
        return {"-fsanitize=thread", "-O1", "-g1", "-fno-omit-frame-pointer"};
    if (layer == "asan")
        return {"-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-O1", "-g1", "-fno-omit-frame-pointer"};
    return {"-O2"};
}

words libraries_of(const std::string& layer) {
    if (layer == "model")
        return {"model_gtest", "engine"};
    if (layer == "tsan" || layer == "asan")
        return {"properties", "stress"};
    return {layer};
}

words compile_command(const std::string& compiler, const kit& with, const verify_request& asked,
                      const std::string& layer) {
    words command = {compiler, "-std=" + asked.standard, "-Wno-unused-command-line-argument"};
    for (const std::string& flag : flags_of(layer))
        command.push_back(flag);
    for (const std::string& folder : asked.include_folders)
        command.push_back("-I" + folder);
    for (const std::string& definition : asked.definitions)
        command.push_back("-D" + definition);
    for (const fs::path& folder : with.include_folders) {
        command.emplace_back("-isystem");
        command.push_back(folder.string());
    }
    command.insert(command.end(), asked.more_flags.begin(), asked.more_flags.end());
    return command;
}

words link_command(const std::string& compiler, const kit& with, const verify_request& asked, const std::string& layer,
                   const fs::path& object) {
    words command = {compiler, object.string(), with.library("test_main").string()};
    if (layer == "tsan")
        command.emplace_back("-fsanitize=thread");
    if (layer == "asan")
        command.emplace_back("-fsanitize=address,undefined");
    if (layer == "model")
        command.emplace_back("-Wl,--whole-archive");
    for (const std::string& name : libraries_of(layer))
        command.push_back(with.library(name).string());
    if (layer == "model") {
        command.emplace_back("-Wl,--no-whole-archive");
        command.push_back(with.library("properties").string()); // generates programs and judges them
    }
    command.push_back(with.library("support").string());
    for (const char* one : {"-lrapidcheck", "-lgtest", "-pthread"})
        command.emplace_back(one);
    if (layer == "model")
        for (const char* one : {"-ldw", "-ldl", "-lm"})
            command.emplace_back(one);
    for (const std::string& flag : asked.more_flags)
        if (flag.starts_with("-l") || flag.starts_with("-L") || flag.starts_with("-Wl,") || flag.ends_with(".a") ||
            flag.ends_with(".so"))
            command.push_back(flag);
    return command;
}

void run_or_refuse(const kit& with, words command, const words& more, const verify_request& asked) {
    command.insert(command.end(), more.begin(), more.end());
    const ended result = run({.command = command, .environment = {{"LC_ALL", "C"}}, .limit = {}});
    if (result.exit_code != 0)
        throw cannot(diagnosis(with, result.errors, asked.type));
}

std::string version_of(const std::string& compiler) {
    return run({.command = {compiler, "--version"}, .environment = {}, .limit = {}, .keep_output = true}).errors;
}

} // namespace

std::string diagnosis(const kit& with, const std::string& errors, const std::string& type) {
    const std::string first = first_error(errors);
    const bool not_the_users = first.starts_with("/usr/") ||
                               std::any_of(with.include_folders.begin(), with.include_folders.end(),
                                           [&](const fs::path& folder) { return first.starts_with(folder.string()); });
    const std::string refused = "the type under test ";
    const auto at = errors.find(refused);
    if (!not_the_users || at == errors.npos)
        return first;
    const auto begin = at + refused.size();
    return type + " " + errors.substr(begin, errors.find_first_of("\"\n", begin) - begin);
}

built_layer build_layer(const kit& with, const program_cache& cache, const verify_request& asked,
                        const std::string& layer) {
    const std::string compiler = find_compilers().cxx;
    const fs::path unit = cache.source(unit_text(with, asked, layer), "." + layer + ".cpp");
    const fs::path plain = cache.work() / (layer + ".ii"); // preprocessed
    const fs::path object = cache.work() / (layer + ".o");
    const fs::path program = cache.work() / layer;
    const words compile = compile_command(compiler, with, asked, layer);
    const words link = link_command(compiler, with, asked, layer, object);
    run_or_refuse(with, compile, {"-E", unit.string(), "-o", plain.string()}, asked);

    content_key key;
    key.add(version_of(compiler));
    for (const words& each : {compile, link})
        for (const std::string& word : each)
            if (word != object.string())
                key.add(word);
    key.add_file(plain);
    for (const std::string& word : link)
        if (word.ends_with(".a") && !word.starts_with("-"))
            key.add_file(word);
    if (cache.find(key.text(), program))
        return {program, true};
    run_or_refuse(with, compile, {"-c", "-x", "c++-cpp-output", plain.string(), "-o", object.string()}, asked);
    run_or_refuse(with, link, {"-o", program.string()}, asked);
    cache.keep(key.text(), program);
    return {program, false};
}

} // namespace heddle::cli
