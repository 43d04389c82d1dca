// A stand-in for the engine's core, for the tests of the runtime alone: it runs bodies on fibers in the order that the
// test says, gives them the clocks that the test says, and records how they failed.
#pragma once

#include "engine/core/callbacks.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace heddle::model::runtime_test {

struct failed {
    std::optional<failure_kind> kind;
    std::string message; // of fail() or, for unsupported(), the call's name
    bool race = false;
    bool unsupported = false;
    bool gave_up = false;    // thread_exit_now()
    std::optional<int> exit; // process_exit()
    core::race_side earlier;
    core::race_side later;
    const void* pc = nullptr;
    const void* second_pc = nullptr;
};

// How the last body that failed did so; empty when none did since forget_failure().
[[nodiscard]] const std::optional<failed>& last_failure();
void forget_failure();

// An exploration with one execution after another; all tests derive their life cycle from it.
class exploration {
public:
    exploration();
    ~exploration();
    exploration(const exploration&) = delete;
    exploration& operator=(const exploration&) = delete;

    // Ends the current execution and begins another.
    void next_execution();
};

// Starts thread `thread` on its fiber and runs `body` until it ends, fails or calls pause_body(). True when it ended.
bool run(std::uint32_t thread, std::function<void()> body);

// Continues a paused body. True when it ended.
bool resume(std::uint32_t thread);

// From a body: back to the test.
void pause_body();

// From the test: thread `to` synchronises with everything `from` has done so far (as release and acquire would do).
void synchronise(std::uint32_t from, std::uint32_t to);

// How often location_ended() was called, and for what last.
[[nodiscard]] const void* ended_location();

// What on_tick() answers.
void give_up_at_next_tick(bool give_up);

} // namespace heddle::model::runtime_test
