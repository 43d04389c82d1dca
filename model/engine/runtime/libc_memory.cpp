// The C library's functions on memory and strings. Compilers turn copies and string operations into calls of them,
// which the instrumentation does not see inside; so in a body each first announces what it is going to read and write.
// Anywhere else they pass on at once: a test of a flag and a jump.
//
// The real functions are looked up at the first call. Nothing in this file may itself compile to a call of them before.
#include "engine/runtime/body.hpp"
#include "engine/runtime/memory.hpp"
#include "engine/runtime/real.hpp"

#include <algorithm>
#include <cstddef>

namespace heddle::model::runtime {

namespace {

// A function of the C library, found by name at its first use.
template <class Function>
class library_function {
public:
    constexpr explicit library_function(const char* name) noexcept : name_(name) {}

    [[nodiscard]] Function* get() noexcept {
        if (address_ == nullptr) [[unlikely]]
            address_ = real<Function>(name_);
        return address_;
    }

private:
    const char* name_;
    Function* address_ = nullptr; // written more than once by racing first users, always with the same value
};

using copy_function = void*(void*, const void*, std::size_t);
using compare_function = int(const void*, const void*, std::size_t);

constinit library_function<copy_function> real_memcpy("memcpy");
constinit library_function<copy_function> real_memmove("memmove");
constinit library_function<copy_function> real_mempcpy("mempcpy");
constinit library_function<void*(void*, int, std::size_t)> real_memset("memset");
constinit library_function<compare_function> real_memcmp("memcmp");
constinit library_function<compare_function> real_bcmp("bcmp");
constinit library_function<void*(const void*, int, std::size_t)> real_memchr("memchr");
constinit library_function<std::size_t(const char*)> real_strlen("strlen");
constinit library_function<std::size_t(const char*, std::size_t)> real_strnlen("strnlen");
constinit library_function<int(const char*, const char*)> real_strcmp("strcmp");
constinit library_function<int(const char*, const char*, std::size_t)> real_strncmp("strncmp");
constinit library_function<char*(char*, const char*)> real_strcpy("strcpy");
constinit library_function<char*(char*, const char*)> real_stpcpy("stpcpy");
constinit library_function<char*(char*, const char*, std::size_t)> real_strncpy("strncpy");
constinit library_function<char*(char*, const char*)> real_strcat("strcat");
constinit library_function<char*(char*, const char*, std::size_t)> real_strncat("strncat");
constinit library_function<char*(const char*, int)> real_strchr("strchr");
constinit library_function<char*(const char*, int)> real_strrchr("strrchr");

constinit library_function<void*(void*, const void*, std::size_t, std::size_t)> checked_memcpy("__memcpy_chk");
constinit library_function<void*(void*, const void*, std::size_t, std::size_t)> checked_memmove("__memmove_chk");
constinit library_function<void*(void*, int, std::size_t, std::size_t)> checked_memset("__memset_chk");
constinit library_function<char*(char*, const char*, std::size_t)> checked_strcpy("__strcpy_chk");

// Bytes of a string, its end included.
std::size_t whole(const char* text) { return real_strlen.get()(text) + 1; }

// Bytes of a string of which at most `limit` are looked at.
std::size_t at_most(const char* text, std::size_t limit) {
    return std::min(limit, real_strnlen.get()(text, limit) + 1);
}

// Bytes that a comparison looks at: up to the first difference or the end of the shorter string.
std::size_t compared(const char* left, const char* right, std::size_t limit) {
    std::size_t at = 0;
    while (at < limit && left[at] == right[at] && left[at] != '\0')
        ++at;
    return std::min(at + 1, limit);
}

void will_read(const void* address, std::size_t size, const void* pc) {
    const host_scope host;
    plain_read(address, size, pc);
}

void will_write(void* address, std::size_t size, const void* pc) {
    const host_scope host;
    plain_write(address, size, pc);
}

void will_copy(void* to, const void* from, std::size_t size, const void* pc) {
    will_read(from, size, pc);
    will_write(to, size, pc);
}

void will_copy_text(char* to, const char* from, std::size_t size, const void* pc) { will_copy(to, from, size, pc); }

void will_append(char* to, const char* from, std::size_t size, const void* pc) {
    const std::size_t old_size = whole(to);
    will_read(to, old_size, pc);
    will_copy(to + old_size - 1, from, size, pc);
}

} // namespace

} // namespace heddle::model::runtime

