// Mutexes: who holds one, how often, and what POSIX says of using it wrongly. Ordering them is the graph's affair.
#include "engine/core/replay.hpp"

#include "engine/runtime/memory.hpp"
#include "engine/runtime/symbols.hpp"

#include <cerrno>

namespace heddle::model::core {

namespace {

constexpr rmw_operands locking{0, 0, memory_order::acquire, memory_order::relaxed};

[[nodiscard]] std::string name_of(std::uintptr_t mutex) {
    return runtime::name_of(reinterpret_cast<const void*>(mutex));
}

} // namespace

int execution::lock(std::uintptr_t mutex, mutex_kind kind, bool only_try, const void* pc) {
    location_info& held = locations_.at(locate(mutex, 0));
    if (held.owner == running_id_ && kind == mutex_kind::recursive) {
        ++held.depth;
        return 0;
    }
    if (held.owner == running_id_ && only_try)
        return EBUSY;
    if (held.owner == running_id_ && kind == mutex_kind::error_checking)
        return EDEADLK;
    if (held.owner == running_id_)
        fail({failure_kind::deadlock,
              "thread " + std::to_string(running_id_) + " locks " + name_of(mutex) + ", which it already holds",
              running_id_, pc, nullptr});
    bool acquired = false;
    (void)rmw(mutex, 0, only_try ? rmw_kind::try_lock : rmw_kind::lock, locking, pc, acquired);
    if (!acquired)
        return EBUSY;
    location_info& taken = locations_.at(locate(mutex, 0));
    taken.owner = running_id_;
    taken.depth = 1;
    return 0;
}

int execution::unlock(std::uintptr_t mutex, mutex_kind kind, const void* pc) {
    location_info& held = locations_.at(locate(mutex, 0));
    if (held.owner != running_id_) {
        if (kind != mutex_kind::normal)
            return EPERM;
        const std::string holder =
            held.owner == no_event ? "nobody holds" : "thread " + std::to_string(held.owner) + " holds";
        fail({failure_kind::unlock_error,
              "thread " + std::to_string(running_id_) + " unlocks " + name_of(mutex) + ", which " + holder, running_id_,
              pc, nullptr});
    }
    if (--held.depth > 0)
        return 0;
    held.owner = no_event;
    write(mutex, 0, free_value, memory_order::release, pc);
    return 0;
}

void execution::destroy_mutex(std::uintptr_t mutex, const void* pc) {
    const location_info& held = locations_.at(locate(mutex, 0));
    if (held.owner != no_event)
        fail({failure_kind::unlock_error,
              name_of(mutex) + " is destroyed while thread " + std::to_string(held.owner) + " holds it", running_id_,
              pc, nullptr});
}

} // namespace heddle::model::core
