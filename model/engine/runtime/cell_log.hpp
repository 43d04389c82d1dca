// The cells of the race detector that a round has changed, and what they were before; after undoing the round, what
// they will be when it is redone. Entries are kept for the next round's log, and only as much of a cell is copied as is
// in use.
#pragma once

#include "engine/runtime/shadow_pages.hpp"

#include <utility>
#include <vector>

namespace heddle::model::runtime {

class cell_log {
public:
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    void clear() noexcept { size_ = 0; }
    void swap(cell_log& other) noexcept {
        entries_.swap(other.entries_);
        std::swap(size_, other.size_);
    }

    // Logs a cell that is about to be changed for the first time in the round.
    void add(cell& changed) {
        if (size_ == entries_.size())
            entries_.resize(size_ < 32 ? 64 : 2 * size_);
        entry& fresh = entries_[size_++];
        fresh.where = &changed;
        changed.copy_to(fresh.other);
    }

    // Undoes the round, or redoes it if it had been undone.
    void exchange() noexcept {
        for (std::size_t i = 0; i < size_; ++i)
            entries_[i].where->swap(entries_[i].other);
    }

private:
    struct entry {
        cell* where;
        cell_content other;
    };

public:
    static constexpr std::size_t entry_size = sizeof(entry);

private:
    std::vector<entry> entries_;
    std::size_t size_ = 0;
};

} // namespace heddle::model::runtime
