// Whether something dies because an exception unwinds the stack, for guards that poison what they guard.
//
// std::uncaught_exceptions() answers that, but each call goes through the C++ library to find the thread's counter, and
// took two thirds of the time of an uncontended lock. So its place is looked up once a thread: the Itanium C++ ABI,
// section 2.2.2, says where it is (struct __cxa_eh_globals: a pointer, then the counter), and both C++ libraries keep
// to it.
#pragma once

#include <cxxabi.h>

namespace heddle {

namespace detail {

inline unsigned uncaught_exceptions() noexcept {
    thread_local constinit const unsigned* counter = nullptr;
    if (!counter)
        counter =
            reinterpret_cast<const unsigned*>(reinterpret_cast<const char*>(abi::__cxa_get_globals()) + sizeof(void*));
    return *counter;
}

} // namespace detail

/// Made with a guard, it can tell in the guard's destructor whether an exception that was not in flight before is now.
/// For the thread that made it.
class unwinding_watch {
public:
    bool dying() const noexcept { return detail::uncaught_exceptions() > in_flight_; }

private:
    unsigned in_flight_ = detail::uncaught_exceptions(); // when this was made
};

} // namespace heddle