namespace runtime = heddle::model::runtime;
using runtime::in_body;

#define HEDDLE_CALLER __builtin_return_address(0)

extern "C" {

void* memcpy(void* to, const void* from, std::size_t size) noexcept {
    if (in_body())
        runtime::will_copy(to, from, size, HEDDLE_CALLER);
    return runtime::real_memcpy.get()(to, from, size);
}

void* memmove(void* to, const void* from, std::size_t size) noexcept {
    if (in_body())
        runtime::will_copy(to, from, size, HEDDLE_CALLER);
    return runtime::real_memmove.get()(to, from, size);
}

void* mempcpy(void* to, const void* from, std::size_t size) noexcept {
    if (in_body())
        runtime::will_copy(to, from, size, HEDDLE_CALLER);
    return runtime::real_mempcpy.get()(to, from, size);
}

void* memset(void* to, int value, std::size_t size) noexcept {
    if (in_body())
        runtime::will_write(to, size, HEDDLE_CALLER);
    return runtime::real_memset.get()(to, value, size);
}

void bzero(void* to, std::size_t size) noexcept {
    if (in_body())
        runtime::will_write(to, size, HEDDLE_CALLER);
    runtime::real_memset.get()(to, 0, size);
}

int memcmp(const void* left, const void* right, std::size_t size) noexcept {
    if (in_body()) {
        runtime::will_read(left, size, HEDDLE_CALLER);
        runtime::will_read(right, size, HEDDLE_CALLER);
    }
    return runtime::real_memcmp.get()(left, right, size);
}

int bcmp(const void* left, const void* right, std::size_t size) noexcept {
    if (in_body()) {
        runtime::will_read(left, size, HEDDLE_CALLER);
        runtime::will_read(right, size, HEDDLE_CALLER);
    }
    return runtime::real_bcmp.get()(left, right, size);
}

void* memchr(const void* in, int wanted, std::size_t size) noexcept {
    void* const found = runtime::real_memchr.get()(in, wanted, size);
    if (in_body()) {
        const std::size_t seen = static_cast<std::size_t>(static_cast<char*>(found) - static_cast<const char*>(in)) + 1;
        runtime::will_read(in, found == nullptr ? size : seen, HEDDLE_CALLER);
    }
    return found;
}

std::size_t strlen(const char* text) noexcept {
    const std::size_t length = runtime::real_strlen.get()(text);
    if (in_body())
        runtime::will_read(text, length + 1, HEDDLE_CALLER);
    return length;
}

std::size_t strnlen(const char* text, std::size_t limit) noexcept {
    if (in_body())
        runtime::will_read(text, runtime::at_most(text, limit), HEDDLE_CALLER);
    return runtime::real_strnlen.get()(text, limit);
}

int strcmp(const char* left, const char* right) noexcept {
    if (in_body()) {
        const std::size_t size = runtime::compared(left, right, SIZE_MAX);
        runtime::will_read(left, size, HEDDLE_CALLER);
        runtime::will_read(right, size, HEDDLE_CALLER);
    }
    return runtime::real_strcmp.get()(left, right);
}

int strncmp(const char* left, const char* right, std::size_t limit) noexcept {
    if (in_body()) {
        const std::size_t size = runtime::compared(left, right, limit);
        runtime::will_read(left, size, HEDDLE_CALLER);
        runtime::will_read(right, size, HEDDLE_CALLER);
    }
    return runtime::real_strncmp.get()(left, right, limit);
}

char* strcpy(char* to, const char* from) noexcept {
    if (in_body())
        runtime::will_copy_text(to, from, runtime::whole(from), HEDDLE_CALLER);
    return runtime::real_strcpy.get()(to, from);
}

char* stpcpy(char* to, const char* from) noexcept {
    if (in_body())
        runtime::will_copy_text(to, from, runtime::whole(from), HEDDLE_CALLER);
    return runtime::real_stpcpy.get()(to, from);
}

char* strncpy(char* to, const char* from, std::size_t limit) noexcept {
    if (in_body()) {
        runtime::will_read(from, runtime::at_most(from, limit), HEDDLE_CALLER);
        runtime::will_write(to, limit, HEDDLE_CALLER);
    }
    return runtime::real_strncpy.get()(to, from, limit);
}

char* strcat(char* to, const char* from) noexcept {
    if (in_body())
        runtime::will_append(to, from, runtime::whole(from), HEDDLE_CALLER);
    return runtime::real_strcat.get()(to, from);
}

char* strncat(char* to, const char* from, std::size_t limit) noexcept {
    if (in_body())
        runtime::will_append(to, from, runtime::at_most(from, limit), HEDDLE_CALLER);
    return runtime::real_strncat.get()(to, from, limit);
}

char* strchr(const char* text, int wanted) noexcept {
    char* const found = runtime::real_strchr.get()(text, wanted);
    if (in_body()) {
        const std::size_t seen = static_cast<std::size_t>(found - text) + 1;
        runtime::will_read(text, found == nullptr ? runtime::whole(text) : seen, HEDDLE_CALLER);
    }
    return found;
}

char* strrchr(const char* text, int wanted) noexcept {
    if (in_body())
        runtime::will_read(text, runtime::whole(text), HEDDLE_CALLER);
    return runtime::real_strrchr.get()(text, wanted);
}

// What clang 15 and later call in instrumented code instead.
void* __tsan_memcpy(void* to, const void* from, std::size_t size) noexcept {
    if (in_body())
        runtime::will_copy(to, from, size, HEDDLE_CALLER);
    return runtime::real_memcpy.get()(to, from, size);
}

void* __tsan_memmove(void* to, const void* from, std::size_t size) noexcept {
    if (in_body())
        runtime::will_copy(to, from, size, HEDDLE_CALLER);
    return runtime::real_memmove.get()(to, from, size);
}

void* __tsan_memset(void* to, int value, std::size_t size) noexcept {
    if (in_body())
        runtime::will_write(to, size, HEDDLE_CALLER);
    return runtime::real_memset.get()(to, value, size);
}

// What _FORTIFY_SOURCE makes of the above: the size of the target comes last. A copy that does not fit ends in the C
// library's own check.
void* __memcpy_chk(void* to, const void* from, std::size_t size, std::size_t room) noexcept {
    if (in_body() && size <= room)
        runtime::will_copy(to, from, size, HEDDLE_CALLER);
    return runtime::checked_memcpy.get()(to, from, size, room);
}

void* __memmove_chk(void* to, const void* from, std::size_t size, std::size_t room) noexcept {
    if (in_body() && size <= room)
        runtime::will_copy(to, from, size, HEDDLE_CALLER);
    return runtime::checked_memmove.get()(to, from, size, room);
}

void* __memset_chk(void* to, int value, std::size_t size, std::size_t room) noexcept {
    if (in_body() && size <= room)
        runtime::will_write(to, size, HEDDLE_CALLER);
    return runtime::checked_memset.get()(to, value, size, room);
}

char* __strcpy_chk(char* to, const char* from, std::size_t room) noexcept {
    if (in_body() && runtime::whole(from) <= room)
        runtime::will_copy_text(to, from, runtime::whole(from), HEDDLE_CALLER);
    return runtime::checked_strcpy.get()(to, from, room);
}

} // extern "C"
