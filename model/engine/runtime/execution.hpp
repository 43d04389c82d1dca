// The life of an exploration and of its executions, as the core drives it:
//
//     begin_exploration();
//     for each execution: begin_execution(); ... fibers run ...; end_execution();
//     end_exploration();
//
// Engine mode throughout, on the exploring thread. One exploration at a time in a process.
#pragma once

#include <cstddef>
#include <cstdint>

namespace heddle::model::runtime {

// Adopts the calling thread; installs the crash handlers and the terminate handler; makes the C library believe that
// there are several threads. end_exploration() puts the process back as it was, the body's effects included.
void begin_exploration();
void end_exploration();

// Undoes whatever the last execution did, complete or abandoned. Costs O(what was touched).
void begin_execution();

// After the last event of an execution; until then its memory can still be looked at. Undoes what it did.
void end_execution();

// Thread `thread` exists from now on; it has ended, so that its stack and thread-local variables are nobody's any more.
void thread_started(std::uint32_t thread);
void thread_ended(std::uint32_t thread);

// A block that nothing points to any more.
struct leak {
    const void* address;
    std::size_t size;
    const void* allocated_at; // pc
    std::uint32_t allocated_by;
};

// At the end of a complete execution, before end_execution(): the first block, thread by thread, that was not freed and
// that no static or thread-local variable leads to, directly or through other blocks. False if there is none. Costs a
// comparison when everything was freed.
[[nodiscard]] bool touched_memory_leaks(leak& found);

} // namespace heddle::model::runtime
