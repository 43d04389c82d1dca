// See modules.hpp.
#include "engine/runtime/modules.hpp"

#include "engine/runtime/region.hpp"

#include <cstddef>
#include <elf.h>
#include <link.h>
#include <string_view>
#include <vector>

namespace heddle::model::runtime {

namespace {

struct search {
    std::uintptr_t address;
    std::uintptr_t found;
    bool instrumented = false;
};

// The tables of a module that name what it imports.
struct import_tables {
    const ElfW(Sym) * symbols = nullptr;
    const char* names = nullptr;
    std::size_t count = 0; // imported symbols come first
};

import_tables imports_of(const ElfW(Dyn) * entry, std::uintptr_t base) noexcept {
    import_tables found;
    const auto address = [base](const ElfW(Dyn) * at) { // the dynamic linker has relocated it, or not
        return at->d_un.d_ptr < base ? base + at->d_un.d_ptr : at->d_un.d_ptr;
    };
    for (; entry->d_tag != DT_NULL; ++entry) {
        if (entry->d_tag == DT_SYMTAB)
            found.symbols = reinterpret_cast<const ElfW(Sym)*>(address(entry));
        else if (entry->d_tag == DT_STRTAB)
            found.names = reinterpret_cast<const char*>(address(entry));
        // Buckets, then the first symbol that is exported; in the older table buckets, then all symbols.
        else if (entry->d_tag == DT_GNU_HASH || (entry->d_tag == DT_HASH && found.count == 0))
            found.count = reinterpret_cast<const std::uint32_t*>(address(entry))[1];
    }
    return found;
}

bool imports_instrumentation(const dl_phdr_info& info) noexcept {
    constexpr std::string_view prefix = "__tsan_";
    for (int i = 0; i < info.dlpi_phnum; ++i) {
        if (info.dlpi_phdr[i].p_type != PT_DYNAMIC)
            continue;
        const std::uintptr_t begin = info.dlpi_addr + info.dlpi_phdr[i].p_vaddr;
        const import_tables imports = imports_of(reinterpret_cast<const ElfW(Dyn)*>(begin), info.dlpi_addr);
        for (std::size_t k = 0; imports.symbols != nullptr && imports.names != nullptr && k < imports.count; ++k)
            if (std::string_view(imports.names + imports.symbols[k].st_name).starts_with(prefix))
                return true;
    }
    return false;
}

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
            // The executable comes first and without a name: it is under test.
            wanted.instrumented = info->dlpi_name[0] == '\0' || imports_instrumentation(*info);
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

bool belongs_to_process(const void* object) {
    struct judged {
        std::uintptr_t address;
        bool belongs;
    };
    static std::vector<judged> known; // a handful
    const auto address = reinterpret_cast<std::uintptr_t>(object);
    if (in_arenas(address) || in_stacks(address))
        return false;
    for (const judged& each : known)
        if (each.address == address)
            return each.belongs;
    search wanted{.address = address, .found = 0};
    dl_iterate_phdr(&look_into, &wanted);
    known.push_back({address, wanted.found != 0 && !wanted.instrumented});
    return known.back().belongs;
}

} // namespace heddle::model::runtime
