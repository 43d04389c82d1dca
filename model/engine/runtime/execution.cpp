// See execution.hpp.
#include "engine/runtime/execution.hpp"

#include "engine/runtime/heap_names.hpp"

#include "engine/runtime/crash.hpp"
#include "engine/runtime/fiber.hpp"
#include "engine/runtime/standard_streams.hpp"
#include "engine/runtime/thread_exit.hpp"
#include "engine/runtime/world.hpp"

#include <sys/single_threaded.h>

namespace heddle::model::runtime {

namespace {

char was_single_threaded = 0;

void undo_execution() {
    world.reset();
    forget_exit_handlers();
}

} // namespace

void begin_exploration() {
    adopt_host();
    forget_heap_names();
    catch_crashes();
    buffer_standard_streams();
    // libstdc++ counts references without atomics while this says that there is one thread.
    was_single_threaded = __libc_single_threaded;
    __libc_single_threaded = 0;
}

void end_exploration() {
    undo_execution();
    __libc_single_threaded = was_single_threaded;
    release_crashes();
}

void begin_execution() { undo_execution(); }

void end_execution() { undo_execution(); }

void thread_started(std::uint32_t thread) { world.ended_threads &= ~(std::uint64_t{1} << thread); }

void thread_ended(std::uint32_t thread) { world.ended_threads |= std::uint64_t{1} << thread; }

} // namespace heddle::model::runtime
