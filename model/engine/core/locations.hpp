// The objects that atomic operations and locks work on: (address, size, generation) numbered once and for all
// executions. A generation ends when something other than an atomic operation writes the bytes, as when the
// storage is used for a new object; the next atomic access finds another location there.
#pragma once

#include "engine/core/event.hpp"

#include <cstddef>
#include <vector>

namespace heddle::model::core {

struct location_info {
    std::uintptr_t address = 0;
    location_id next = no_location; // in the same bucket
    std::uint32_t generation = 0;
    std::uint64_t run = 0; // the last run that used it
    event_id newest = initial_write; // of the writes executed in that run: the last in modification order
    std::uint8_t size = 0;           // 0: a mutex or once flag, whose value lives only in the graph
    bool ended = false;              // in that run
    std::uint32_t owner = no_event;  // a mutex in that run: the thread that holds it,
    std::uint32_t depth = 0;         // and how often
};

[[nodiscard]] word load_word(std::uintptr_t address, std::uint8_t size);
void store_word(std::uintptr_t address, std::uint8_t size, word value);

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
    // The bytes belong to something else from now on.
    void end(std::uintptr_t address, std::size_t size);

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
