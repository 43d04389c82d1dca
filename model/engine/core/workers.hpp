// The processes that explore one tree together. Any of them that sees an idle core forks and leaves the older half of
// what it has still to explore to the child: a fork copies the engine, the body's memory and the place in the tree, so
// nothing has to be sent but the result. Work is divided whenever somebody is idle, so it does not matter how unevenly
// the tree grows.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace heddle::model::core {

class workers {
public:
    // Each process divides its work at most so often.
    workers(unsigned count, std::chrono::milliseconds between_splits);
    ~workers();
    workers(const workers&) = delete;
    workers& operator=(const workers&) = delete;

    enum class role : std::uint8_t { parent, child, alone };

    // Is there an idle core, and was this process's last fork long enough ago?
    [[nodiscard]] bool wanted();
    // In the child: its clock starts anew. `alone`: nobody was idle after all, or the system has no process to give.
    [[nodiscard]] role split();

    // Runs of all together, to be told of each; and whether one of them has ended the whole exploration.
    std::uint64_t add_run();
    [[nodiscard]] std::uint64_t runs() const;
    [[nodiscard]] bool ended() const;
    void end_all();
    // Is something that only one of them has to do from time to time for this one to do now?
    [[nodiscard]] bool claim(std::chrono::nanoseconds every);
    // Is the first process gone, killed? Then nobody waits for what the others find, and a later exploration may have
    // begun.
    [[nodiscard]] bool is_orphaned() const;

    // A child's last words; does not return.
    [[noreturn]] void leave(std::string_view words);
    // In the first process, when it has nothing more to explore: waits for all and calls `hear` with the words of each.
    // False if one ended without any.
    [[nodiscard]] bool gather(const std::function<void(std::string_view)>& hear);

private:
    struct board; // what they share
    void append(std::string_view words);

    board* board_;
    int words_; // a file in memory
    std::chrono::milliseconds between_splits_;
    std::chrono::steady_clock::time_point last_split_;
};

} // namespace heddle::model::core
