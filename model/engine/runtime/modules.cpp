// See modules.hpp.
#include "engine/runtime/modules.hpp"

#include <cstddef>
#include <elf.h>
#include <link.h>

namespace heddle::model::runtime {

namespace {

int has_address(dl_phdr_info* info, std::size_t, void* wanted) {
    const std::uintptr_t address = *static_cast<const std::uintptr_t*>(wanted);
    for (int i = 0; i < info->dlpi_phnum; ++i) {
        const ElfW(Phdr)& segment = info->dlpi_phdr[i];
        if (segment.p_type == PT_LOAD && address - (info->dlpi_addr + segment.p_vaddr) < segment.p_memsz)
            return 1;
    }
    return 0;
}

} // namespace

bool in_loaded_module(std::uintptr_t address) noexcept { return dl_iterate_phdr(&has_address, &address) != 0; }

} // namespace heddle::model::runtime
