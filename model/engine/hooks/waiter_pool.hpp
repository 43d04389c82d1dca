// libstdc++'s count of the threads that wait in atomic::wait. It is read and changed by seq_cst operations, which order
// nothing against the weaker ones that programs rightly use on the object itself: a release store and a notify that
// finds nobody may pass a waiter that has found the old value. The standard says that the waiter is notified, so here
// these operations come with the seq_cst fence that they lack. What is under test is the program, not the library.
#pragma once

#include <cstdint>

// The static array of the inline function that finds the count for an address; absent where nothing waits.
extern "C" [[gnu::weak]] char heddle_waiter_pool[] asm("_ZZNSt8__detail18__waiter_pool_base6_S_forEPKvE3__w");

namespace heddle::model::hooks {

[[nodiscard]] inline bool counts_waiters(std::uintptr_t address) {
    constexpr std::uintptr_t elements = 16;
    constexpr std::uintptr_t element_size = 128;
    const std::uintptr_t offset = address - reinterpret_cast<std::uintptr_t>(&heddle_waiter_pool);
    return offset < elements * element_size && offset % element_size == 0;
}

} // namespace heddle::model::hooks
