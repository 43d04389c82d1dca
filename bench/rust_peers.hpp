// The Rust originals as subjects of the same measurements; see rust/. Where there is no rustc they are left out.
#pragma once

#include <cstdint>

namespace heddle::bench {

/// Set when the originals are linked in. All loops run in Rust; handles live as long as the process.
struct rust_peers {
    const void* (*mutex_new)();
    void (*mutex_add)(const void*, std::uint64_t times);
    const void* (*rw_lock_new)();
    std::uint64_t (*rw_lock_use)(const void*, std::uint64_t times, std::uint64_t period);
    const void* (*arc_new)();
    void (*arc_share)(const void*, std::uint64_t times);
    const void* (*channel_new)(std::uint64_t capacity);
    void (*channel_send)(const void*, std::uint64_t times);
    std::uint64_t (*channel_recv)(const void*, std::uint64_t times);
};

/// Null without rustc.
const rust_peers* rust() noexcept;

} // namespace heddle::bench
