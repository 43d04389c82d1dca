// A sequence lock over relaxed atomics (Boehm, Can Seqlocks Get Along with Programming Language Memory Models?, MSPC
// 2012): the number is odd while somebody writes, and who reads looks at it before and after. The writer's fence keeps
// the data behind the odd number, the reader's fence keeps the second look behind the data; without either a reader
// takes half of a value for the whole.
#pragma once

#include "threads.hpp"

#include <atomic>

namespace published {

template <bool WriterFenced, bool ReaderFenced>
void seqlock() {
    std::atomic<unsigned> sequence{0};
    std::atomic<int> low{0};
    std::atomic<int> high{0};
    const auto write = [&](int value) {
        const unsigned before = sequence.load(std::memory_order_relaxed);
        sequence.store(before + 1, std::memory_order_relaxed);
        if constexpr (WriterFenced)
            std::atomic_thread_fence(std::memory_order_release);
        low.store(value, std::memory_order_relaxed);
        high.store(value, std::memory_order_relaxed);
        sequence.store(before + 2, std::memory_order_release);
    };
    const auto read = [&] {
        for (;;) {
            const unsigned before = sequence.load(std::memory_order_acquire);
            const int a = low.load(std::memory_order_relaxed);
            const int b = high.load(std::memory_order_relaxed);
            if constexpr (ReaderFenced)
                std::atomic_thread_fence(std::memory_order_acquire);
            if (before % 2 == 0 && sequence.load(std::memory_order_relaxed) == before) {
                assert(a == b);
                return;
            }
        }
    };
    in_parallel([&] { write(7); }, read);
}

} // namespace published
