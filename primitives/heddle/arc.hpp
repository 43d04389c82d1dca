// Shared read-only data: arc<T> counts its owners and destroys the value with the last; weak<T> watches without owning.
//
// Semantics: std::sync::Arc and Weak of Rust. An arc hands out `const T&` only; the value may be changed by whoever can
// show that nobody else looks (get_mut), or on a copy (make_mut). One allocation for value and counts. Progress: that
// of arc_counts. Any thread may call anything on its own arc or weak; one object is not for two threads at once.
//
// Memory ordering: that of arc_counts: all use of the value happens before its destruction and before exclusive access.
#pragma once

#include <concepts>
#include <memory>
#include <optional>
#include <utility>

#include <heddle/arc_counts.hpp>

namespace heddle {

namespace detail {

/// The allocation behind arc<T>. The value is destroyed by the last strong reference, the block by the last weak one.
template <class T>
struct arc_block {
    template <class... Args>
    explicit arc_block(Args&&... args) : value(std::forward<Args>(args)...) {}
    ~arc_block() {}

    void drop_weak() noexcept {
        if (counts.drop_weak())
            delete this;
    }

    /// What follows the last strong reference.
    struct closer {
        void operator()(arc_block* closed) const noexcept {
            std::destroy_at(&closed->value);
            closed->drop_weak();
        }
    };

    arc_counts counts;
    union {
        T value; // alive while there is a strong reference
    };
};

} // namespace detail

template <class T>
class weak;

/// A share in a value that nobody changes. One pointer; may be empty.
template <class T>
class arc {
public:
    using element_type = T;
    using weak_type = weak<T>;

    /// An arc of a new T(args...). Throws what the allocation or T throws.
    template <class... Args>
        requires std::constructible_from<T, Args...>
    [[nodiscard]] static arc make(Args&&... args) { return arc(new block(std::forward<Args>(args)...)); }

    /// Empty.
    arc() noexcept = default;
    arc(const arc& other) noexcept : block_(other.block_) {
        if (block_)
            block_->counts.add_strong();
    }
    arc(arc&& other) noexcept : block_(std::exchange(other.block_, nullptr)) {}
    arc& operator=(arc other) noexcept {
        std::swap(block_, other.block_);
        return *this;
    }
    ~arc() { reset(); }

    /// Gives the share up; destroys the value if it was the last.
    void reset() noexcept {
        block* const left = std::exchange(block_, nullptr);
        if (left && left->counts.drop_strong())
            typename block::closer()(left);
    }

    const T& operator*() const noexcept { return block_->value; }
    const T* operator->() const noexcept { return &block_->value; }
    const T* get() const noexcept { return block_ ? &block_->value : nullptr; }
    explicit operator bool() const noexcept { return block_ != nullptr; }

    /// Arcs that share the value, at some moment; 0 if empty.
    std::size_t use_count() const noexcept { return block_ ? block_->counts.strong() : 0; }
    /// Weaks that watch the value, at some moment; 0 if empty.
    std::size_t weak_count() const noexcept { return block_ ? block_->counts.weak() : 0; }

    /// Whether both share the same value, not merely equal ones. Two empty ones do.
    friend bool ptr_eq(const arc& a, const arc& b) noexcept { return a.block_ == b.block_; }

    /// A weak that watches this value.
    [[nodiscard]] weak<T> downgrade() const noexcept { return weak<T>(*this); }

    /// The value to be changed, if there is neither another arc nor a weak; else null. Valid until this arc is shared.
    [[nodiscard]] T* get_mut() noexcept {
        return block_ && block_->counts.is_only_reference() ? &block_->value : nullptr;
    }

    /// The value to be changed: this one if nobody shares it, else a copy that this arc then holds alone. Weaks that
    /// watch an unshared value lose it. Not for an empty arc. If a copy or an allocation throws, a value that was
    /// shared is untouched, one that was watched is gone and the arc empty.
    [[nodiscard]] T& make_mut() requires std::copy_constructible<T> {
        if (!block_->counts.try_drop_last_strong())
            *this = make(std::as_const(block_->value));
        else if (block_->counts.has_weak())
            *this = make(closed(std::exchange(block_, nullptr)));
        else
            block_->counts.restore_last_strong();
        return block_->value;
    }

    /// Moves the value out if no other arc shares it, and leaves this arc empty; else leaves this arc as it is.
    [[nodiscard]] std::optional<T> try_unwrap() {
        if (!block_ || !block_->counts.try_drop_last_strong())
            return std::nullopt;
        return closed(std::exchange(block_, nullptr));
    }

    /// Gives the share up and moves the value out if it was the last. When every arc of a value ends in this call, on
    /// whatever threads, exactly one of the calls returns it.
    [[nodiscard]] std::optional<T> into_inner() && {
        block* const left = std::exchange(block_, nullptr);
        if (!left || !left->counts.drop_strong())
            return std::nullopt;
        return closed(left);
    }

private:
    friend class weak<T>;
    using block = detail::arc_block<T>;

    explicit arc(block* counted) noexcept : block_(counted) {}

    // The value of a block that has just lost its last strong reference.
    static T closed(block* last) {
        const std::unique_ptr<block, typename block::closer> dying(last);
        return std::move(last->value);
    }

    block* block_ = nullptr; // null: empty
};

/// Watches a value without keeping it alive. One pointer; may be empty, which is like watching a value that is gone.
template <class T>
class weak {
public:
    using element_type = T;

    /// Empty.
    weak() noexcept = default;
    /// Watches what `watched` shares.
    explicit weak(const arc<T>& watched) noexcept : block_(watched.block_) {
        if (block_)
            block_->counts.add_weak_beside_strong();
    }
    weak(const weak& other) noexcept : block_(other.block_) {
        if (block_)
            block_->counts.add_weak();
    }
    weak(weak&& other) noexcept : block_(std::exchange(other.block_, nullptr)) {}
    weak& operator=(weak other) noexcept {
        std::swap(block_, other.block_);
        return *this;
    }
    ~weak() { reset(); }

    /// Watches no longer.
    void reset() noexcept {
        if (block* const left = std::exchange(block_, nullptr))
            left->drop_weak();
    }

    /// A share in the value, or an empty arc if the value is gone.
    [[nodiscard]] arc<T> upgrade() const noexcept {
        return arc<T>(block_ && block_->counts.try_add_strong() ? block_ : nullptr);
    }

    /// Arcs that share the value, at some moment; 0 if it is gone.
    std::size_t use_count() const noexcept { return block_ ? block_->counts.strong() : 0; }
    /// Weaks that watch the value, at some moment; 0 if it is gone.
    std::size_t weak_count() const noexcept { return use_count() != 0 ? block_->counts.weak() : 0; }

    /// Whether both watch the same value, also if it is gone. Two empty ones do.
    friend bool ptr_eq(const weak& a, const weak& b) noexcept { return a.block_ == b.block_; }

private:
    using block = detail::arc_block<T>;

    block* block_ = nullptr; // null: empty
};

} // namespace heddle
