// Raw system calls: the C library's own functions may be intercepted or be the reason why we are here.
#include "engine/runtime/fatal.hpp"

#include <cstddef>
#include <sys/syscall.h>

namespace heddle::model::runtime {

namespace {

void write_error(const char* text, std::size_t length) noexcept {
    long result;
    asm volatile("syscall"
                 : "=a"(result)
                 : "a"(long{SYS_write}), "D"(2L), "S"(text), "d"(length)
                 : "rcx", "r11", "memory");
}

std::size_t length_of(const char* text) noexcept {
    std::size_t length = 0;
    while (text[length] != '\0')
        ++length;
    return length;
}

} // namespace

void fatal(const char* message) noexcept {
    constexpr char prefix[] = "heddle: ";
    write_error(prefix, sizeof prefix - 1);
    write_error(message, length_of(message));
    write_error("\n", 1);
    for (;;)
        asm volatile("syscall" : : "a"(long{SYS_exit_group}), "D"(2L) : "rcx", "r11", "memory");
}

} // namespace heddle::model::runtime
