// See fatal.hpp.
#include "engine/runtime/fatal.hpp"

#include "engine/runtime/system_call.hpp"

#include <cstddef>
#include <sys/syscall.h>

namespace heddle::model::runtime {

namespace {

void write_error(const char* text, std::size_t length) noexcept {
    system_call(SYS_write, 2, reinterpret_cast<long>(text), static_cast<long>(length));
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
        system_call(SYS_exit_group, 2);
}

} // namespace heddle::model::runtime
