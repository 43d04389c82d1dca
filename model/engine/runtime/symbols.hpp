// From addresses to what a reader knows: functions, source lines, names of variables. Reads the debug information of
// the running executable and its libraries with elfutils' libdw, so only what was compiled with -g has lines; without
// it there are still the names that the dynamic linker knows. Only for failures: the first call takes milliseconds,
// results are kept.
//
// Engine mode. Nothing here throws but std::bad_alloc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace heddle::model::runtime {

struct frame {
    std::string function;    // demangled; "??" when unknown
    std::string file;        // relative to the current folder if it is within, empty when unknown
    unsigned line = 0;       // 0 when unknown
    bool in_library = false; // not the user's own code: a system header, or another file than the executable
};

// The frames at a return address, innermost first: functions inlined there, then the function itself. Never empty.
[[nodiscard]] const std::vector<frame>& symbolise(const void* return_address);

// "file:line" of the innermost frame that is the user's, else of the innermost one, else the function, else a number.
[[nodiscard]] std::string place_of(const void* return_address);

// Is this data of a shared library, not of the program, its stacks or its heap?
[[nodiscard]] bool is_library_data(std::uintptr_t address);

// A name for the data at an address: `counter`, `table[3]`, `queue.slots_[2].ready` where debug information has it,
// `node#2.next` on the heap, else a short name that repeats from execution to execution. For an access of so many
// bytes; 0: unknown.
[[nodiscard]] std::string name_of(const void* address, std::size_t access_size = 0);

} // namespace heddle::model::runtime
