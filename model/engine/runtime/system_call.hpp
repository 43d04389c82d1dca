// System calls made directly, where the C library's functions are intercepted, or are the reason why we are here.
#pragma once

namespace heddle::model::runtime {

// The kernel's answer: a negative error number, or the result.
inline long system_call(long number, long first = 0, long second = 0, long third = 0, long fourth = 0, long fifth = 0,
                        long sixth = 0) noexcept {
    long result;
    register long r10 asm("r10") = fourth;
    register long r8 asm("r8") = fifth;
    register long r9 asm("r9") = sixth;
    asm volatile("syscall"
                 : "=a"(result)
                 : "a"(number), "D"(first), "S"(second), "d"(third), "r"(r10), "r"(r8), "r"(r9)
                 : "rcx", "r11", "memory");
    return result;
}

} // namespace heddle::model::runtime
