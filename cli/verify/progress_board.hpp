// What each layer is doing, while it does it: one line on a terminal, a line for each change elsewhere. On stderr.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace heddle::cli {

/// Thread-safe.
class progress_board {
public:
    explicit progress_board(const std::vector<std::string>& layers);
    ~progress_board();
    progress_board(const progress_board&) = delete;
    progress_board& operator=(const progress_board&) = delete;

    /// `state`: "compiling", "running", or how it ended; `ended` stops its clock.
    void set(const std::string& layer, const std::string& state, bool ended = false);

private:
    struct entry {
        std::string layer;
        std::string state;
        std::chrono::steady_clock::time_point since;
        bool ended = false;
    };

    void draw() const; // with the lock held

    bool terminal_;
    std::mutex lock_;
    std::condition_variable over_;
    bool stopped_ = false;
    std::vector<entry> entries_;
    std::thread clock_; // redraws twice a second; only on a terminal
};

} // namespace heddle::cli
