// See real.hpp.
#include "engine/runtime/real.hpp"

#include "engine/runtime/body.hpp"
#include "engine/runtime/fatal.hpp"

#include <dlfcn.h>

namespace heddle::model::runtime {

namespace {

void* look_up(const char* name) noexcept {
    void* const address = dlsym(RTLD_NEXT, name);
    if (address == nullptr)
        fatal(name); // nothing sensible can be done without it; the name says which
    return address;
}

} // namespace

void* real_address(const char* name) noexcept {
    if (!on_fiber())
        return look_up(name); // another thread of the process must not touch the exploring thread's mode
    const host_scope host;
    return look_up(name);
}

} // namespace heddle::model::runtime
