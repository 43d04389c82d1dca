// An element that counts its lives: how many were made, how many are alive, and whether a dead one was touched.
#pragma once

#include <atomic>
#include <compare>
#include <cstdint>
#include <ostream>

#include <heddle/support/ensure.hpp>

namespace heddle::support {

/// The register of all `counted` elements made with it. Thread-safe.
class life_register {
public:
    std::int64_t alive() const noexcept { return alive_.load(); }

    /// Throws broken_promise unless everything that was made has been destroyed exactly once.
    void ensure_all_dead() const { ensure_equal(alive(), 0, "every element made is destroyed exactly once"); }

private:
    friend class counted;
    std::atomic<std::int64_t> alive_{0};
};

/// A whole number whose copies are all counted in a life_register, which must outlive them.
class counted {
public:
    counted(life_register& lives, int value) : lives_(&lives), value_(value) { born(); }
    counted(const counted& other) : lives_(other.lives_), value_(other.value()) { born(); }
    // Not noexcept: reading an element that is destroyed throws. NOLINTBEGIN(performance-noexcept-move-constructor)
    counted(counted&& other) : lives_(other.lives_), value_(other.value()) {
        other.value_ = moved_from;
        born();
    }
    counted& operator=(const counted& other) { // NOLINT(bugprone-unhandled-self-assignment): it owns nothing
        value_ = other.value();
        return *this;
    }
    counted& operator=(counted&& other) {
        const int taken = other.value();
        other.value_ = moved_from;
        value_ = taken;
        return *this;
    }
    // NOLINTEND(performance-noexcept-move-constructor)
    ~counted() {
        mark_ = dead;
        lives_->alive_.fetch_sub(1);
    }

    /// Where this element is counted.
    life_register& lives() const noexcept { return *lives_; }

    /// The number. Throws broken_promise if the element has been destroyed.
    int value() const {
        ensure(mark_ == live, "an element is not used after its destruction");
        return value_;
    }
    friend bool operator==(const counted& a, const counted& b) { return a.value() == b.value(); }
    friend bool operator==(const counted& a, int b) { return a.value() == b; }
    friend std::ostream& operator<<(std::ostream& out, const counted& element) { return out << element.value(); }

    static constexpr int moved_from = -1;

private:
    static constexpr std::uint32_t live = 0x11fe11fe;
    static constexpr std::uint32_t dead = 0xdeadbeef;

    void born() { lives_->alive_.fetch_add(1); }

    life_register* lives_;
    int value_;
    volatile std::uint32_t mark_ = live; // volatile: the destructor's write must survive the optimiser
};

} // namespace heddle::support
