// Makes threads impossible to start, to see what a type does when the system refuses.
#pragma once

#include <cstddef>

#include <pthread.h>

#include <heddle/support/ensure.hpp>

namespace heddle::properties {

/// While it lives, starting a thread fails for want of memory: new stacks would be larger than the address space.
/// For one thread at a time.
class no_more_threads {
public:
    no_more_threads() {
        pthread_attr_t attributes;
        ::pthread_getattr_default_np(&attributes);
        ::pthread_attr_getstacksize(&attributes, &usual_);
        ::pthread_attr_destroy(&attributes);
        set_stack_size(std::size_t{1} << 47);
    }
    no_more_threads(const no_more_threads&) = delete;
    no_more_threads& operator=(const no_more_threads&) = delete;
    ~no_more_threads() { set_stack_size(usual_); }

private:
    static void set_stack_size(std::size_t size) {
        pthread_attr_t attributes;
        ::pthread_attr_init(&attributes);
        ::pthread_attr_setstacksize(&attributes, size);
        const int failed = ::pthread_setattr_default_np(&attributes);
        ::pthread_attr_destroy(&attributes);
        support::ensure(failed == 0, "the default size of stacks can be set");
    }

    std::size_t usual_ = 0; // bytes
};

} // namespace heddle::properties
