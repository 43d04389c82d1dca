// malloc and its relatives, for the whole process. Calls from the body go to its arena; all others to the C library,
// whose own entry points have a second name each. A block is given back to where it came from, whoever gives it back:
// the host may drop what the body allocated (it is gone with the execution anyway).
#include "engine/runtime/allocation.hpp"
#include "engine/runtime/body.hpp"
#include "engine/runtime/real.hpp"

#include <bit>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <malloc.h>
#include <unistd.h>

extern "C" {

void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* pointer, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);
void __libc_free(void* pointer);

} // extern "C"

namespace heddle::model::runtime {

namespace {

constexpr std::size_t default_alignment = alignof(std::max_align_t);

void* or_out_of_memory(void* pointer) noexcept {
    if (pointer == nullptr)
        errno = ENOMEM;
    return pointer;
}

void* allocate_for_body(std::size_t size, std::size_t alignment, const void* pc) {
    return or_out_of_memory(body_allocate(size, alignment, allocation_kind::malloc, pc));
}

void* allocate(std::size_t size, std::size_t alignment, const void* pc) {
    if (in_body())
        return allocate_for_body(size, alignment, pc);
    return alignment <= default_alignment ? __libc_malloc(size) : __libc_memalign(alignment, size);
}

void* host_reallocate(void* pointer, std::size_t size) {
    if (!is_arena_pointer(pointer))
        return __libc_realloc(pointer, size);
    void* const fresh = __libc_malloc(size);
    const std::size_t old_size = arena_block_size(pointer);
    if (fresh != nullptr)
        std::memcpy(fresh, pointer, old_size < size ? old_size : size);
    return fresh;
}

void* reallocate(void* pointer, std::size_t size, const void* pc) {
    if (!in_body())
        return host_reallocate(pointer, size);
    if (size == 0 && pointer != nullptr) {
        body_free(pointer, allocation_kind::malloc, pc);
        return nullptr;
    }
    return or_out_of_memory(body_reallocate(pointer, size, pc));
}

void zero(void* pointer, std::size_t size) {
    const host_scope host;
    std::memset(pointer, 0, size);
}

} // namespace

} // namespace heddle::model::runtime

namespace runtime = heddle::model::runtime;

extern "C" {

void* malloc(std::size_t size) noexcept {
    return runtime::allocate(size, runtime::default_alignment, __builtin_return_address(0));
}

void* calloc(std::size_t count, std::size_t size) noexcept {
    if (!runtime::in_body())
        return __libc_calloc(count, size);
    std::size_t total = 0;
    if (__builtin_mul_overflow(count, size, &total))
        total = SIZE_MAX; // refused below
    void* const fresh = runtime::allocate_for_body(total, runtime::default_alignment, __builtin_return_address(0));
    if (fresh != nullptr)
        runtime::zero(fresh, total);
    return fresh;
}

void* realloc(void* pointer, std::size_t size) noexcept {
    return runtime::reallocate(pointer, size, __builtin_return_address(0));
}

void* reallocarray(void* pointer, std::size_t count, std::size_t size) noexcept {
    std::size_t total = 0;
    if (__builtin_mul_overflow(count, size, &total)) {
        errno = ENOMEM;
        return nullptr;
    }
    return runtime::reallocate(pointer, total, __builtin_return_address(0));
}

void free(void* pointer) noexcept {
    if (runtime::in_body())
        runtime::body_free(pointer, runtime::allocation_kind::malloc, __builtin_return_address(0));
    else if (!runtime::is_arena_pointer(pointer))
        __libc_free(pointer);
}

void* memalign(std::size_t alignment, std::size_t size) noexcept {
    return runtime::allocate(size, alignment, __builtin_return_address(0));
}

void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept {
    return runtime::allocate(size, alignment, __builtin_return_address(0));
}

int posix_memalign(void** result, std::size_t alignment, std::size_t size) noexcept {
    if (!std::has_single_bit(alignment) || alignment % sizeof(void*) != 0)
        return EINVAL;
    void* const fresh = runtime::allocate(size, alignment, __builtin_return_address(0));
    if (fresh == nullptr)
        return ENOMEM;
    *result = fresh;
    return 0;
}

void* valloc(std::size_t size) noexcept {
    return runtime::allocate(size, static_cast<std::size_t>(sysconf(_SC_PAGESIZE)), __builtin_return_address(0));
}

std::size_t malloc_usable_size(void* pointer) noexcept {
    if (runtime::is_arena_pointer(pointer))
        return runtime::arena_block_size(pointer);
    static auto* const real_size = runtime::real<std::size_t(void*)>("malloc_usable_size");
    return real_size(pointer);
}

} // extern "C"
