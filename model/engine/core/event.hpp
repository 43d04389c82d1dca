// An event of an execution graph: one visible step of a thread. Events are numbered in the order in which the
// exploration added them (their *stamp*); program order is (thread, index). A read-modify-write is two events
// that follow each other in program order, an exclusive read and an exclusive write.
#pragma once

#include <bit>
#include <cstdint>
#include <limits>

namespace heddle::model::core {

__extension__ using word = unsigned __int128;

using event_id = std::uint32_t;
using thread_id = std::uint32_t;
using location_id = std::uint32_t;

// The write that gave a location its first value: before all others in modification order.
inline constexpr event_id initial_write = std::numeric_limits<event_id>::max();
inline constexpr event_id no_event = std::numeric_limits<event_id>::max() - 1;
// The position of a write that is not in modification order (yet).
inline constexpr std::int32_t unplaced = -2;
inline constexpr location_id no_location = std::numeric_limits<location_id>::max();

enum class event_kind : std::uint8_t { read, write, fence, create, join, finish, choice, woken, elapse };

// As the compilers number them; consume is treated as acquire.
enum class memory_order : std::uint8_t { relaxed, consume, acquire, release, acq_rel, seq_cst };

[[nodiscard]] constexpr bool acquires(memory_order order) {
    return order != memory_order::relaxed && order != memory_order::release;
}
[[nodiscard]] constexpr bool releases(memory_order order) { return order >= memory_order::release; }

// What a conditional or unconditional read-modify-write does. `lock` and `once` wait while they read `taken`;
// readers-writer locks and semaphores count, see counters.cpp.
// `compare_wait` is the read of a futex word that is to be compared before sleeping; the others of waiting threads work
// on a queue, see queues.hpp.
enum class rmw_kind : std::uint8_t {
    none,
    exchange,
    add,
    subtract,
    bit_and,
    bit_or,
    bit_xor,
    bit_nand,
    compare_exchange,
    lock,
    try_lock,
    once,
    await_clear, // waits while any bit of `expected` is set, then adds `operand`
    await_some,  // waits while it reads 0, then adds `operand`
    try_clear,   // the same, but only reads instead of waiting
    try_some,
    compare_wait,
    enqueue,
    arrive,
    wake,
    leave,
};

// Values of the locations that stand for mutexes and once flags.
inline constexpr word free_value = 0;
inline constexpr word taken_value = 1;
inline constexpr word done_value = 2;

// The size of a location that stands for a queue of waiting threads; like mutexes (size 0) it has no memory.
inline constexpr std::uint8_t queue_size = 255;

// What a step looks like to the code under test, for comparison when it is replayed.
struct event_signature {
    event_kind kind = event_kind::finish;
    memory_order order = memory_order::relaxed;
    rmw_kind operation = rmw_kind::none;
    std::uint8_t size = 0;

    [[nodiscard]] bool operator==(const event_signature& other) const {
        return std::bit_cast<std::uint32_t>(*this) == std::bit_cast<std::uint32_t>(other);
    }
};

struct event : event_signature {
    // read: the write it reads from; woken: the write that took the thread out of its queue; create and join: the other
    // thread; choice: how many alternatives there are
    event_id source = initial_write;
    std::int32_t position = unplaced; // write: its place in modification order; the initial write is at -1
    thread_id thread = 0;
    std::uint32_t index = 0; // in program order
    location_id location = no_location;
    event_id pending = no_event;       // last event that added to what an acquire fence would acquire
    event_id release_fence = no_event; // last release fence before or at this event
    word value = 0; // what it wrote or read; choice: which of the alternatives; elapse: the time in nanoseconds
    const void* pc = nullptr;
    bool exclusive = false;       // part of a read-modify-write that succeeded or, for a read, may yet succeed
    bool releasing = false;       // write: its release clock is not empty
    bool read_by_earlier = false; // write: some read with a smaller stamp may read from it
    bool in_place = false;        // read: was blocked, and the write that released it came later
    std::uint32_t site = 0;       // read: the calls that led to it, see spinning.hpp
};

static_assert(sizeof(event) == 64);

// The operands of a read-modify-write, kept with its read so that it can be redone with another value.
struct rmw_operands {
    word operand = 0;
    word expected = 0;
    memory_order success = memory_order::relaxed;
    memory_order failure = memory_order::relaxed;
    location_id queue = no_location; // compare_wait: where to sleep
    std::uint32_t selection = 0;     // wake: which of the possible sets of threads; no operand, but decided

    [[nodiscard]] bool operator==(const rmw_operands& other) const {
        return operand == other.operand && expected == other.expected && success == other.success &&
               failure == other.failure && queue == other.queue;
    }
};

// `enqueues`: a comparison that holds, so that the thread enters its queue in the same step.
enum class rmw_verdict : std::uint8_t { writes, reads_only, waits, enqueues };

// How many bits are set.
[[nodiscard]] inline std::uint32_t count_bits(word set) {
    return static_cast<std::uint32_t>(std::popcount(static_cast<std::uint64_t>(set)) +
                                      std::popcount(static_cast<std::uint64_t>(set >> 64U)));
}

// What the read-modify-write does with the value it reads; `result` is what it writes, if it writes.
[[nodiscard]] rmw_verdict apply(rmw_kind kind, const rmw_operands& operands, std::uint8_t size, word read,
                                word& result);

} // namespace heddle::model::core
