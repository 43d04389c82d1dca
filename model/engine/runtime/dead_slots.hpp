// Which bytes of a stack frame will be overwritten before anything reads them, as far as the code that follows a call
// shows: where unoptimised code puts the result of the call, and the variable it is assigned to. Found by following the
// instructions after the call, with the values at hand, up to the first branch, call or instruction unknown here.
//
// x86-64 code with a frame pointer. Reads code and the stack, nothing else; nothing is remembered.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace heddle::model::runtime {

struct stack_bytes {
    std::uintptr_t begin;
    std::size_t size;
};

// `pc` is where the call returns to, `frame_pointer` the register rbp there; [lowest, top) is the stack in use.
void find_dead_slots(const void* pc, std::uintptr_t frame_pointer, std::uintptr_t lowest, std::uintptr_t top,
                     std::vector<stack_bytes>& found);

} // namespace heddle::model::runtime
