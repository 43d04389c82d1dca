// A byte-precise happens-before race detector in the manner of FastTrack (Flanagan and Freund, PLDI 2009), extended to
// atomic accesses. Each aligned group of eight bytes has a cell that remembers the accesses that a later one might race
// with: an access is dropped when one that is ordered after it conflicts with everything it conflicts with. What
// remains is usually one or two records, held in the cell; more go to a list. Nothing is ever forgotten for lack of
// room.
//
// A cell also holds what the rest of the runtime wants to know per address in a few instructions: which bytes may be
// accessed at all, whose stack they are on, whether their old value has been saved, whether they were accessed
// atomically. The first touch in an execution asks the environment.
//
// Time is counted in rounds. An execution has one or more; the first touch of a cell in a round logs what the cell was,
// so that a round can be undone and redone. reset() makes all cells stale by counting one up.
//
// One OS thread, engine mode. Cells are found through a table of pages with a direct-mapped cache in front; pages are
// allocated at the first touch ever and kept.
#pragma once

#include "engine/core/callbacks.hpp"
#include "engine/runtime/access.hpp"
#include "engine/runtime/cell_log.hpp"
#include "engine/runtime/shadow_pages.hpp"

#include <optional>
#include <vector>

namespace heddle::model::runtime {

// Who did what where.
struct access_side {
    std::uint32_t thread;
    access_kind kind;
    std::uintptr_t address;
    std::size_t size;
    std::uintptr_t pc;
};

enum class access_fault : std::uint8_t {
    none,
    race,      // with `earlier`
    forbidden, // the environment says that these bytes must not be accessed
};

struct access_problem {
    access_fault fault = access_fault::none;
    access_side earlier{};
    access_side later{};
};

// What the environment knows of eight bytes at their first touch in an execution.
struct granule {
    std::uint8_t valid;   // bytes that may be accessed
    std::uint8_t owner;   // thread on whose stack or thread-local block they are, or cell::shared
    std::uint8_t unsaved; // bytes that must be saved before a write
};

class shadow_environment {
public:
    [[nodiscard]] virtual granule first_touch(std::uintptr_t begin, std::uintptr_t pc) = 0;
    // Bytes of `owner`'s stack are accessed by another thread: may they be?
    [[nodiscard]] virtual bool may_visit(std::uint32_t owner, std::uintptr_t address) = 0;
    // Unsaved bytes of the eight at `begin` are about to be written.
    virtual void save(std::uintptr_t begin, byte_mask mask) = 0;
    // A plain access is about to be judged that touches bytes on which there are atomic objects.
    virtual void meets_atomic(std::uintptr_t address, std::size_t size, bool write, std::uintptr_t pc) = 0;
    // A plain write covers such bytes: the objects have ended.
    virtual void overwrites_atomic(std::uintptr_t address, std::size_t size) = 0;

protected:
    ~shadow_environment() = default;
};

// What the plain accesses so far to the bytes of an atomic object amount to.
struct plain_history {
    enum class form : std::uint8_t {
        none,
        one_write,  // by `thread` at `epoch`, to all of the bytes
        complicated // anything else
    };

    form what = form::none;
    std::uint32_t thread = 0;
    std::uint32_t epoch = 0;
    std::uintptr_t pc = 0;

    bool operator==(const plain_history&) const = default;
};

class shadow {
public:
    explicit shadow(shadow_environment& environment) : environment_(environment) {}

    // Judges and remembers an access of 1 to 16 bytes. False: problem() says why, and nothing was remembered.
    template <access_kind Kind>
    [[nodiscard]] bool access(std::uintptr_t address, std::size_t size, const core::thread_view& view,
                              std::uintptr_t pc) {
        const std::size_t offset = address % 8;
        if (offset + size > 8) [[unlikely]]
            return access_range(Kind, address, size, view, pc);
        page_of_cells& page = pages_.page(address);
        cell& where = page.at(address);
        const byte_mask mask = bytes(offset, size);
        if (is_ready<Kind>(where, mask, view.thread)) [[likely]]
            return examine_cell<Kind>(where, address, mask, view, pc);
        if (where.round != round_)
            enter_round(page, where, address, pc);
        return access_slowly<Kind>(where, address, mask, view, pc);
    }

    // The same for any number of bytes.
    [[nodiscard]] bool access_range(access_kind kind, std::uintptr_t address, std::size_t size,
                                    const core::thread_view& view, std::uintptr_t pc);

    // Says that there is an atomic object from now on, and what was done plainly to its bytes before. The bytes are
    // saved. Judges whether they may be accessed at all, but neither judges nor remembers an access: whoever calls this
    // keeps account of the atomic accesses, is told of plain ones by meets_atomic(), and calls access() if he has need
    // of it.
    [[nodiscard]] bool begin_atomic(std::uintptr_t address, std::size_t size, const core::thread_view& view,
                                    std::uintptr_t pc, plain_history& before);

