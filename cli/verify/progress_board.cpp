#include "verify/progress_board.hpp"

#include <cstdio>
#include <unistd.h>

namespace heddle::cli {

progress_board::progress_board(const std::vector<std::string>& layers) : terminal_(::isatty(STDERR_FILENO) != 0) {
    for (const std::string& one : layers)
        entries_.push_back({one, "waiting", {}, true});
    if (!terminal_)
        return;
    clock_ = std::thread([this] {
        std::unique_lock held(lock_);
        while (!over_.wait_for(held, std::chrono::milliseconds(500), [this] { return stopped_; }))
            draw();
    });
}

progress_board::~progress_board() {
    if (!terminal_)
        return;
    {
        const std::scoped_lock held(lock_);
        stopped_ = true;
    }
    over_.notify_all();
    clock_.join();
    std::fprintf(stderr, "\r\x1b[K");
}

void progress_board::set(const std::string& layer, const std::string& state, bool ended) {
    const std::scoped_lock held(lock_);
    for (entry& one : entries_)
        if (one.layer == layer)
            one = {layer, state, std::chrono::steady_clock::now(), ended};
    if (terminal_)
        draw();
    else
        std::fprintf(stderr, "%s: %s\n", layer.c_str(), state.c_str());
}

void progress_board::draw() const {
    std::string line = "\r\x1b[K";
    for (const entry& one : entries_) {
        line += one.layer + " " + one.state;
        const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - one.since;
        if (!one.ended)
            line += " " + std::to_string(static_cast<int>(passed.count())) + " s";
        line += "   ";
    }
    std::fputs(line.c_str(), stderr);
}

} // namespace heddle::cli
