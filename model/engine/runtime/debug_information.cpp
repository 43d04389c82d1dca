// See debug_information.hpp.
#include "engine/runtime/debug_information.hpp"

#include "engine/runtime/modules.hpp"

#include <cstdlib>
#include <cxxabi.h>
#include <memory>
#include <string_view>
#include <unistd.h>

namespace heddle::model::runtime {

namespace {

Dwfl* open_session() {
    static char* no_search_path = nullptr;
    static const Dwfl_Callbacks callbacks{
        .find_elf = dwfl_linux_proc_find_elf,
        .find_debuginfo = dwfl_standard_find_debuginfo,
        .section_address = nullptr,
        .debuginfo_path = &no_search_path,
    };
    Dwfl* const session = dwfl_begin(&callbacks);
    if (session == nullptr)
        return nullptr;
    if (dwfl_linux_proc_report(session, getpid()) != 0 || dwfl_report_end(session, nullptr, nullptr) != 0) {
        dwfl_end(session);
        return nullptr;
    }
    return session;
}

// In the executable, so that its module can be recognised.
void here() {}

} // namespace

Dwfl* debug_session() {
    static Dwfl* const session = open_session();
    return session;
}

Dwfl_Module* module_at(std::uintptr_t address) {
    // libdw knows the part of a module that is mapped from its file, not its zero-initialised variables.
    const std::uintptr_t begin = module_begin(address);
    return debug_session() == nullptr || begin == 0 ? nullptr : dwfl_addrmodule(debug_session(), begin);
}

Dwfl_Module* executable_module() { return module_at(reinterpret_cast<std::uintptr_t>(&here)); }

// Not every name is mangled: C's are not, and `x` would read as "long long".
std::string demangled(const char* name) {
    return std::string_view(name).starts_with("_Z") ? demangled_type(name) : name;
}

std::string demangled_type(const char* name) {
    int status = 0;
    const std::unique_ptr<char, decltype(&std::free)> text(abi::__cxa_demangle(name, nullptr, nullptr, &status),
                                                           &std::free);
    return status == 0 ? std::string(text.get()) : std::string(name);
}

} // namespace heddle::model::runtime
