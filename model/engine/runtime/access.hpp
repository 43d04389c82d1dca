// One access to memory, as the race detector sees it: its kind, and a record of 16 bytes that remembers it.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

namespace heddle::model::runtime {

enum class access_kind : std::uint8_t { plain_read, plain_write, atomic_read, atomic_write };

[[nodiscard]] constexpr bool plain(access_kind kind) noexcept {
    return kind == access_kind::plain_read || kind == access_kind::plain_write;
}

[[nodiscard]] constexpr bool writes(access_kind kind) noexcept {
    return kind == access_kind::plain_write || kind == access_kind::atomic_write;
}

// Sets of kinds, one bit a kind.
using kind_set = unsigned;

[[nodiscard]] constexpr kind_set set_of(access_kind kind) noexcept { return 1U << static_cast<unsigned>(kind); }

// The kinds with which an unordered access of this kind is a data race. Two atomic accesses never race.
[[nodiscard]] constexpr kind_set conflicts_with(access_kind kind) noexcept {
    constexpr kind_set sets[] = {
        set_of(access_kind::plain_write) | set_of(access_kind::atomic_write),
        set_of(access_kind::plain_read) | set_of(access_kind::plain_write) | set_of(access_kind::atomic_read) |
            set_of(access_kind::atomic_write),
        set_of(access_kind::plain_write),
        set_of(access_kind::plain_read) | set_of(access_kind::plain_write),
    };
    return sets[static_cast<unsigned>(kind)];
}

// `stronger` makes remembering `weaker` superfluous, if it is ordered after it: whatever races with the weaker
// one races with the stronger one too.
[[nodiscard]] constexpr bool covers(access_kind stronger, access_kind weaker) noexcept {
    return (conflicts_with(weaker) & ~conflicts_with(stronger)) == 0;
}

[[nodiscard]] constexpr kind_set kinds_covered_by(access_kind kind) noexcept {
    kind_set set = 0;
    for (unsigned other = 0; other < 4; ++other)
        if (covers(kind, static_cast<access_kind>(other)))
            set |= 1U << other;
    return set;
}

[[nodiscard]] constexpr kind_set kinds_covering(access_kind kind) noexcept {
    kind_set set = 0;
    for (unsigned other = 0; other < 4; ++other)
        if (covers(static_cast<access_kind>(other), kind))
            set |= 1U << other;
    return set;
}

// Which bytes of an aligned group of eight an access touches, one bit a byte.
using byte_mask = std::uint32_t;

[[nodiscard]] constexpr byte_mask bytes(std::size_t offset, std::size_t size) noexcept {
    return ((1U << size) - 1U) << offset;
}

// Packed: 48 bits of pc, 8 bits of byte mask, 6 bits of thread, 2 bits of kind; then the epoch.
struct record {
    std::uint64_t packed;
    std::uint32_t epoch;
    std::uint32_t next; // in the spill list: index of the next record, plus one

    static constexpr std::uint64_t pc_bits = (std::uint64_t{1} << 48) - 1;
    static constexpr unsigned mask_shift = 48;
    static constexpr unsigned thread_shift = 56;
    static constexpr unsigned kind_shift = 62;

    [[nodiscard]] static constexpr record make(std::uintptr_t pc, byte_mask mask, std::uint32_t thread,
                                               access_kind kind, std::uint32_t epoch) noexcept {
        return {.packed = (pc & pc_bits) | std::uint64_t{mask} << mask_shift | std::uint64_t{thread} << thread_shift |
                          static_cast<std::uint64_t>(kind) << kind_shift,
                .epoch = epoch,
                .next = 0};
    }

    [[nodiscard]] constexpr std::uintptr_t pc() const noexcept { return packed & pc_bits; }
    [[nodiscard]] constexpr byte_mask mask() const noexcept { return packed >> mask_shift & 0xff; }
    [[nodiscard]] constexpr std::uint32_t thread() const noexcept { return packed >> thread_shift & 0x3f; }
    [[nodiscard]] constexpr kind_set kind_bit() const noexcept { return 1U << (packed >> kind_shift); }
    [[nodiscard]] constexpr access_kind kind() const noexcept { return static_cast<access_kind>(packed >> kind_shift); }
    constexpr void drop(byte_mask mask) noexcept { packed &= ~(std::uint64_t{mask} << mask_shift); }
    constexpr void add(byte_mask mask) noexcept { packed |= std::uint64_t{mask} << mask_shift; }

    // Do the two differ in nothing but their bytes?
    [[nodiscard]] constexpr bool same_but_for_bytes(const record& other) const noexcept {
        return ((packed ^ other.packed) & ~(std::uint64_t{0xff} << mask_shift)) == 0 && epoch == other.epoch;
    }
};

static_assert(sizeof(record) == 16);

} // namespace heddle::model::runtime
