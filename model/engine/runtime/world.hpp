// What the runtime keeps of the execution that is going on. There is one world: its addresses are fixed.
#pragma once

#include "engine/runtime/arena.hpp"
#include "engine/runtime/checkpoint.hpp"
#include "engine/runtime/rollback.hpp"
#include "engine/runtime/shadow.hpp"

#include <cstdint>
#include <vector>

namespace heddle::model::runtime {

// A block of the host's heap that the body freed. It stays allocated in truth, because the next execution needs it.
struct foreign_block {
    std::uintptr_t begin;
    std::size_t size;
    std::uintptr_t freed_at; // pc
    std::uint32_t freed_by;  // thread
};

// What a plain write stands for.
enum class judged_write : std::uint8_t { own, free, destruction };

// Answers the race detector's questions from the other parts of the world.
class memory_map final : public shadow_environment {
public:
    [[nodiscard]] granule first_touch(std::uintptr_t begin, std::uintptr_t pc) override;
    [[nodiscard]] bool may_visit(std::uint32_t owner, std::uintptr_t address) override;
    void save(std::uintptr_t begin, byte_mask mask) override;
    void meets_atomic(std::uintptr_t address, std::size_t size, bool write, std::uintptr_t pc) override;
    void overwrites_atomic(std::uintptr_t address, std::size_t size) override;
};

struct execution_world {
    heap blocks;
    rollback undo;
    memory_map map;
    shadow memory{map};
    std::vector<foreign_block> foreign_frees;
    std::uint64_t ended_threads = 0;          // bit set
    judged_write judging = judged_write::own; // while a write that the body did not spell is looked at
    checkpoint* latest = nullptr;             // after which the logs of `memory` and `undo` begin

    // Undoes everything the execution did; the next one starts as this one did. Costs O(what was touched).
    void reset() noexcept {
        undo.restore();
        for (; latest != nullptr; latest = latest->base)
            rollback::undo(latest->bytes);
        blocks.reset();
        memory.reset();
        foreign_frees.clear();
        ended_threads = 0;
        judging = judged_write::own;
    }

    [[nodiscard]] bool has_ended(std::uint32_t thread) const noexcept { return (ended_threads >> thread & 1) != 0; }
};

extern execution_world world;

// The block of the host's heap that holds `address` and that the body freed, or null.
[[nodiscard]] const foreign_block* freed_foreign_block(std::uintptr_t address) noexcept;

} // namespace heddle::model::runtime
