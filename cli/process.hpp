// Runs another program and waits for it.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace heddle::cli {

struct ended {
    int exit_code = -1; // what it exited with; -1 if a signal ended it
    int signal = 0;     // the signal that ended it; 0 if it exited
    bool timed_out = false;
    std::string errors; // what it wrote on stderr, and on stdout too with keep_output, unless shown
};

struct request {
    std::vector<std::string> command;                             // the program, looked up in PATH, and its arguments
    std::vector<std::pair<std::string, std::string>> environment; // set on top of our own
    std::optional<std::chrono::milliseconds> limit;               // then it is killed
    bool show_output = false; // stdout and stderr go where ours go; else stdout is dropped and stderr kept
    bool keep_output = false; // stdout is kept with stderr
};

/// Runs it. Throws `cannot` if it cannot be started. Interrupting us interrupts it too.
ended run(const request& what);

/// Whether a program of this name is in PATH.
bool is_in_path(const std::string& program);

/// A folder of its own under the system's temporary folder, removed with everything in it at the end.
class temporary_folder {
public:
    temporary_folder();
    ~temporary_folder();
    temporary_folder(const temporary_folder&) = delete;
    temporary_folder& operator=(const temporary_folder&) = delete;
    const std::filesystem::path& path() const noexcept { return path_; }

private:
    std::filesystem::path path_;
};

} // namespace heddle::cli
