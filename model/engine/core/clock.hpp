// Vector clocks as plain arrays: entry t counts the events of thread t that come before. The width is the number
// of threads of the graph, rounded up so that loops over it vectorise.
#pragma once

#include <cstdint>
#include <cstring>

namespace heddle::model::core {

using tick = std::uint32_t;

inline constexpr std::uint32_t clock_granule = 4;

// Four ticks at once. Clocks are only ever written so: reading as a whole what was written in parts makes a processor
// wait. Signed, because the comparison of unsigned ones is not an instruction everywhere; ticks are far below 2^31.
using four_ticks = std::int32_t __attribute__((vector_size(clock_granule * sizeof(tick))));

[[nodiscard]] inline four_ticks load(const tick* from) {
    four_ticks value;
    std::memcpy(&value, from, sizeof value);
    return value;
}

inline void store(tick* into, four_ticks value) { std::memcpy(into, &value, sizeof value); }

inline void join(tick* into, const tick* from, std::uint32_t width) {
    for (std::uint32_t i = 0; i < width; i += clock_granule) {
        const four_ticks here = load(into + i);
        const four_ticks there = load(from + i);
        store(into + i, here > there ? here : there);
    }
}

inline void copy(tick* into, const tick* from, std::uint32_t width) {
    for (std::uint32_t i = 0; i < width; i += clock_granule)
        store(into + i, load(from + i));
}

inline void clear(tick* into, std::uint32_t width) {
    for (std::uint32_t i = 0; i < width; i += clock_granule)
        store(into + i, four_ticks{});
}

// Sets one entry.
inline void set(tick* clock, std::uint32_t entry, tick value) {
    constexpr four_ticks numbers{0, 1, 2, 3};
    tick* const four = clock + entry / clock_granule * clock_granule;
    const auto place = static_cast<std::int32_t>(entry % clock_granule);
    const auto wanted = static_cast<std::int32_t>(value);
    store(four, numbers == place ? four_ticks{} + wanted : load(four));
}

} // namespace heddle::model::core
