// Room for a value that is there at some times only; whoever holds the slot knows when.
#pragma once

#include <memory>
#include <utility>

namespace heddle::detail {

/// Not thread-safe: the protocol around it keeps accesses apart.
template <class T>
class slot_value {
public:
    slot_value() noexcept {}
    slot_value(const slot_value&) = delete;
    slot_value& operator=(const slot_value&) = delete;
    ~slot_value() {}

    void construct(T&& value) { std::construct_at(std::addressof(value_), std::move(value)); }
    void destroy() noexcept { std::destroy_at(std::addressof(value_)); }
    T& get() noexcept { return value_; }

private:
    union {
        T value_;
    };
};

} // namespace heddle::detail
