// operator new and operator delete in all their forms. Weak and in a file of their own, so that a program that replaces
// them keeps its own (which then reach malloc and free).
#include "engine/runtime/allocation.hpp"
#include "engine/runtime/body.hpp"

#include <cstdlib>
#include <new>

namespace heddle::model::runtime {

namespace {

constexpr std::size_t default_alignment = __STDCPP_DEFAULT_NEW_ALIGNMENT__;

void* host_new(std::size_t size, std::size_t alignment) {
    const std::size_t wanted = size == 0 ? 1 : size;
    const std::size_t rounded = (wanted + alignment - 1) & ~(alignment - 1);
    for (;;) {
        void* const fresh =
            alignment <= default_alignment ? std::malloc(wanted) : std::aligned_alloc(alignment, rounded);
        if (fresh != nullptr)
            return fresh;
        const std::new_handler handler = std::get_new_handler();
        if (handler == nullptr)
            throw std::bad_alloc();
        handler();
    }
}

void* allocate(std::size_t size, std::size_t alignment, allocation_kind kind, const void* pc) {
    if (!in_body())
        return host_new(size, alignment);
    void* const fresh = body_allocate(size, alignment, kind, pc);
    if (fresh == nullptr)
        throw std::bad_alloc();
    return fresh;
}

void* allocate_or_null(std::size_t size, std::size_t alignment, allocation_kind kind, const void* pc) noexcept {
    if (in_body())
        return body_allocate(size, alignment, kind, pc);
    try {
        return host_new(size, alignment);
    } catch (...) {
        return nullptr;
    }
}

void release(void* pointer, allocation_kind kind, const void* pc) noexcept {
    if (in_body())
        body_free(pointer, kind, pc);
    else
        std::free(pointer);
}

constexpr auto scalar = allocation_kind::scalar_new;
constexpr auto array = allocation_kind::array_new;

std::size_t number(std::align_val_t alignment) noexcept { return static_cast<std::size_t>(alignment); }

} // namespace

} // namespace heddle::model::runtime

namespace runtime = heddle::model::runtime;

#define HEDDLE_WEAK [[gnu::weak]]
#define HEDDLE_CALLER __builtin_return_address(0)

HEDDLE_WEAK void* operator new(std::size_t size) {
    return runtime::allocate(size, runtime::default_alignment, runtime::scalar, HEDDLE_CALLER);
}
HEDDLE_WEAK void* operator new[](std::size_t size) {
    return runtime::allocate(size, runtime::default_alignment, runtime::array, HEDDLE_CALLER);
}
HEDDLE_WEAK void* operator new(std::size_t size, std::align_val_t alignment) {
    return runtime::allocate(size, runtime::number(alignment), runtime::scalar, HEDDLE_CALLER);
}
HEDDLE_WEAK void* operator new[](std::size_t size, std::align_val_t alignment) {
    return runtime::allocate(size, runtime::number(alignment), runtime::array, HEDDLE_CALLER);
}
HEDDLE_WEAK void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    return runtime::allocate_or_null(size, runtime::default_alignment, runtime::scalar, HEDDLE_CALLER);
}
HEDDLE_WEAK void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
    return runtime::allocate_or_null(size, runtime::default_alignment, runtime::array, HEDDLE_CALLER);
}
HEDDLE_WEAK void* operator new(std::size_t size, std::align_val_t alignment, const std::nothrow_t&) noexcept {
    return runtime::allocate_or_null(size, runtime::number(alignment), runtime::scalar, HEDDLE_CALLER);
}
HEDDLE_WEAK void* operator new[](std::size_t size, std::align_val_t alignment, const std::nothrow_t&) noexcept {
    return runtime::allocate_or_null(size, runtime::number(alignment), runtime::array, HEDDLE_CALLER);
}

#define HEDDLE_DELETE(...)                                                                                             \
    HEDDLE_WEAK void operator delete(void* pointer __VA_OPT__(, ) __VA_ARGS__) noexcept {                              \
        runtime::release(pointer, runtime::scalar, HEDDLE_CALLER);                                                     \
    }                                                                                                                  \
    HEDDLE_WEAK void operator delete[](void* pointer __VA_OPT__(, ) __VA_ARGS__) noexcept {                            \
        runtime::release(pointer, runtime::array, HEDDLE_CALLER);                                                      \
    }

HEDDLE_DELETE()
HEDDLE_DELETE(std::size_t)
HEDDLE_DELETE(std::align_val_t)
HEDDLE_DELETE(std::size_t, std::align_val_t)
HEDDLE_DELETE(const std::nothrow_t&)
HEDDLE_DELETE(std::align_val_t, const std::nothrow_t&)