    // A free: a plain write to all of the block's bytes, after which none may be accessed any more. Cells that were not
    // touched in this execution are left to first_touch(), unless `eagerly`.
    [[nodiscard]] bool release(std::uintptr_t address, std::size_t size, const core::thread_view& view,
                               std::uintptr_t pc, bool eagerly = false);

    // The last plain write to the byte at `address` in this execution, if it is still remembered (it is until another
    // plain write follows), and its epoch.
    [[nodiscard]] std::optional<record> last_plain_write(std::uintptr_t address);

    [[nodiscard]] const access_problem& problem() const noexcept { return problem_; }

    // Forgets all accesses.
    void reset() noexcept;

    // Begins a round. Answers false, and does nothing, if what the one before did is not in its log alone.
    [[nodiscard]] bool begin_round(cell_log& log_of_last);
    // Undoes what has been done since the round began; false if that cannot be done.
    [[nodiscard]] bool undo_round() noexcept;
    // Undoes a logged round, or does it again if it had been undone. The last one first, and no other round in between.
    void exchange(cell_log& log) noexcept;

private:
    static constexpr std::size_t log_limit = 1U << 16;

    enum class step : std::uint8_t { keep, remove, known, race };

    template <access_kind Kind>
    [[nodiscard]] bool is_ready(const cell& where, byte_mask mask, std::uint32_t thread) const noexcept {
        byte_mask slow = where.refused;
        if (writes(Kind))
            slow |= where.unsaved;
        if (plain(Kind))
            slow |= where.atomic;
        return where.is_simple(round_) && (mask & slow) == 0 && (where.owner == cell::shared || where.owner == thread);
    }

    // What the new access means for an older record of the same cell.
    template <access_kind Kind>
    [[nodiscard]] static step examine(record& older, byte_mask mask, const core::thread_view& view) noexcept {
        if ((older.mask() & mask) == 0)
            return step::keep;
        const std::uint32_t thread = older.thread();
        if (thread == view.thread) {
            if (older.epoch == view.epoch && (mask & ~older.mask()) == 0 &&
                (older.kind_bit() & kinds_covering(Kind)) != 0)
                return step::known;
        } else if (thread >= view.width || older.epoch >= view.clock[thread]) {
            return (older.kind_bit() & conflicts_with(Kind)) != 0 ? step::race : step::keep;
        }
        if ((older.kind_bit() & kinds_covered_by(Kind)) != 0) {
            older.drop(mask);
            if (older.mask() == 0)
                return step::remove;
        }
        return step::keep;
    }

    template <access_kind Kind>
    [[nodiscard]] bool examine_cell(cell& where, std::uintptr_t address, byte_mask mask, const core::thread_view& view,
                                    std::uintptr_t pc) {
        if constexpr (!plain(Kind))
            where.atomic = static_cast<std::uint8_t>(where.atomic | mask);
        for (unsigned i = 0; i < where.count;) {
            switch (examine<Kind>(where.records[i], mask, view)) {
            case step::keep:
                ++i;
                break;
            case step::remove:
                where.records[i] = where.records[--where.count];
                break;
            case step::known:
                return true;
            case step::race:
                return report(access_fault::race, where.records[i],
                              record::make(pc, mask, view.thread, Kind, view.epoch), address);
            }
        }
        if (where.count == cell::capacity) [[unlikely]]
            return remember_slowly(where, record::make(pc, mask, view.thread, Kind, view.epoch));
        where.records[where.count++] = record::make(pc, mask, view.thread, Kind, view.epoch);
        return true;
    }

    template <access_kind Kind>
    [[nodiscard]] bool examine_spilled(cell& where, std::uintptr_t address, byte_mask mask,
                                       const core::thread_view& view, std::uintptr_t pc);

    // An access within one cell that was touched before, for any state of the cell.
    template <access_kind Kind>
    [[nodiscard]] bool access_slowly(cell& where, std::uintptr_t address, byte_mask mask, const core::thread_view& view,
                                     std::uintptr_t pc);
    [[nodiscard]] bool may_access(const cell& where, std::uintptr_t address, byte_mask mask, std::uint32_t thread);
    [[nodiscard]] plain_history begin_atomic_cell(cell& where, std::uintptr_t address, byte_mask mask);
    void save(cell& where, std::uintptr_t address, byte_mask mask);
    void overwrite_atomic(cell& where, std::uintptr_t address, byte_mask mask);
    bool remember_slowly(cell& where, record fresh);
    void enter_round(page_of_cells& page, cell& where, std::uintptr_t address, std::uintptr_t pc);
    void touch(page_of_cells& page, cell& where, std::uintptr_t address, std::uintptr_t pc);
    bool report(access_fault fault, const record& older, const record& newer, std::uintptr_t address);

    shadow_pages pages_;
    std::uint64_t round_ = 1;
    std::uint64_t first_round_ = 1; // of the execution
    cell_log log_;                  // of the round
    bool log_is_full_ = false;
    std::vector<record> spilled_;
    shadow_environment& environment_;
    access_problem problem_;
};

} // namespace heddle::model::runtime
