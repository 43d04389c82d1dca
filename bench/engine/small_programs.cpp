// See programs.hpp. Instrumented: this is code under test.
#include "programs.hpp"

#include <array>
#include <atomic>
#include <thread>

namespace heddle::bench {

namespace {

using std::memory_order_acquire;
using std::memory_order_relaxed;
using std::memory_order_release;

template <int Threads, class Body>
void run(Body body) {
    std::array<std::thread, Threads> threads;
    for (int i = 0; i < Threads; ++i)
        threads[static_cast<std::size_t>(i)] = std::thread(body, i);
    for (std::thread& each : threads)
        each.join();
}

void store_buffering() {
    std::array<std::atomic<int>, 2> x{};
    run<2>([&](int i) {
        x[static_cast<std::size_t>(i)].store(1, memory_order_release);
        (void)x[static_cast<std::size_t>(1 - i)].load(memory_order_acquire);
    });
}

template <int Threads>
void increments() {
    std::atomic<int> x{0};
    run<Threads>([&](int) { x.fetch_add(1, memory_order_relaxed); });
}

template <int Threads>
void exchanges_and_writes() {
    std::atomic<int> x{0};
    run<Threads>([&](int i) {
        int expected = 0;
        x.compare_exchange_strong(expected, 1, memory_order_relaxed, memory_order_relaxed);
        x.store(i + 4, memory_order_release);
    });
}

void fibonacci() {
    std::array<std::atomic<int>, 2> x{1, 1};
    run<3>([&](int i) {
        if (i == 2) {
            if (x[0].load(memory_order_acquire) <= 144)
                (void)x[1].load(memory_order_acquire);
            return;
        }
        for (int k = 0; k < 5; ++k) {
            const int a = x[0].load(memory_order_acquire);
            const int b = x[1].load(memory_order_acquire);
            x[static_cast<std::size_t>(i)].store(a + b, memory_order_release);
        }
    });
}

template <int Threads>
void last_zero() {
    std::array<std::atomic<int>, Threads + 1> a{};
    run<Threads + 1>([&](int thread) {
        const auto j = static_cast<std::size_t>(thread);
        if (j != 0) {
            a[j].store(a[j - 1].load(memory_order_acquire) + 1, memory_order_release);
            return;
        }
        std::size_t i = Threads;
        while (a[i].load(memory_order_acquire) != 0)
            --i;
    });
}

template <int Threads>
void indexer() {
    static std::array<std::atomic<int>, 128> table;
    run<Threads>([&](int thread) {
        for (int i = 0; i < 4; ++i) {
            const int w = i * 11 + thread;
            auto h = static_cast<std::size_t>(w * 7 % 128);
            for (int expected = 0;
                 !table[h].compare_exchange_strong(expected, w, memory_order_relaxed, memory_order_relaxed);
                 expected = 0)
                h = (h + 1) % 128;
        }
    });
}

} // namespace

std::vector<program> small_programs() {
    return {{"SB", store_buffering, 4},         {"ainc(6)", increments<6>, 720},
            {"ainc(8)", increments<8>, 40'320}, {"casw(5)", exchanges_and_writes<5>, 32'880},
            {"fib(5)", fibonacci, 525'630},     {"lastzero(15)", last_zero<15>, 147'456},
            {"indexer(15)", indexer<15>, 4'096}};
}

} // namespace heddle::bench
