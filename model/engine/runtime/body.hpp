// Who is running: the code under test ("the body") or the host, that is the engine, the test framework and everything
// else in the process. Interposed functions ask in_body() and treat only calls from the body as the model's.
//
// core::in_body says what the exploring thread is doing; the stack pointer keeps other threads of the process, which
// may run at the same time, from being taken for it.
#pragma once

#include "engine/core/callbacks.hpp"
#include "engine/runtime/region.hpp"

namespace heddle::model::runtime {

[[nodiscard]] inline bool on_fiber() noexcept { return on_stack_proper(stack_pointer()); }

[[nodiscard]] inline bool in_body() noexcept { return core::in_body && on_fiber(); }

// While it lives, code on this fiber counts as the host's: allocations go to the real heap, memory functions and
// unmodelled calls pass through. Nests. On the exploring thread only.
using host_scope = core::engine_scope;

// The opposite, for calls from the engine into the body (destructors, handlers).
class body_scope {
public:
    body_scope() noexcept : previous_(core::in_body) {
        core::in_body = true;
        settle();
    }
    ~body_scope() {
        settle();
        core::in_body = previous_;
    }
    body_scope(const body_scope&) = delete;
    body_scope& operator=(const body_scope&) = delete;

private:
    // Compilers believe that memcpy or malloc never look at the flag.
    static void settle() noexcept { asm volatile("" : : : "memory"); }

    bool previous_;
};

} // namespace heddle::model::runtime
