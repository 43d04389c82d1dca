#include <heddle/support/seed.hpp>

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string_view>

namespace heddle::support {

namespace {

std::uint64_t read_seed() {
    const char* text = std::getenv("HEDDLE_SEED");
    if (!text)
        return (std::uint64_t{std::random_device{}()} << 32) | std::random_device{}();
    const std::string_view digits = text;
    std::uint64_t seed = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), seed);
    if (error != std::errc{} || end != digits.data() + digits.size()) {
        std::fprintf(stderr, "HEDDLE_SEED=%s is not a whole number from 0 to 2^64 - 1\n", text);
        std::exit(2);
    }
    return seed;
}

} // namespace

std::uint64_t process_seed() {
    static const std::uint64_t seed = read_seed();
    return seed;
}

} // namespace heddle::support
