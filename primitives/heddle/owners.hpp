// Something on the heap that several threads use and the last of them destroys, whoever that is.
//
// Memory ordering: what any owner did before its let_go() happens before the destruction.
#pragma once

#include <cstdint>

#include <heddle/sync.hpp>

namespace heddle::detail {

/// Base of what is shared so. Counts its owners, who know it by plain pointers.
class owned_together {
public:
    owned_together(const owned_together&) = delete;
    owned_together& operator=(const owned_together&) = delete;

    /// One owner more. For an owner to call.
    void share() noexcept {
        // relaxed: the caller is an owner, so the count cannot reach zero before; handing over the pointer orders.
        owners_.fetch_add(1, sync::memory_order_relaxed);
    }

    /// Each owner's last call.
    void let_go() noexcept {
        // acq_rel: releases this owner's accesses to the one that destroys; the one that destroys acquires the others'.
        if (owners_.fetch_sub(1, sync::memory_order_acq_rel) == 1)
            delete this;
    }

protected:
    explicit owned_together(std::uint32_t owners) noexcept : owners_(owners) {}
    virtual ~owned_together() = default;

private:
    sync::word owners_; // who may still use this
};

} // namespace heddle::detail
