// Threads that run a program together on one object after another. Between two objects they wait for each other,
// spinning, so that what they do on the next one overlaps; on an object nothing orders them but what it does itself.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <thread>
#include <vector>

#include <heddle/properties/generated/trial.hpp>

namespace heddle::properties {

/// In place of a time to dawdle: yield.
inline constexpr std::uint16_t let_others_go = 0xffff;

/// When a call began and ended: 0 means not yet. Written by the thread that makes it.
struct call_stamps {
    std::atomic<std::int64_t> called{0};
    std::atomic<std::int64_t> returned{0};
};

/// One program on several objects.
struct shift {
    struct round {
        std::unique_ptr<trial> object;
        std::vector<call_stamps> stamps;  // by call
        std::vector<std::uint16_t> waits; // by call: how many nanoseconds to dawdle before it, roughly
    };
    explicit shift(std::size_t count_rounds, std::size_t count_calls);

    std::vector<round> rounds;
    std::vector<std::pair<std::uint32_t, std::uint32_t>>
        calls_of;                          // by thread: its first call, and the one after its last
    std::atomic<std::uint64_t> arrived{0}; // at the next object, by all threads
    std::atomic<std::uint32_t> missing{0}; // threads that are not done
    std::atomic<bool> abandoned{false};    // one of them hangs, so the others need not wait for it
};

/// Stamps that are closer than this may be in either order: a write takes that long at most to become visible.
std::int64_t margin_of_stamps();

/// The time as the processor counts it, once everything before has been done.
std::int64_t stamp_of_return();
/// The time, before anything that comes after is done.
std::int64_t stamp_of_call();

class crew {
public:
    crew();
    ~crew();
    crew(const crew&) = delete;
    crew& operator=(const crew&) = delete;

    /// Runs the program on all objects. False if they do not get on for longer than `patience`: then the threads keep
    /// what they work on, for ever, and others do what comes next.
    bool run(const std::shared_ptr<shift>& work, std::chrono::milliseconds patience);

private:
    struct desk;
    void hire(std::size_t count);
    void leave_alone();

    std::vector<std::shared_ptr<desk>> desks_;
};

} // namespace heddle::properties
