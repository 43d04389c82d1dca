// Reserving and committing the range of region.hpp.
#include "engine/runtime/region.hpp"

#include "engine/runtime/fatal.hpp"

#include <sys/mman.h>

namespace heddle::model::runtime {

void reserve_region() {
    static bool reserved = false;
    if (reserved)
        return;
    void* const wanted = reinterpret_cast<void*>(region_base);
    void* const got =
        mmap(wanted, region_size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
    if (got != wanted)
        fatal("cannot reserve the address range of the model threads (is `ulimit -v` set?)");
    reserved = true;
}

void commit(std::uintptr_t base, std::size_t size) {
    void* const wanted = reinterpret_cast<void*>(base);
    if (mprotect(wanted, size, PROT_READ | PROT_WRITE) != 0)
        fatal("out of memory while preparing a model thread");
}

} // namespace heddle::model::runtime
