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

// For what is mostly small: as words, in line.
inline void copy_words(void* to, const void* from, std::size_t size) noexcept {
    constexpr std::size_t large = 256;
    if (size > large) {
        __builtin_memcpy(to, from, size);
        return;
    }
    auto* const into = static_cast<std::byte*>(to);
    const auto* const bytes = static_cast<const std::byte*>(from);
    std::size_t at = 0;
    for (; at + 16 <= size; at += 16)
        __builtin_memcpy(into + at, bytes + at, 16);
    if (at < size)
        __builtin_memcpy(into + at, bytes + at, 8);
}

// Writes into a picture that has room for all of it.
class pen {
public:
    explicit pen(std::byte* at) noexcept : at_(at) {}

    // A multiple of eight bytes.
    void put_words(const void* from, std::size_t size) noexcept {
        copy_words(at_, from, size);
        at_ += size;
    }
    template <class Value>
    void put(const Value& value) noexcept {
        static_assert(std::is_trivially_copyable_v<Value>);
        __builtin_memcpy(at_, &value, sizeof value);
        at_ += sizeof value;
    }

private:
    std::byte* at_;
};

class picture_reader {
public:
    explicit picture_reader(const std::byte* at) noexcept : at_(at) {}

    void get_words(void* to, std::size_t size) noexcept {
        copy_words(to, at_, size);
        at_ += size;
    }
    template <class Value>
    void get(Value& value) noexcept {
        static_assert(std::is_trivially_copyable_v<Value>);
        __builtin_memcpy(&value, at_, sizeof value);
        at_ += sizeof value;
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
