// The functions that rust/*.rs exports.
#include "../rust_peers.hpp"

extern "C" {
const void* rust_mutex_new();
void rust_mutex_add(const void*, std::uint64_t times);
const void* rust_rw_lock_new();
std::uint64_t rust_rw_lock_use(const void*, std::uint64_t times, std::uint64_t period);
const void* rust_arc_new();
void rust_arc_share(const void*, std::uint64_t times);
const void* rust_channel_new(std::uint64_t capacity);
void rust_channel_send(const void*, std::uint64_t times);
std::uint64_t rust_channel_recv(const void*, std::uint64_t times);
}

const heddle::bench::rust_peers* heddle::bench::rust() noexcept {
    static constexpr rust_peers all{rust_mutex_new, rust_mutex_add,   rust_rw_lock_new,  rust_rw_lock_use, rust_arc_new,
                                    rust_arc_share, rust_channel_new, rust_channel_send, rust_channel_recv};
    return &all;
}
