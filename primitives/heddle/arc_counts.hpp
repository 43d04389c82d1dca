// The two counts beneath arc<T> and weak<T>: who keeps the value alive, and who keeps its memory.
//
// Algorithm: that of std::sync::Arc of Rust; all strong references together hold one weak reference, so the memory goes
// when the weak count does. The strong count only rises from 0 again in restore_last_strong(). Progress: lock-free, but
// for add_weak_beside_strong(), which waits for is_only_reference() on another thread. Any thread may call anything
// that the references it holds allow.
//
// Memory ordering: each reference's use of the value and of the counts happens before its drop (release), and all drops
// happen before destruction, exclusive access or deallocation (acquire). A drop is a read-modify-write and so continues
// the release sequences of the drops before it: to acquire the newest is to acquire them all.
#pragma once

#include <cstddef>
#include <exception>
#include <limits>

#include <heddle/sync.hpp>

namespace heddle::detail {

class arc_counts {
public:
    using count = std::size_t;

    /// More references than this end the process: only leaked ones can get there.
    static constexpr count limit = std::numeric_limits<count>::max() / 2;

    /// One strong reference, unless a test of the limits wants to begin elsewhere.
    explicit arc_counts(count strong = 1, count weak = 0) noexcept : strong_(strong), weak_(weak + 1) {}
    arc_counts(const arc_counts&) = delete;
    arc_counts& operator=(const arc_counts&) = delete;

    /// The caller holds a strong reference.
    void add_strong() noexcept {
        // relaxed: the new reference reaches another thread only by means that publish the value with it.
        within_limit(strong_.fetch_add(1, sync::memory_order_relaxed));
    }

    /// The caller holds a weak reference. False if the value is gone.
    [[nodiscard]] bool try_add_strong() noexcept {
        // relaxed: the compare-exchange decides.
        count seen = strong_.load(sync::memory_order_relaxed);
        while (seen != 0) {
            // relaxed: what the weak reference was made from saw the value whole, and nobody has written to it since,
            // for there was a weak reference all the time.
            if (strong_.compare_exchange_weak(seen, seen + 1, sync::memory_order_relaxed, sync::memory_order_relaxed)) {
                within_limit(seen);
                return true;
            }
        }
        return false;
    }

    /// Gives a strong reference up. True for the last one: the caller destroys the value, then calls drop_weak().
    [[nodiscard]] bool drop_strong() noexcept {
        // release: this reference's use of the value happens before whoever acquires the count may write to it.
        if (strong_.fetch_sub(1, sync::memory_order_release) != 1)
            return false;
        // acquire: pairs with the releases above: all use happens before the destruction. A load in place of a fence,
        // for ThreadSanitizer knows no fences.
        (void)strong_.load(sync::memory_order_acquire);
        return true;
    }

    /// Gives a strong reference up if it is the only one: the value is the caller's, whom weak references can no longer
    /// upgrade against. To be followed by drop_weak() or restore_last_strong().
    [[nodiscard]] bool try_drop_last_strong() noexcept {
        count last = 1;
        // acquire: pairs with the release in drop_strong(): all use happens before what the caller does with the value.
        // relaxed on failure: nothing is done with it.
        return strong_.compare_exchange_strong(last, 0, sync::memory_order_acquire, sync::memory_order_relaxed);
    }

    /// Takes try_drop_last_strong() back, where has_weak() is false.
    void restore_last_strong() noexcept {
        // relaxed: nobody else can look before this thread shares the value again.
        strong_.store(1, sync::memory_order_relaxed);
    }

    /// Whether a weak reference is left after try_drop_last_strong(). True may be out of date, false is not.
    [[nodiscard]] bool has_weak() const noexcept {
        // relaxed: weak references are made by strong ones, whose drops were acquired, and by weak ones, and the one
        // read from is the last; all that they touch is the counts.
        return weak_.load(sync::memory_order_relaxed) != 1;
    }

    /// Whether the caller's strong reference is the only reference of either kind, so that the value is its own.
    [[nodiscard]] bool is_only_reference() noexcept {
        // While the weak count is locked no strong reference can make a weak one, which another thread could do between
        // the two looks and then give the strong one up.
        count none = 1;
        // acquire: pairs with the release in drop_weak(): what a weak reference did to the strong count before it was
        // dropped is seen by the load below. relaxed on failure: nothing is done with the value.
        if (!weak_.compare_exchange_strong(none, locked, sync::memory_order_acquire, sync::memory_order_relaxed))
            return false;
        // acquire: pairs with the release in drop_strong(): all use happens before what the caller does with the value.
        const bool only = strong_.load(sync::memory_order_acquire) == 1;
        // relaxed: a thread that makes a weak reference after this store and then drops its strong one has not dropped
        // it before the load above: the load would have acquired that, and this store come after the look at it.
        weak_.store(1, sync::memory_order_relaxed);
        return only;
    }

    /// The caller holds a strong reference.
    void add_weak_beside_strong() noexcept {
        int looks = 0;
        // relaxed: only the number matters here, see is_only_reference().
        count seen = weak_.load(sync::memory_order_relaxed);
        for (;;) {
            if (seen == locked) {
                if (looks < sync::spin_limit) {
                    ++looks;
                    sync::pause();
                } else {
                    sync::yield();
                }
                // relaxed: as above.
                seen = weak_.load(sync::memory_order_relaxed);
                // relaxed: the new reference reaches another thread only by means that publish the counts with it.
            } else if (weak_.compare_exchange_weak(seen, seen + 1, sync::memory_order_relaxed,
                                                   sync::memory_order_relaxed)) {
                return within_limit(seen);
            }
        }
    }

    /// The caller holds a weak reference, so the count is not locked.
    void add_weak() noexcept {
        // relaxed: the new reference reaches another thread only by means that publish the counts with it.
        within_limit(weak_.fetch_add(1, sync::memory_order_relaxed));
    }

    /// Gives a weak reference up. True for the last one: the caller gives the memory back.
    [[nodiscard]] bool drop_weak() noexcept {
        // release: the destruction of the value, and use of the counts, happen before the memory is given back; and
        // what was done to the strong count is seen by is_only_reference().
        if (weak_.fetch_sub(1, sync::memory_order_release) != 1)
            return false;
        // acquire: pairs with the releases above.
        (void)weak_.load(sync::memory_order_acquire);
        return true;
    }

    /// Strong references at some moment.
    [[nodiscard]] count strong() const noexcept {
        // relaxed: a number of the moment; nothing may be concluded from it about the value.
        return strong_.load(sync::memory_order_relaxed);
    }

    /// Weak references at some moment, without the one that the strong ones share.
    [[nodiscard]] count weak() const noexcept {
        // relaxed: as for strong().
        const count seen = weak_.load(sync::memory_order_relaxed);
        return seen == locked ? 0 : seen - 1;
    }

private:
    static constexpr count locked = std::numeric_limits<count>::max();

    static void within_limit(count before) noexcept {
        if (before > limit)
            std::terminate();
    }

    sync::atomic<count> strong_; // strong references; 0: the value is gone, or in the hands of its last owner
    sync::atomic<count> weak_;   // weak references, and 1 for all strong ones; `locked` in is_only_reference()
};

} // namespace heddle::detail
