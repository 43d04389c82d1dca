// Thread-local storage for fibers. Each model thread but the first borrows the thread-local block of a real thread that
// is parked for good: while the fiber runs, the FS base points to that block, so `thread_local`, errno, the exception
// globals and pthread_self() are the fiber's own. Model thread 0 uses the block of the thread that explores, as the
// body would if it were called directly. Stack-protector canary and pointer guard are equal in all blocks of a process,
// and the allocator cache of a parked thread is as usable as any other thread's.
//
// Between executions a block must be as it was. What instrumented code writes, the rollback log restores like any other
// memory; what the C and C++ libraries write without instrumentation (exception globals, call_once's arguments, errno)
// is copied back by restore(), some 40 bytes, whenever a fiber starts.
#pragma once

#include "engine/runtime/picture.hpp"
#include "engine/runtime/region.hpp"

#include <array>

namespace heddle::model::runtime {

class thread_block {
public:
    // Makes the block of model thread `thread`, with a new parked thread unless `thread` is 0. Idempotent for the
    // others; for 0 it adopts the calling thread as it is now.
    void acquire(unsigned thread);

    [[nodiscard]] bool acquired() const noexcept { return base_ != 0; }
    [[nodiscard]] std::uintptr_t base() const noexcept { return base_; }

    // Brings the libraries' parts back to what they were at acquire().
    void restore() noexcept;

    // Copies the libraries' parts out and back.
    [[nodiscard]] std::size_t picture_size() const noexcept;
    void draw(pen& to) const noexcept;
    void restore(picture_reader& from) noexcept;

private:
    // A library's part of the block: where it is and what it held. Libraries with more are rare and simply not
    // restored.
    struct part {
        std::uint64_t* address = nullptr;
        std::size_t words = 0;
        std::array<std::uint64_t, 8> pristine{};
    };

    void capture() noexcept;
    void capture_part(void* address, std::size_t size) noexcept;
    static void* park(void* self) noexcept;

    std::uintptr_t base_ = 0;
    int* error_number_ = nullptr;
    std::array<part, 4> parts_{};
    unsigned part_count_ = 0;
    int captured_ = 0;
};

// Reads and writes the FS base of the calling thread: an unprivileged instruction where the machine has it, else a
// system call.
[[nodiscard]] std::uintptr_t read_thread_base() noexcept;
void write_thread_base(std::uintptr_t base) noexcept;

} // namespace heddle::model::runtime
