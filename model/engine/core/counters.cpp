// Readers-writer locks and semaphores: a number that threads wait for. Like mutexes they are locations without memory.
// Of a readers-writer lock it counts the readers inside, and the writer as 2^32. A wait here is explored like any other
// read that waits for another value, so programs with these have blocked executions.
#include "engine/core/replay.hpp"

#include "engine/runtime/symbols.hpp"

#include <cerrno>

namespace heddle::model::core {

namespace {

constexpr word one_writer = word{1} << 32U;
constexpr word anybody = ~word{0};

[[nodiscard]] rmw_operands entering(word add, word excluded) {
    return {add, excluded, memory_order::acquire, memory_order::relaxed};
}

[[nodiscard]] rmw_operands leaving(word subtract) {
    return {subtract, 0, memory_order::release, memory_order::release};
}

} // namespace

int execution::lock_shared(std::uintptr_t lock, bool only_try, const void* pc) {
    if (locations_.at(locate(lock, 0)).owner == running_id_)
        return only_try ? EBUSY : EDEADLK;
    bool entered = false;
    (void)rmw(lock, 0, only_try ? rmw_kind::try_clear : rmw_kind::await_clear, entering(1, one_writer), pc, entered);
    return entered ? 0 : EBUSY;
}

int execution::lock_exclusively(std::uintptr_t lock, bool only_try, const void* pc) {
    if (locations_.at(locate(lock, 0)).owner == running_id_)
        return only_try ? EBUSY : EDEADLK;
    bool entered = false;
    (void)rmw(lock, 0, only_try ? rmw_kind::try_clear : rmw_kind::await_clear, entering(one_writer, anybody), pc,
              entered);
    if (!entered)
        return EBUSY;
    locations_.at(locate(lock, 0)).owner = running_id_;
    return 0;
}

int execution::unlock_either(std::uintptr_t lock, const void* pc) {
    location_info& held = locations_.at(locate(lock, 0));
    const bool writes = held.owner == running_id_;
    if (writes)
        held.owner = no_event;
    bool done = false;
    const word before = rmw(lock, 0, rmw_kind::subtract, leaving(writes ? one_writer : 1), pc, done);
    if (!writes && (before == 0 || before >= one_writer))
        fail({failure_kind::unlock_error,
              "thread " + std::to_string(running_id_) + " unlocks " +
                  runtime::name_of(reinterpret_cast<const void*>(lock)) + ", which it does not hold",
              running_id_, pc, nullptr});
    return 0;
}

void execution::set_units(std::uintptr_t semaphore, word units, const void* pc) {
    write(semaphore, 0, units, memory_order::release, pc);
}

int execution::take_unit(std::uintptr_t semaphore, bool only_try, const void* pc) {
    bool taken = false;
    (void)rmw(semaphore, 0, only_try ? rmw_kind::try_some : rmw_kind::await_some, entering(anybody, 0), pc, taken);
    return taken ? 0 : EAGAIN;
}

void execution::give_unit(std::uintptr_t semaphore, const void* pc) {
    bool done = false;
    (void)rmw(semaphore, 0, rmw_kind::add, leaving(1), pc, done);
}

word execution::units(std::uintptr_t semaphore, const void* pc) {
    return read(semaphore, 0, memory_order::relaxed, pc);
}

} // namespace heddle::model::core
