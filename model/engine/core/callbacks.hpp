// What the runtime and the hooks may ask of the core: who is running, with which happens-before
// clock, and how to end an execution that has failed. Everything runs in one operating system
// thread, so nothing here is synchronised.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <heddle/model.hpp>

namespace heddle::model::core {

// The running model thread as the race check sees it. An access made by thread t when t had
// counted k events happens before the present iff t == thread or (t < width and k < clock[t]).
struct thread_view {
    std::uint32_t thread = 0;
    std::uint32_t epoch = 0;
    const std::uint32_t* clock = nullptr;
    std::uint32_t width = 0;
    std::uint64_t effects = 0; // of this thread on plain memory other than its stack, the heap included
};

extern thread_view view;

// True only while code under test runs; false in the engine, in its hooks and on the host's stack.
extern bool in_body;

// Where the stack of the body ended when it last entered the engine; the engine's own frames are below.
extern std::uintptr_t body_stack;

// The engine's own work inside a hook: libc calls made meanwhile are not the body's.
class engine_scope {
public:
    // The barriers keep the compiler from dropping or moving the stores: it knows that libc never reads in_body.
    engine_scope() : before_(in_body) {
        if (before_)
            asm volatile("movq %%rsp, %0" : "=m"(body_stack));
        in_body = false;
        asm volatile("" ::: "memory");
    }
    ~engine_scope() {
        asm volatile("" ::: "memory");
        in_body = before_;
    }
    engine_scope(const engine_scope&) = delete;
    engine_scope& operator=(const engine_scope&) = delete;

private:
    bool before_;
};

struct race_side {
    std::uint32_t thread = 0;
    const void* pc = nullptr;
    std::size_t size = 0;
    bool write = false;
    bool atomic = false;
    std::uint32_t epoch = 0; // how many events the thread had counted
};

// Each of these ends the execution and the exploration and never returns: the fiber's stack is
// abandoned, no destructor runs. `block`: an address in the block of the heap that the failure is about.
[[noreturn]] void fail(failure_kind kind, std::string_view message, const void* pc, const void* second_pc = nullptr,
                       const void* block = nullptr);
[[noreturn]] void fail_race(const race_side& earlier, const race_side& later, const void* address);
[[noreturn]] void unsupported(std::string_view call, const void* pc);

// The running thread ends here, as with pthread_exit; its destructors have run.
[[noreturn]] void thread_exit_now();

// exit(): the execution ends as soon as no other thread can go on.
[[noreturn]] void process_exit(int status);

// A plain write or a free covers bytes that atomic operations used in this execution: the next
// atomic access finds a new object there.
void location_ended(const void* address, std::size_t size);

// A plain access to bytes that atomic operations used in this execution, before it is judged as any other: ends the
// execution if it is a race with one of them. From now on the runtime sees the atomic accesses to these bytes, too.
void plain_meets_atomic(const void* address, std::size_t size, bool write, const void* pc);

// Called by the periodic timer. True when the body must be given up (a bound of time is over).
[[nodiscard]] bool on_tick();

} // namespace heddle::model::core
