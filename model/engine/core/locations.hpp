// The objects that atomic operations and locks work on: (address, size, generation) numbered once and for all
// executions. A generation ends when something other than an atomic operation writes the bytes, as when the
// storage is used for a new object; the next atomic access finds another location there.
#pragma once

#include "engine/core/event.hpp"

#include <cstddef>
#include <cstring>
#include <vector>

namespace heddle::model::core {

inline constexpr std::uint8_t no_owner = 255;

// What a run has made of a location.
struct location_state {
    word current = 0;                // what its memory holds,
    word initial = 0;                // what it held at first,
    event_id newest = initial_write; // and of the writes executed: the last in modification order
    std::uint32_t owner = no_event;  // a mutex: the thread that holds it,
    std::uint32_t depth = 0;         // and how often
    std::uint32_t writer = no_event; // the thread whose plain write came before all atomic accesses,
    std::uint32_t written = 0;       // and when
    bool ended = false;
    bool watched = false;         // the runtime has to see each access
    std::uint8_t stack_owner = 0; // the thread on whose stack it lies, or no_owner
};

struct location_info : location_state {
    std::uint64_t run = 0; // the last run that used it
    std::uintptr_t address = 0;
    std::uint64_t accessors = 0;    // threads that accessed it in any run, as bits
    std::uint8_t size = 0;          // 0: a mutex or once flag, whose value lives only in the graph; or queue_size
    location_id next = no_location; // in the same bucket
    std::uint32_t generation = 0;

    [[nodiscard]] bool contended() const { return (accessors & (accessors - 1)) != 0; }
};

// Sizes are 0, 1, 2, 4, 8, 16 and queue_size.
[[nodiscard]] inline word load_word(std::uintptr_t address, std::uint8_t size) {
    const auto* const bytes = reinterpret_cast<const unsigned char*>(address);
    const auto load = [bytes]<typename Integer>(Integer value) {
        std::memcpy(&value, bytes, sizeof value);
        return value;
    };
    switch (size) {
    case 0:
    case queue_size:
        return 0;
    case 1:
        return load(std::uint8_t{});
    case 2:
        return load(std::uint16_t{});
    case 4:
        return load(std::uint32_t{});
    case 8:
        return load(std::uint64_t{});
    default:
        return load(word{});
    }
}

inline void store_word(std::uintptr_t address, std::uint8_t size, word value) {
    auto* const bytes = reinterpret_cast<unsigned char*>(address);
    const auto store = [bytes](auto narrowed) { std::memcpy(bytes, &narrowed, sizeof narrowed); };
    switch (size) {
    case 0:
    case queue_size:
        break;
    case 1:
        store(static_cast<std::uint8_t>(value));
        break;
    case 2:
        store(static_cast<std::uint16_t>(value));
        break;
    case 4:
        store(static_cast<std::uint32_t>(value));
        break;
    case 8:
        store(static_cast<std::uint64_t>(value));
        break;
    default:
        store(value);
        break;
    }
}

// A location in the middle of a run, and what its memory held.
struct saved_location {
    location_state state;
    word content;
    location_id id;
};

class locations {
public:
    void begin_run() { ++run_; }
    [[nodiscard]] location_id count() const { return static_cast<location_id>(infos_.size()); }
    [[nodiscard]] location_info& at(location_id id) { return infos_[id]; }
    [[nodiscard]] bool used(location_id id) const { return infos_[id].run == run_; }

    // The location of the current generation.
    [[nodiscard]] location_id find(std::uintptr_t address, std::uint8_t size);
    // Marks a location used in this run. Answers a location of different address or size that shares bytes with it
    // and is in use, or no_location.
    location_id use(location_id id);
    // In use in this run, at this address, and its memory is as the executed writes left it.
    [[nodiscard]] bool intact(location_id id, std::uintptr_t address, std::uint8_t size) const {
        const location_info& info = infos_[id];
        return info.address == address && info.size == size && info.run == run_ && !info.ended &&
               load_word(address, size) == info.current;
    }
    // What a run has made of the locations so far. restore() begins another run there; memory that is kept elsewhere
    // (on model threads' stacks and heaps) is left alone.
    void save(std::vector<saved_location>& to) const;
    void restore(const std::vector<saved_location>& from);
    // The bytes belong to something else from now on.
    void end(std::uintptr_t address, std::size_t size);
    // Calls visit(id) for the locations in use in this run that share bytes with the range.
    template <class Visitor>
    void for_each_overlapping(std::uintptr_t address, std::size_t size, Visitor&& visit) {
        // one line earlier: a location of 16 bytes may begin there
        for (std::size_t line = line_of(address - 15); line <= line_of(address + size - 1); ++line)
            for (location_id id = bucket(line); id != no_location; id = infos_[id].next) {
                const location_info& info = infos_[id];
                if (info.size == queue_size)
                    continue; // outlives the object at its address
                const std::size_t extent = info.size == 0 ? 1 : info.size;
                const bool overlaps = info.address < address + size && address < info.address + extent;
                if (overlaps && line_of(info.address) == line && info.run == run_ && !info.ended)
                    visit(id);
            }
    }

    // Calls `visit` with each location known from any run that lies in these bytes and holds what it held last: in this
    // run, or at first in another one.
    template <class Visitor>
    void for_each_settled(std::uintptr_t begin, std::uintptr_t end, Visitor&& visit) {
        for (std::size_t line = line_of(begin); line <= line_of(end); ++line)
            for (location_id id = bucket(line); id != no_location; id = infos_[id].next) {
                const location_info& info = infos_[id];
                const bool inside = begin <= info.address && info.address + info.size <= end;
                if (!inside || line_of(info.address) != line || info.size == 0 || info.size == queue_size)
                    continue;
                const word last = info.run == run_ && !info.ended ? info.current : info.initial;
                if (load_word(info.address, info.size) == last)
                    visit(info);
            }
    }

private:
    [[nodiscard]] static std::size_t line_of(std::uintptr_t address) { return address >> 4U; }
    [[nodiscard]] location_id& bucket(std::size_t line);
    location_id add(std::uintptr_t address, std::uint8_t size, std::uint32_t generation);
    void rehash();

    std::uint64_t run_ = 0;
    std::vector<location_info> infos_;
    std::vector<location_id> buckets_ = std::vector<location_id>(1024, no_location);
};

} // namespace heddle::model::core
