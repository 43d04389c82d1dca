// See probe.hpp.
#include "engine/runtime/probe.hpp"

namespace heddle::model::runtime {

namespace {

// volatile: read by a signal handler of the same thread.
volatile std::uintptr_t blamed_pc = 0;

} // namespace

void probe(std::uintptr_t address, std::uintptr_t pc) noexcept {
    blamed_pc = pc;
    static_cast<void>(*reinterpret_cast<const volatile unsigned char*>(address));
    blamed_pc = 0;
}

std::uintptr_t end_probe() noexcept {
    const std::uintptr_t pc = blamed_pc;
    blamed_pc = 0;
    return pc;
}

} // namespace heddle::model::runtime
