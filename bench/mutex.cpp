// One thread alone, and several that all want the same mutex all the time.
#include <mutex>

#include <heddle/mutex.hpp>

#include "measure.hpp"
#include "rust_peers.hpp"

namespace {

using namespace heddle::bench;

template <class Mutex>
struct beside_data {
    Mutex mutex;
    std::uint64_t value = 0;

    void add(std::uint64_t times) {
        for (std::uint64_t i = 0; i < times; ++i) {
            const std::lock_guard hold(mutex);
            ++value;
        }
    }
};

struct around_data {
    heddle::mutex<std::uint64_t> data{0U};

    void add(std::uint64_t times) {
        for (std::uint64_t i = 0; i < times; ++i)
            ++*data.lock();
    }
};

struct rust_original {
    const void* mutex = rust()->mutex_new();
    void add(std::uint64_t times) { rust()->mutex_add(mutex, times); }
};

template <class Subject>
void measure_adding(const char* who) {
    for (const int threads : {1, 2, 4})
        measure<Subject>("mutex lock", who, threads, [](Subject& it, int, std::uint64_t times) { it.add(times); });
}

const bool registered = [] {
    measure_adding<around_data>("heddle");
    measure_adding<beside_data<heddle::raw_mutex>>("heddle raw");
    measure_adding<beside_data<std::mutex>>("std");
    if (rust())
        measure_adding<rust_original>("rust");
    return true;
}();

} // namespace
