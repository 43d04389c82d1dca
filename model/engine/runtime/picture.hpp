// Pictures of memory: one buffer of bytes, written and read back in the same order. Buffers are kept for the next
// picture, so that taking one allocates nothing once it is warm.
#pragma once

#include <cstddef>
#include <memory>
#include <type_traits>

namespace heddle::model::runtime {

class picture {
public:
    // Room for `size` bytes; what was in it is gone.
    [[nodiscard]] std::byte* prepare(std::size_t size) {
        if (capacity_ < size) {
            capacity_ = size + size / 2;
            bytes_ = std::make_unique_for_overwrite<std::byte[]>(capacity_);
        }
        return bytes_.get();
    }
    [[nodiscard]] const std::byte* bytes() const noexcept { return bytes_.get(); }
    [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }

private:
    std::unique_ptr<std::byte[]> bytes_;
    std::size_t capacity_ = 0;
};

// Writes into a picture that has room for all of it.
class pen {
public:
    explicit pen(std::byte* at) noexcept : at_(at) {}

    void put_bytes(const void* from, std::size_t size) noexcept {
        __builtin_memcpy(at_, from, size);
        at_ += size;
    }
    template <class Value>
    void put(const Value& value) noexcept {
        static_assert(std::is_trivially_copyable_v<Value>);
        put_bytes(&value, sizeof value);
    }

private:
    std::byte* at_;
};

class picture_reader {
public:
    explicit picture_reader(const std::byte* at) noexcept : at_(at) {}

    void get_bytes(void* to, std::size_t size) noexcept {
        __builtin_memcpy(to, at_, size);
        at_ += size;
    }
    template <class Value>
    void get(Value& value) noexcept {
        static_assert(std::is_trivially_copyable_v<Value>);
        get_bytes(&value, sizeof value);
    }
    template <class Value>
    [[nodiscard]] Value get() noexcept {
        Value value;
        get(value);
        return value;
    }

private:
    const std::byte* at_;
};

} // namespace heddle::model::runtime
