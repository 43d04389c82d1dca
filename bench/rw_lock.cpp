// Reading only, one write in ten, writing only.
#include <mutex>
#include <shared_mutex>

#include <heddle/rw_lock.hpp>

#include "measure.hpp"
#include "rust_peers.hpp"

namespace {

using namespace heddle::bench;

// Every `period`-th access writes; 0: none.
template <class Read, class Write>
std::uint64_t access(std::uint64_t times, std::uint64_t period, Read read, Write write) {
    std::uint64_t sum = 0;
    std::uint64_t until_write = period;
    for (std::uint64_t i = 0; i < times; ++i) {
        if (--until_write == 0) {
            write();
            until_write = period;
        } else {
            sum += read();
        }
    }
    return sum;
}

template <class Lock>
struct beside_data {
    Lock lock;
    std::uint64_t value = 0;

    std::uint64_t use(std::uint64_t times, std::uint64_t period) {
        return access(
            times, period,
            [&] {
                const std::shared_lock hold(lock);
                return value;
            },
            [&] {
                const std::lock_guard hold(lock);
                ++value;
            });
    }
};

struct around_data {
    heddle::rw_lock<std::uint64_t> data{0U};

    std::uint64_t use(std::uint64_t times, std::uint64_t period) {
        return access(
            times, period, [&] { return *data.read(); }, [&] { ++*data.write(); });
    }
};

struct rust_original {
    const void* lock = rust()->rw_lock_new();
    std::uint64_t use(std::uint64_t times, std::uint64_t period) { return rust()->rw_lock_use(lock, times, period); }
};

template <class Subject>
void measure_access(const char* who) {
    struct mix {
        const char* name;
        std::uint64_t period;
    };
    for (const mix one : {mix{"rw_lock read", 0}, mix{"rw_lock read, 1 write in 10", 10}, mix{"rw_lock write", 1}}) {
        for (const int threads : {1, 2, 4}) {
            measure<Subject>(one.name, who, threads, [one](Subject& it, int, std::uint64_t times) {
                benchmark::DoNotOptimize(it.use(times, one.period));
            });
        }
    }
}

const bool registered = [] {
    measure_access<around_data>("heddle");
    measure_access<beside_data<heddle::raw_rw_lock>>("heddle raw");
    measure_access<beside_data<std::shared_mutex>>("std");
    if (rust())
        measure_access<rust_original>("rust");
    return true;
}();

} // namespace
