// See shadow.hpp: everything but the common case of an access.
#include "engine/runtime/shadow.hpp"

#include <algorithm>
#include <bit>

namespace heddle::model::runtime {

namespace {

constexpr std::uintptr_t granule_of(std::uintptr_t address) noexcept { return address & ~std::uintptr_t{7}; }

access_side side_of(const record& one, std::uintptr_t granule) noexcept {
    const byte_mask mask = one.mask();
    return {.thread = one.thread(),
            .kind = one.kind(),
            .address = granule + static_cast<unsigned>(std::countr_zero(mask)),
            .size = static_cast<std::size_t>(std::popcount(mask)),
            .pc = one.pc()};
}

// Calls visit(address, size) for the part of the range in each granule, while it returns true.
template <class Visitor>
bool for_each_granule(std::uintptr_t address, std::size_t size, Visitor&& visit) {
    while (size != 0) {
        const std::size_t part = std::min(size, 8 - address % 8);
        if (!visit(address, part))
            return false;
        address += part;
        size -= part;
    }
    return true;
}

} // namespace

// The first touch of a cell in a round.
void shadow::enter_round(page_of_cells& page, cell& where, std::uintptr_t address, std::uintptr_t pc) {
    const bool is_first = where.round < first_round_;
    if (is_first)
        where.count = 0;
    if (log_.size() == log_limit)
        log_is_full_ = true;
    else
        log_.add(where);
    if (is_first)
        touch(page, where, address, pc);
    where.round = round_;
    where.unsaved = where.undoable;
}

// The first touch of a cell in an execution.
void shadow::touch(page_of_cells& page, cell& where, std::uintptr_t address, std::uintptr_t pc) {
    const granule known = environment_.first_touch(granule_of(address), pc);
    page.round = round_;
    where.spilled = 0;
    where.refused = static_cast<std::uint8_t>(~known.valid);
    where.atomic = 0;
    where.owner = known.owner;
    where.undoable = known.unsaved;
    where.count = 0;
}

bool shadow::may_access(const cell& where, std::uintptr_t address, byte_mask mask, std::uint32_t thread) {
    if ((mask & where.refused) != 0)
        return false;
    return where.owner == cell::shared || where.owner == thread || environment_.may_visit(where.owner, address);
}

void shadow::save(cell& where, std::uintptr_t address, byte_mask mask) {
    if (const byte_mask fresh = mask & where.unsaved; fresh != 0) {
        environment_.save(granule_of(address), fresh);
        where.unsaved = static_cast<std::uint8_t>(where.unsaved & ~fresh);
    }
}

void shadow::overwrite_atomic(cell& where, std::uintptr_t address, byte_mask mask) {
    if ((where.atomic & mask) != 0) {
        where.atomic = static_cast<std::uint8_t>(where.atomic & ~mask);
        environment_.overwrites_atomic(address, static_cast<std::size_t>(std::popcount(mask)));
    }
}

template <access_kind Kind>
bool shadow::examine_spilled(cell& where, std::uintptr_t address, byte_mask mask, const core::thread_view& view,
                             std::uintptr_t pc) {
    for (std::uint32_t* link = &where.spilled; *link != 0;) {
        record& each = spilled_[*link - 1];
        switch (examine<Kind>(each, mask, view)) {
        case step::race:
            return report(access_fault::race, each, record::make(pc, mask, view.thread, Kind, view.epoch), address);
        case step::remove:
            *link = each.next;
            break;
        case step::known:
        case step::keep:
            link = &each.next;
            break;
        }
    }
    return true;
}

template <access_kind Kind>
bool shadow::access_slowly(cell& where, std::uintptr_t address, byte_mask mask, const core::thread_view& view,
                           std::uintptr_t pc) {
    if (!may_access(where, address, mask, view.thread)) {
        const record newer = record::make(pc, mask, view.thread, Kind, view.epoch);
        return report(access_fault::forbidden, newer, newer, address);
    }
    if constexpr (plain(Kind))
        if ((where.atomic & mask) != 0)
            environment_.meets_atomic(address, static_cast<std::size_t>(std::popcount(mask)), writes(Kind), pc);
    if (where.spilled != 0 && !examine_spilled<Kind>(where, address, mask, view, pc))
        return false;
    if (!examine_cell<Kind>(where, address, mask, view, pc))
        return false;
    if constexpr (writes(Kind))
        save(where, address, mask);
    if constexpr (Kind == access_kind::plain_write)
        overwrite_atomic(where, address, mask);
    return true;
}

// access() is in the header and calls these.
template bool shadow::access_slowly<access_kind::plain_read>(cell&, std::uintptr_t, byte_mask, const core::thread_view&,
                                                             std::uintptr_t);
template bool shadow::access_slowly<access_kind::plain_write>(cell&, std::uintptr_t, byte_mask,
                                                              const core::thread_view&, std::uintptr_t);
template bool shadow::access_slowly<access_kind::atomic_read>(cell&, std::uintptr_t, byte_mask,
                                                              const core::thread_view&, std::uintptr_t);
template bool shadow::access_slowly<access_kind::atomic_write>(cell&, std::uintptr_t, byte_mask,
                                                               const core::thread_view&, std::uintptr_t);

bool shadow::access_range(access_kind kind, std::uintptr_t address, std::size_t size, const core::thread_view& view,
                          std::uintptr_t pc) {
    return for_each_granule(address, size, [&](std::uintptr_t part, std::size_t part_size) {
        switch (kind) {
        case access_kind::plain_read:
            return access<access_kind::plain_read>(part, part_size, view, pc);
        case access_kind::plain_write:
            return access<access_kind::plain_write>(part, part_size, view, pc);
        case access_kind::atomic_read:
            return access<access_kind::atomic_read>(part, part_size, view, pc);
        case access_kind::atomic_write:
            return access<access_kind::atomic_write>(part, part_size, view, pc);
        }
        return true;
    });
}

plain_history shadow::begin_atomic_cell(cell& where, std::uintptr_t address, byte_mask mask) {
    save(where, address, mask);
    where.atomic = static_cast<std::uint8_t>(where.atomic | mask);
    plain_history before;
    if (where.spilled != 0)
        before.what = plain_history::form::complicated;
    for (unsigned i = 0; i < where.count; ++i) {
        const record& each = where.records[i];
        if ((each.mask() & mask) == 0)
            continue;
        const bool first = before.what == plain_history::form::none;
        const bool whole_write = each.kind() == access_kind::plain_write && (mask & ~each.mask()) == 0;
        before = {.what = first && whole_write ? plain_history::form::one_write : plain_history::form::complicated,
                  .thread = each.thread(),
                  .epoch = each.epoch,
                  .pc = each.pc()};
    }
    return before;
}

bool shadow::begin_atomic(std::uintptr_t address, std::size_t size, const core::thread_view& view, std::uintptr_t pc,
                          plain_history& before) {
    bool first = true;
    return for_each_granule(address, size, [&](std::uintptr_t part, std::size_t part_size) {
        page_of_cells& page = pages_.page(part);
        cell& where = page.at(part);
        const byte_mask mask = bytes(part % 8, part_size);
        if (where.round != round_)
            enter_round(page, where, part, pc);
        if (!may_access(where, part, mask, view.thread)) {
            const record newer = record::make(pc, mask, view.thread, access_kind::atomic_write, view.epoch);
            return report(access_fault::forbidden, newer, newer, part);
        }
        const plain_history here = begin_atomic_cell(where, part, mask);
        if (first)
            before = here;
        else if (before != here)
            before.what = plain_history::form::complicated;
        first = false;
        return true;
    });
}

bool shadow::release(std::uintptr_t address, std::size_t size, const core::thread_view& view, std::uintptr_t pc,
                     bool eagerly) {
    const std::uintptr_t end = address + size;
    for (std::uintptr_t at = address; at < end;) {
        const std::uintptr_t page_end = (at & ~(page_of_cells::size - 1)) + page_of_cells::size;
        const std::uintptr_t stop = std::min(end, page_end);
        page_of_cells* const page = eagerly ? &pages_.page(at) : pages_.find(at);
        if (page == nullptr || (!eagerly && page->round < first_round_)) {
            at = stop;
            continue;
        }
        const bool fine = for_each_granule(at, stop - at, [&](std::uintptr_t part, std::size_t part_size) {
            cell& where = page->at(part);
            if (!eagerly && where.round < first_round_)
                return true;
            if (!access<access_kind::plain_write>(part, part_size, view, pc))
                return false;
            where.refused = static_cast<std::uint8_t>(where.refused | bytes(part % 8, part_size));
            return true;
        });
        if (!fine)
            return false;
        at = stop;
    }
    return true;
}

bool shadow::remember_slowly(cell& where, record fresh) {
    // A loop over bytes leaves one record a byte: those that differ in nothing else become one.
    for (unsigned i = 0; i < where.count; ++i) {
        if (where.records[i].same_but_for_bytes(fresh)) {
            where.records[i].add(fresh.mask());
            return true;
        }
    }
    spilled_.push_back(where.records[0]);
    spilled_.back().next = where.spilled;
    where.spilled = static_cast<std::uint32_t>(spilled_.size());
    where.records[0] = fresh;
    return true;
}

bool shadow::report(access_fault fault, const record& older, const record& newer, std::uintptr_t address) {
    problem_ = {
        .fault = fault, .earlier = side_of(older, granule_of(address)), .later = side_of(newer, granule_of(address))};
    return false;
}

std::optional<record> shadow::last_plain_write(std::uintptr_t address) {
    const cell& where = pages_.at(address);
    if (where.round < first_round_)
        return std::nullopt;
    const byte_mask mask = bytes(address % 8, 1);
    const auto matches = [mask](const record& one) {
        return one.kind() == access_kind::plain_write && (one.mask() & mask) != 0;
    };
    for (unsigned i = 0; i < where.count; ++i)
        if (matches(where.records[i]))
            return where.records[i];
    for (std::uint32_t link = where.spilled; link != 0; link = spilled_[link - 1].next)
        if (matches(spilled_[link - 1]))
            return spilled_[link - 1];
    return std::nullopt;
}

void shadow::reset() noexcept {
    spilled_.clear();
    log_.clear();
    log_is_full_ = false;
    problem_ = {};
    first_round_ = ++round_;
}

bool shadow::begin_round(cell_log& log_of_last) {
    if (log_is_full_ || !spilled_.empty())
        return false;
    log_of_last.clear();
    log_of_last.swap(log_);
    ++round_;
    return true;
}

bool shadow::undo_round() noexcept {
    if (log_is_full_)
        return false;
    exchange(log_);
    log_.clear();
    spilled_.clear();
    return true;
}

void shadow::exchange(cell_log& log) noexcept {
    log.exchange();
    ++round_;
}

} // namespace heddle::model::runtime
