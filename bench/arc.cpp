// One more owner and one less, of something that one thread owns or that all threads share.
#include <memory>

#include <heddle/arc.hpp>

#include "measure.hpp"
#include "rust_peers.hpp"

namespace {

using namespace heddle::bench;

template <class Pointer>
struct owner {
    Pointer pointer;

    void share(std::uint64_t times) {
        for (std::uint64_t i = 0; i < times; ++i) {
            Pointer another = pointer;
            benchmark::DoNotOptimize(another);
        }
    }
};

struct heddle_owner : owner<heddle::arc<std::uint64_t>> {
    heddle_owner() : owner{heddle::arc<std::uint64_t>::make(7U)} {}
};

struct std_owner : owner<std::shared_ptr<std::uint64_t>> {
    std_owner() : owner{std::make_shared<std::uint64_t>(7U)} {}
};

struct rust_original {
    const void* arc = rust()->arc_new();
    void share(std::uint64_t times) { rust()->arc_share(arc, times); }
};

template <class Subject>
void measure_sharing(const char* who) {
    for (const int threads : {1, 2, 4})
        measure<Subject>("arc clone and drop", who, threads,
                         [](Subject& it, int, std::uint64_t times) { it.share(times); });
}

const bool registered = [] {
    measure_sharing<heddle_owner>("heddle");
    measure_sharing<std_owner>("std");
    if (rust())
        measure_sharing<rust_original>("rust");
    return true;
}();

} // namespace
