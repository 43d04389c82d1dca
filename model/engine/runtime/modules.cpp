// See modules.hpp.
#include "engine/runtime/modules.hpp"

#include <cstddef>
#include <elf.h>
#include <link.h>

namespace heddle::model::runtime {

namespace {

struct search {
    std::uintptr_t address;
    std::uintptr_t found;
};

int look_into(dl_phdr_info* info, std::size_t, void* opaque) {
    search& wanted = *static_cast<search*>(opaque);
    std::uintptr_t first = 0;
    for (int i = 0; i < info->dlpi_phnum; ++i) {
        const ElfW(Phdr)& segment = info->dlpi_phdr[i];
        if (segment.p_type != PT_LOAD)
            continue;
        const std::uintptr_t begin = info->dlpi_addr + segment.p_vaddr;
        if (first == 0)
            first = begin;
        if (wanted.address - begin < segment.p_memsz) {
            wanted.found = first;
            return 1;
        }
    }
    return 0;
}

} // namespace

std::uintptr_t module_begin(std::uintptr_t address) noexcept {
    search wanted{.address = address, .found = 0};
    dl_iterate_phdr(&look_into, &wanted);
    return wanted.found;
}

} // namespace heddle::model::runtime
