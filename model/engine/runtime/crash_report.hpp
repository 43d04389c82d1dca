// What a crash is called, and the ends of a body that come without a signal: std::terminate, abort, a failed assert,
// exit.
#pragma once

#include <cstdint>

namespace heddle::model::runtime {

struct crash {
    int signal;
    int code;               // si_code
    std::uintptr_t address; // the one accessed, where that is what went wrong
    std::uintptr_t pc;      // as a return address: one past the instruction's beginning
    bool overflow;          // of the stack
};

// Written by the signal handler for report_crash().
extern crash last_crash;

// Ends the execution with the failure that last_crash describes. Engine mode, on a fiber.
[[noreturn]] void report_crash();

// std::terminate in a body is a failure too, an uncaught exception if there is one.
void catch_terminate() noexcept;
void release_terminate() noexcept;

} // namespace heddle::model::runtime
