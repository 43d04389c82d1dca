// Code addresses; data addresses are in variable_names.cpp.
#include "engine/runtime/symbols.hpp"

#include "engine/runtime/debug_information.hpp"

#include <cstdio>
#include <cstdlib>
#include <dwarf.h>
#include <elfutils/libdw.h>
#include <string_view>
#include <unordered_map>

namespace heddle::model::runtime {

namespace {

// The name of a function's entry in the debug information: the linkage name if it has one (it knows namespaces and
// parameters), else the plain name.
std::string function_name(Dwarf_Die* die) {
    Dwarf_Attribute attribute;
    for (const unsigned name : {DW_AT_linkage_name, DW_AT_MIPS_linkage_name})
        if (dwarf_attr_integrate(die, name, &attribute) != nullptr)
            return demangled(dwarf_formstring(&attribute));
    const char* const plain = dwarf_diename(die);
    return plain == nullptr ? "??" : plain;
}

bool is_system_header(std::string_view file) { return file.starts_with("/usr/") || file.find("/usr/include/") != file.npos; }

// Where an inlined function was called from.
void set_call_site(frame& outer, Dwarf_Die* inlined, Dwarf_Die* unit) {
    Dwarf_Attribute attribute;
    Dwarf_Word value = 0;
    if (dwarf_formudata(dwarf_attr(inlined, DW_AT_call_line, &attribute), &value) == 0)
        outer.line = static_cast<unsigned>(value);
    Dwarf_Files* files = nullptr;
    if (dwarf_formudata(dwarf_attr(inlined, DW_AT_call_file, &attribute), &value) == 0 &&
        dwarf_getsrcfiles(unit, &files, nullptr) == 0)
        if (const char* const name = dwarf_filesrc(files, value, nullptr, nullptr))
            outer.file = name;
}

// Line of the innermost frame.
void set_line(frame& inner, Dwfl_Module* module, Dwarf_Addr address) {
    Dwfl_Line* const line = dwfl_module_getsrc(module, address);
    if (line == nullptr)
        return;
    int number = 0;
    if (const char* const file = dwfl_lineinfo(line, nullptr, &number, nullptr, nullptr, nullptr)) {
        inner.file = file;
        inner.line = static_cast<unsigned>(number);
    }
}

void add_scopes(std::vector<frame>& frames, Dwarf_Die* unit, Dwarf_Addr address) {
    Dwarf_Die* scopes = nullptr;
    const int count = dwarf_getscopes(unit, address, &scopes);
    if (count <= 0)
        return;
    // The list of scopes goes by source nesting once it meets a function; its physical parents are wanted.
    Dwarf_Die* parents = nullptr;
    const int parent_count = dwarf_getscopes_die(&scopes[0], &parents);
    for (int i = 0; i < parent_count; ++i) {
        const int tag = dwarf_tag(&parents[i]);
        if (tag != DW_TAG_inlined_subroutine && tag != DW_TAG_subprogram)
            continue;
        frames.back().function = function_name(&parents[i]);
        if (tag == DW_TAG_subprogram)
            break;
        frames.emplace_back();
        set_call_site(frames.back(), &parents[i], unit);
    }
    std::free(parents);
    std::free(scopes);
}

std::vector<frame> look_up(std::uintptr_t return_address) {
    const Dwarf_Addr address = return_address - 1; // within the call
    std::vector<frame> frames(1);
    Dwfl_Module* const module = module_at(address);
    if (module == nullptr) {
        frames[0].function = "??";
        frames[0].in_library = true;
        return frames;
    }
    set_line(frames[0], module, address);
    Dwarf_Addr bias = 0;
    if (Dwarf_Die* const unit = dwfl_module_addrdie(module, address, &bias))
        add_scopes(frames, unit, address - bias);
    const bool elsewhere = !is_executable(module);
    for (frame& each : frames)
        each.in_library = elsewhere || is_system_header(each.file);
    if (frames.back().function.empty()) {
        const char* const symbol = dwfl_module_addrname(module, address);
        frames.back().function = symbol == nullptr ? "??" : demangled(symbol);
    }
    return frames;
}

} // namespace

const std::vector<frame>& symbolise(const void* return_address) {
    static std::unordered_map<const void*, std::vector<frame>> known;
    const auto found = known.find(return_address);
    if (found != known.end())
        return found->second;
    return known.emplace(return_address, look_up(reinterpret_cast<std::uintptr_t>(return_address))).first->second;
}

std::string place_of(const void* return_address) {
    const std::vector<frame>& frames = symbolise(return_address);
    const frame* best = &frames.front();
    for (const frame& each : frames) {
        if (!each.in_library && each.line != 0) {
            best = &each;
            break;
        }
    }
    if (best->line != 0)
        return best->file + ":" + std::to_string(best->line);
    return best->function;
}

} // namespace heddle::model::runtime
