// Vector clocks as plain arrays: entry t counts the events of thread t that come before. The width is the number
// of threads of the graph, rounded up so that loops over it vectorise.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace heddle::model::core {

using tick = std::uint32_t;

inline constexpr std::uint32_t clock_granule = 4;

inline void join(tick* into, const tick* from, std::uint32_t width) {
    for (std::uint32_t i = 0; i < width; i += clock_granule)
        for (std::uint32_t k = i; k < i + clock_granule; ++k)
            into[k] = std::max(into[k], from[k]);
}

inline void copy(tick* into, const tick* from, std::uint32_t width) {
    for (std::uint32_t i = 0; i < width; i += clock_granule)
        std::memcpy(into + i, from + i, clock_granule * sizeof(tick));
}

inline void clear(tick* into, std::uint32_t width) {
    for (std::uint32_t i = 0; i < width; i += clock_granule)
        std::memset(into + i, 0, clock_granule * sizeof(tick));
}

} // namespace heddle::model::core
