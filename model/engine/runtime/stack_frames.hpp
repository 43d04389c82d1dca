// The functions that are active on a stack, without running it: of a fiber wherever it is suspended, or of the host.
// By libdw's unwinder, from the registers that the fiber switch saved. Only for failures.
#pragma once

#include <cstdint>
#include <vector>

namespace heddle::model::runtime {

struct stack_frame {
    std::uintptr_t pc;            // within the function, after the call it is in
    std::uintptr_t stack_pointer; // lowest address of the frame
    std::uintptr_t frame_pointer; // register rbp in this frame
    std::uintptr_t end;           // canonical frame address: one past the frame's highest address
};

// Innermost first. `thread` is a model thread, or no_thread for the host. What cannot be unwound is left out.
[[nodiscard]] std::vector<stack_frame> stack_frames(std::uint32_t thread);

} // namespace heddle::model::runtime
