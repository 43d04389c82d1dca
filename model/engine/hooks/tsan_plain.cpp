// The plain half of the interface that -fsanitize=thread compiles to: called before each access that may be shared.
#include "engine/core/execution.hpp"
#include "engine/runtime/body.hpp"
#include "engine/runtime/memory.hpp"

namespace heddle::model::hooks {

namespace {

inline void on_read(const void* address, std::size_t size, const void* pc) {
    if (!runtime::in_body())
        return;
    const core::engine_scope scope;
    runtime::plain_read(address, size, pc);
}

inline void on_write(void* address, std::size_t size, const void* pc) {
    if (!runtime::in_body())
        return;
    const core::engine_scope scope;
    runtime::plain_write(address, size, pc);
}

} // namespace

} // namespace heddle::model::hooks

using namespace heddle::model;

// NOLINTBEGIN(bugprone-macro-parentheses): the names are the compilers'.
#define HEDDLE_TSAN_ACCESS(name, size)                                                                                 \
    void __tsan_read##name(void* address) { hooks::on_read(address, size, __builtin_return_address(0)); }              \
    void __tsan_write##name(void* address) { hooks::on_write(address, size, __builtin_return_address(0)); }            \
    void __tsan_read_write##name(void* address) { hooks::on_write(address, size, __builtin_return_address(0)); }

#define HEDDLE_TSAN_SIZE(size)                                                                                         \
    HEDDLE_TSAN_ACCESS(size, size)                                                                                     \
    void __tsan_unaligned_read##size(void* address) { hooks::on_read(address, size, __builtin_return_address(0)); }    \
    void __tsan_unaligned_write##size(void* address) { hooks::on_write(address, size, __builtin_return_address(0)); }  \
    void __tsan_unaligned_read_write##size(void* address) {                                                            \
        hooks::on_write(address, size, __builtin_return_address(0));                                                   \
    }                                                                                                                  \
    void __tsan_volatile_read##size(void* address) { hooks::on_read(address, size, __builtin_return_address(0)); }     \
    void __tsan_volatile_write##size(void* address) { hooks::on_write(address, size, __builtin_return_address(0)); }

extern "C" {
HEDDLE_TSAN_SIZE(1)
HEDDLE_TSAN_SIZE(2)
HEDDLE_TSAN_SIZE(4)
HEDDLE_TSAN_SIZE(8)
HEDDLE_TSAN_SIZE(16)

void __tsan_read_range(void* address, std::size_t size) { hooks::on_read(address, size, __builtin_return_address(0)); }
void __tsan_write_range(void* address, std::size_t size) {
    hooks::on_write(address, size, __builtin_return_address(0));
}
void __tsan_vptr_read(void** pointer) { hooks::on_read(pointer, sizeof(void*), __builtin_return_address(0)); }

// Writing the same table again, as a destructor without a base does, is no write.
void __tsan_vptr_update(void** pointer, void* value) {
    if (*pointer != value)
        hooks::on_write(pointer, sizeof(void*), __builtin_return_address(0));
}

void __tsan_func_entry(const void*) {}
void __tsan_func_exit() {}
void __tsan_init() {}
void __tsan_ignore_thread_begin() {}
void __tsan_ignore_thread_end() {}
}
// NOLINTEND(bugprone-macro-parentheses)
