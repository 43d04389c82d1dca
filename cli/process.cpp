#include "process.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <map>
#include <sstream>
#include <string_view>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "exit_code.hpp"

namespace heddle::cli {

namespace {

using clock = std::chrono::steady_clock;

std::vector<std::string> whole_environment(const request& what) {
    std::map<std::string, std::string> variables;
    for (char** entry = environ; *entry; ++entry) {
        const std::string_view text = *entry;
        const auto equals = std::min(text.find('='), text.size());
        variables[std::string(text.substr(0, equals))] = text.substr(std::min(equals + 1, text.size()));
    }
    for (const auto& [name, value] : what.environment)
        variables[name] = value;
    std::vector<std::string> all;
    for (const auto& [name, value] : variables)
        all.push_back(name + "=" + value);
    return all;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> all;
    for (std::string& one : texts)
        all.push_back(one.data());
    all.push_back(nullptr);
    return all;
}

struct pipe_ends {
    int reader = -1;
    int writer = -1;
    pipe_ends() {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0)
            throw cannot(std::string("cannot make a pipe: ") + std::strerror(errno));
        reader = ends[0];
        writer = ends[1];
    }
    ~pipe_ends() {
        ::close(reader);
        close_writer();
    }
    void close_writer() {
        if (writer >= 0)
            ::close(std::exchange(writer, -1));
    }
};

pid_t start(const request& what, const pipe_ends& errors) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    if (!what.show_output) {
        if (what.keep_output)
            posix_spawn_file_actions_adddup2(&actions, errors.writer, STDOUT_FILENO);
        else
            posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_adddup2(&actions, errors.writer, STDERR_FILENO);
    }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    std::vector<std::string> words = what.command;
    std::vector<std::string> variables = whole_environment(what);
    pid_t child = -1;
    const int failed =
        ::posix_spawnp(&child, words[0].c_str(), &actions, nullptr, pointers(words).data(), pointers(variables).data());
    posix_spawn_file_actions_destroy(&actions);
    if (failed)
        throw cannot("cannot run " + words[0] + ": " + std::strerror(failed));
    return child;
}

// Reads what comes until the other end closes or `deadline`; returns whether it closed.
bool drain(int reader, std::string& into, std::optional<clock::time_point> deadline) {
    char chunk[4096];
    for (;;) {
        int patience = -1;
        if (deadline) {
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(*deadline - clock::now());
            if (left.count() <= 0)
                return false;
            patience = static_cast<int>(std::min<long long>(left.count(), 1'000'000));
        }
        pollfd watched{reader, POLLIN, 0};
        if (::poll(&watched, 1, patience) <= 0)
            continue;
        const ssize_t got = ::read(reader, chunk, sizeof chunk);
        if (got <= 0)
            return true;
        into.append(chunk, static_cast<std::size_t>(got));
    }
}

} // namespace

ended run(const request& what) {
    const auto deadline = what.limit ? std::optional(clock::now() + *what.limit) : std::nullopt;
    pipe_ends errors;
    // When its output goes where ours goes, the pipe still tells when it ends: it inherits a copy of the writer.
    if (what.show_output)
        ::fcntl(errors.writer, F_SETFD, 0);
    const pid_t child = start(what, errors);
    errors.close_writer();
    ended result;
    if (!drain(errors.reader, result.errors, deadline)) {
        result.timed_out = true;
        ::kill(child, SIGKILL);
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (WIFEXITED(status))
        result.exit_code = WEXITSTATUS(status);
    else
        result.signal = WTERMSIG(status);
    return result;
}

bool is_in_path(const std::string& program) {
    if (program.find('/') != std::string::npos)
        return ::access(program.c_str(), X_OK) == 0;
    const char* const path = std::getenv("PATH");
    std::istringstream folders(path ? path : "/usr/bin:/bin");
    for (std::string folder; std::getline(folders, folder, ':');) {
        if (::access((folder + "/" + program).c_str(), X_OK) == 0)
            return true;
    }
    return false;
}

temporary_folder::temporary_folder() {
    std::error_code failed;
    std::string name = (std::filesystem::temp_directory_path(failed) / "heddle-XXXXXX").string();
    if (failed || !::mkdtemp(name.data()))
        throw cannot("cannot make a temporary folder (" + name + "): " + std::strerror(errno) + "; set TMPDIR");
    path_ = name;
}

temporary_folder::~temporary_folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

} // namespace heddle::cli
