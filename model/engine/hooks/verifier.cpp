// The functions that programs for software verifiers use (SV-COMP). Weak: many programs define some of them themselves.
#include "engine/core/execution.hpp"
#include "engine/runtime/body.hpp"

#include <cstdlib>
#include <limits>

namespace heddle::model::hooks {

namespace {

[[noreturn]] void fail_assertion(const char* message, const void* pc) {
    if (!runtime::in_body())
        std::abort();
    const core::engine_scope scope;
    core::fail(failure_kind::assertion, message, pc);
}

[[nodiscard]] std::uint32_t choose(std::uint32_t count, bool all, const void* pc) {
    if (!runtime::in_body())
        return 0;
    const core::engine_scope scope;
    return core::active->choose(count, all, pc);
}

// Not every value of a type can be tried: these few are, and the result is never complete.
template <typename Integer>
[[nodiscard]] Integer choose_integer(const void* pc) {
    constexpr Integer tried[] = {0, 1, std::numeric_limits<Integer>::max(), std::numeric_limits<Integer>::min(),
                                 static_cast<Integer>(-1)};
    constexpr std::uint32_t count = std::numeric_limits<Integer>::is_signed ? 5 : 3;
    return tried[choose(count, false, pc)];
}

} // namespace

} // namespace heddle::model::hooks

using namespace heddle::model;

#define HEDDLE_NONDET(name, type)                                                                                      \
    [[gnu::weak]] type __VERIFIER_nondet_##name() { return hooks::choose_integer<type>(__builtin_return_address(0)); }

extern "C" {
[[gnu::weak]] void __VERIFIER_assume(int condition) {
    if (condition != 0)
        return;
    if (!runtime::in_body())
        std::abort();
    const core::engine_scope scope;
    core::active->block_forever();
}

[[gnu::weak]] void __VERIFIER_assert(int condition) {
    if (condition == 0)
        hooks::fail_assertion("__VERIFIER_assert failed", __builtin_return_address(0));
}

[[gnu::weak]] void __VERIFIER_error() {
    hooks::fail_assertion("__VERIFIER_error() was called", __builtin_return_address(0));
}

[[gnu::weak]] void reach_error() { hooks::fail_assertion("reach_error() was called", __builtin_return_address(0)); }

[[gnu::weak]] bool __VERIFIER_nondet_bool() { return hooks::choose(2, true, __builtin_return_address(0)) == 1; }

HEDDLE_NONDET(char, char)
HEDDLE_NONDET(uchar, unsigned char)
HEDDLE_NONDET(short, short)
HEDDLE_NONDET(ushort, unsigned short)
HEDDLE_NONDET(int, int)
HEDDLE_NONDET(uint, unsigned int)
HEDDLE_NONDET(long, long)
HEDDLE_NONDET(ulong, unsigned long)
}
