// Which blocks of the body's heap nothing leads to. A pointer to a block that is in a static or thread-local variable
// was written there in this execution, so the rollback log lists all places where the search has to begin; stacks are
// gone at the end of an execution. Words are taken for pointers conservatively, as leak detectors do.
#include "engine/runtime/execution.hpp"
#include "engine/runtime/world.hpp"

#include <algorithm>
#include <vector>

namespace heddle::model::runtime {

namespace {

struct candidate {
    const block* which;
    bool reached;
};

class reachability {
public:
    reachability() {
        world.blocks.for_each_live([this](const block& each) { live_.push_back({&each, false}); });
        const auto begin_at = [this](std::uintptr_t place) {
            const bool gone = in_stacks(place) && world.has_ended(stack_slot_of(place));
            if (!gone) // the thread-local variables of a thread end with it
                follow(word_at(place));
        };
        world.undo.for_each_written(begin_at);
        for (const checkpoint* each = world.latest; each != nullptr; each = each->base)
            rollback::for_each_written(each->bytes, begin_at);
        while (!pending_.empty()) {
            const block* const next = pending_.back();
            pending_.pop_back();
            for (std::uintptr_t at = next->begin; at + sizeof(std::uintptr_t) <= next->end(); at += 8)
                follow(word_at(at));
        }
    }

    [[nodiscard]] const block* first_unreached() const noexcept {
        const auto found =
            std::find_if(live_.begin(), live_.end(), [](const candidate& each) { return !each.reached; });
        return found == live_.end() ? nullptr : found->which;
    }

private:
    static std::uintptr_t word_at(std::uintptr_t address) noexcept {
        return *reinterpret_cast<const std::uintptr_t*>(address);
    }

    void follow(std::uintptr_t word) {
        if (!in_arenas(word))
            return;
        // Arenas and the blocks in them are in ascending order.
        auto after =
            std::upper_bound(live_.begin(), live_.end(), word,
                             [](std::uintptr_t value, const candidate& each) { return value < each.which->begin; });
        if (after == live_.begin())
            return;
        candidate& holder = *--after;
        if (holder.reached || word > holder.which->end())
            return;
        holder.reached = true;
        pending_.push_back(holder.which);
    }

    std::vector<candidate> live_;
    std::vector<const block*> pending_;
};

} // namespace

bool touched_memory_leaks(leak& found) {
    if (world.blocks.live() == 0)
        return false;
    const block* const lost = reachability().first_unreached();
    if (lost == nullptr)
        return false;
    found = {.address = reinterpret_cast<const void*>(lost->begin),
             .size = lost->size,
             .allocated_at = reinterpret_cast<const void*>(lost->allocated_at),
             .allocated_by = lost->allocated_by};
    return true;
}

} // namespace heddle::model::runtime
