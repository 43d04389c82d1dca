// Code addresses; data addresses are in variable_names.cpp.
#include "engine/runtime/symbols.hpp"

#include "engine/runtime/code_units.hpp"
#include "engine/runtime/debug_information.hpp"

#include <cstdio>
#include <cstdlib>
#include <dwarf.h>
#include <elfutils/libdw.h>
#include <filesystem>
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

// Headers of the system, and what this runtime has in place of parts of the C++ library.
bool is_system_header(std::string_view file) {
    return file.starts_with("/usr/") || file.find("/usr/include/") != file.npos ||
           file.find("/engine/runtime/library/") != file.npos;
}

// As short as it can be said where the command or test was started.
std::string short_path(const std::string& file) {
    static const std::string here = std::filesystem::current_path().string() + "/";
    return file.starts_with(here) ? file.substr(here.size()) : file;
}

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
void set_line(frame& inner, Dwarf_Die* unit, Dwarf_Addr address) {
    Dwarf_Line* const line = dwarf_getsrc_die(unit, address);
    int number = 0;
    if (line == nullptr || dwarf_lineno(line, &number) != 0)
        return;
    inner.line = static_cast<unsigned>(number);
    if (const char* const file = dwarf_linesrc(line, nullptr, nullptr))
        inner.file = file;
}

// The functions inlined at `address`, outermost first.
void find_inlined(Dwarf_Die* parent, Dwarf_Addr address, std::vector<Dwarf_Die>& inlined) {
    any_child(parent, [&](Dwarf_Die* child) {
        const int tag = dwarf_tag(child);
        if ((tag != DW_TAG_inlined_subroutine && tag != DW_TAG_lexical_block) || dwarf_haspc(child, address) <= 0)
            return false;
        if (tag == DW_TAG_inlined_subroutine)
            inlined.push_back(*child);
        find_inlined(child, address, inlined);
        return true;
    });
}

void add_frames(std::vector<frame>& frames, Dwarf_Die* unit, Dwarf_Addr address) {
    Dwarf_Die function;
    if (!find_function(unit, address, &function))
        return;
    std::vector<Dwarf_Die> inlined;
    find_inlined(&function, address, inlined);
    for (auto each = inlined.rbegin(); each != inlined.rend(); ++each) {
        frames.back().function = function_name(&*each);
        frames.emplace_back();
        set_call_site(frames.back(), &*each, unit);
    }
    frames.back().function = function_name(&function);
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
    Dwarf_Addr bias = 0;
    if (Dwarf_Die* const unit = unit_at(module, address, &bias)) {
        set_line(frames[0], unit, address - bias);
        add_frames(frames, unit, address - bias);
    }
    const bool elsewhere = module != executable_module();
    for (frame& each : frames) {
        each.in_library = elsewhere || is_system_header(each.file);
        each.file = short_path(each.file);
    }
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
