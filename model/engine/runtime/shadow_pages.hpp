// Where the race detector's cells are: a table from pages of application memory to pages of cells, with a direct-mapped
// cache in front of it so that nearly every look-up is a shift, a compare and an add.
#pragma once

#include "engine/runtime/access.hpp"

#include <array>
#include <cstdint>
#include <unordered_map>
#include <utility>

namespace heddle::model::runtime {

// What is known of eight bytes. The first cache line holds all that most cells ever need.
struct cell_head {
    std::uint64_t round;   // in which it was touched last
    std::uint32_t spilled; // head of the list of further records: index plus one
    std::uint8_t count;    // records in use
    std::uint8_t refused;  // bytes that must not be accessed
    std::uint8_t atomic;   // bytes that were accessed atomically
    std::uint8_t owner;    // thread on whose stack it is, or `shared`
    std::uint8_t unsaved;  // bytes that must be saved before they are written in this round
    std::uint8_t undoable; // bytes that must be saved in each round
};

struct cell_content : cell_head {
    static constexpr unsigned capacity = 6;
    static constexpr std::uint8_t shared = 0xff;

    std::array<record, capacity> records;

    // Makes the two change places. Records that are not in use are left alone.
    void swap(cell_content& other) noexcept {
        const unsigned used = count > other.count ? count : other.count;
        std::swap(static_cast<cell_head&>(*this), static_cast<cell_head&>(other));
        for (unsigned i = 0; i < used; ++i)
            std::swap(records[i], other.records[i]);
    }
    void copy_to(cell_content& other) const noexcept {
        static_cast<cell_head&>(other) = *this;
        for (unsigned i = 0; i < count; ++i)
            other.records[i] = records[i];
    }

    // Touched in round `now`, and without further records?
    [[nodiscard]] bool is_simple(std::uint64_t now) const noexcept { return ((round ^ now) | spilled) == 0; }
};

struct alignas(64) cell : cell_content {};

static_assert(sizeof(cell) == 128);

// The cells of a page of application memory.
struct page_of_cells {
    static constexpr unsigned shift = 12;
    static constexpr std::size_t size = std::size_t{1} << shift;

    std::uint64_t round; // in which any of its cells was touched last
    std::array<cell, size / 8> cells;

    [[nodiscard]] cell& at(std::uintptr_t address) noexcept { return cells[address / 8 % cells.size()]; }
};

class shadow_pages {
public:
    shadow_pages() = default;
    shadow_pages(const shadow_pages&) = delete;
    shadow_pages& operator=(const shadow_pages&) = delete;
    ~shadow_pages();

    // The cells of the page around `address`, made when there are none yet.
    [[nodiscard]] page_of_cells& page(std::uintptr_t address) {
        const std::uintptr_t number = address >> page_of_cells::shift;
        const entry& cached = cache_[number % cache_.size()];
        if (cached.number != number) [[unlikely]]
            fetch(number);
        return *cached.page;
    }

    // The same, or null when the page has never been touched.
    [[nodiscard]] page_of_cells* find(std::uintptr_t address) const noexcept;

    // The cell of the eight bytes around `address`.
    [[nodiscard]] cell& at(std::uintptr_t address) { return page(address).at(address); }

private:
    struct entry {
        std::uintptr_t number = ~std::uintptr_t{0};
        page_of_cells* page = nullptr;
    };

    void fetch(std::uintptr_t number);

    std::array<entry, 256> cache_{};
    std::unordered_map<std::uintptr_t, page_of_cells*> pages_;
};

} // namespace heddle::model::runtime
