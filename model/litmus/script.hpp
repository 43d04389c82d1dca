// A litmus program made ready to run: locations and registers are numbers, and what a run reads is written down.
//
// The running code (runner_body.cpp) is instrumented, so that the engine sees its atomic operations and what it writes
// down; everything here is not, so that the engine sees nothing else.
#pragma once

#include "litmus/execution_graph.hpp"

#include <span>
#include <string_view>

namespace heddle::model::litmus {

struct step {
    operation_kind kind;
    std::memory_order order;
    std::memory_order failure_order;
    std::size_t location; // of the names in alphabetical order; 0 for a fence
};

class script {
public:
    static constexpr std::size_t max_locations = 8;
    static constexpr std::size_t max_threads = 16;

    // Throws std::invalid_argument for a program with too many locations or threads.
    explicit script(const program& code);

    // What the body does. All of it out of line: what is inline would be instrumented with the body.
    std::size_t threads() const;
    std::size_t locations() const;
    int initial_value(std::size_t location) const;
    std::size_t length(std::size_t thread) const;
    step at(std::size_t thread, std::size_t position) const;

    // The values an operation uses, from what its thread has read so far.
    int value(std::size_t thread, std::size_t position) const;
    int expected(std::size_t thread, std::size_t position) const;

    // Where the body tells what an operation read, and the final value of a location.
    int& read(std::size_t thread, std::size_t position);
    int& final(std::size_t location);

    // What the run that has just ended told, in one line, written to the buffer without allocating anything. Throws
    // std::length_error if it does not fit; max_line does.
    static constexpr std::size_t max_line = 1024;
    std::string_view last_run(std::span<char> buffer) const;

    // The outcome that such a line stands for.
    outcome outcome_of(std::string_view run) const;

private:
    // The number of the operation that last read into each register used, and the constant.
    struct flat_expression {
        int constant = 0;
        std::vector<std::size_t> sources = {};
    };

    void add_thread(const thread_code& thread, const std::vector<std::string>& locations);
    int evaluate(const flat_expression& e, std::size_t thread) const;

    program code_;
    std::vector<int> initial_ = {};
    std::vector<std::vector<step>> steps_ = {};
    std::vector<std::vector<flat_expression>> values_ = {};
    std::vector<std::vector<flat_expression>> expected_ = {};
    std::vector<std::vector<int>> read_ = {}; // by thread and position
    std::vector<int> final_ = {};
};

} // namespace heddle::model::litmus
