// The debug information of the running process, opened once with libdw.
#pragma once

#include <cstdint>
#include <elfutils/libdwfl.h>
#include <string>

namespace heddle::model::runtime {

// The session with libdw, or null when it could not be opened.
[[nodiscard]] Dwfl* debug_session();

// The module (executable or library) that holds `address`, or null.
[[nodiscard]] Dwfl_Module* module_at(std::uintptr_t address);

// The executable itself.
[[nodiscard]] Dwfl_Module* executable_module();

// The demangled form of a linkage name; the name itself when it is not mangled.
[[nodiscard]] std::string demangled(const char* name);

// The demangled form of std::type_info::name().
[[nodiscard]] std::string demangled_type(const char* name);

} // namespace heddle::model::runtime
