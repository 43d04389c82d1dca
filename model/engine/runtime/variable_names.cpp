// Data addresses: globals through ELF symbols, then into arrays and structures by their type in the debug information.
#include "engine/runtime/symbols.hpp"

#include "engine/runtime/debug_information.hpp"
#include "engine/runtime/fiber.hpp"
#include "engine/runtime/heap_names.hpp"
#include "engine/runtime/local_names.hpp"
#include "engine/runtime/objects.hpp"
#include "engine/runtime/type_path.hpp"
#include "engine/runtime/world.hpp"

#include <dwarf.h>
#include <elfutils/libdw.h>
#include <filesystem>
#include <map>
#include <optional>
#include <string_view>

namespace heddle::model::runtime {

namespace {

struct variable {
    Dwarf_Die type;
    Dwarf_Word size;
};

using variable_map = std::map<std::uintptr_t, variable>; // by address

void add_variable(variable_map& variables, Dwarf_Die* die, Dwarf_Addr bias) {
    Dwarf_Attribute attribute;
    Dwarf_Op* operations = nullptr;
    std::size_t count = 0;
    if (dwarf_attr_integrate(die, DW_AT_location, &attribute) == nullptr ||
        dwarf_getlocation(&attribute, &operations, &count) != 0 || count == 0)
        return;
    Dwarf_Addr address = operations[0].number;
    if (operations[0].atom == DW_OP_addrx) {
        Dwarf_Attribute resolved;
        if (dwarf_getlocation_attr(&attribute, &operations[0], &resolved) != 0 ||
            dwarf_formaddr(&resolved, &address) != 0)
            return;
    } else if (operations[0].atom != DW_OP_addr) {
        return;
    }
    variable found{};
    if (!peeled_type(die, &found.type))
        return;
    const std::optional<Dwarf_Word> size = size_of(&found.type);
    if (size)
        variables.emplace(address + bias, variable{found.type, *size});
}

// Variables are at the top, in namespaces, and, when static, within functions and blocks.
void collect(variable_map& variables, Dwarf_Die* parent, Dwarf_Addr bias) {
    Dwarf_Die child;
    if (dwarf_child(parent, &child) != 0)
        return;
    do {
        switch (dwarf_tag(&child)) {
        case DW_TAG_variable:
            add_variable(variables, &child, bias);
            break;
        case DW_TAG_namespace:
        case DW_TAG_subprogram:
        case DW_TAG_lexical_block:
            collect(variables, &child, bias);
            break;
        default:
            break;
        }
    } while (dwarf_siblingof(&child, &child) == 0);
}

const variable_map& variables_of(Dwfl_Module* module) {
    static std::map<Dwfl_Module*, variable_map> known;
    const auto [entry, fresh] = known.try_emplace(module);
    if (fresh) {
        Dwarf_Die* unit = nullptr;
        Dwarf_Addr bias = 0;
        while ((unit = dwfl_module_nextcu(module, unit, &bias)) != nullptr)
            collect(entry->second, unit, bias);
    }
    return entry->second;
}

std::string offset_text(std::uintptr_t offset) { return offset == 0 ? "" : " + " + std::to_string(offset); }

// Who reads it knows in which file the anonymous namespace is.
std::string without_anonymous(std::string name) {
    constexpr std::string_view anonymous = "(anonymous namespace)::";
    for (std::size_t at = name.find(anonymous); at != name.npos; at = name.find(anonymous))
        name.erase(at, anonymous.size());
    return name;
}

std::string name_of_module(Dwfl_Module* module) {
    const char* const file = dwfl_module_info(module, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr);
    return file == nullptr ? "the program" : std::filesystem::path(file).filename().string();
}

object static_object(Dwfl_Module* module, std::uintptr_t address, std::size_t access_size) {
    object found;
    GElf_Off offset = 0;
    GElf_Sym symbol;
    const char* const name = dwfl_module_addrinfo(module, address, &offset, &symbol, nullptr, nullptr, nullptr);
    if (name == nullptr) {
        found.base = "data of " + name_of_module(module);
        return found;
    }
    found.base = without_anonymous(demangled(name));
    found.offset = offset;
    found.path = offset_text(offset);
    const variable_map& variables = variables_of(module);
    auto after = variables.upper_bound(address);
    if (after == variables.begin())
        return found;
    const auto& [begin, holder] = *--after;
    if (address - begin >= holder.size)
        return found;
    const type_path path = path_into(holder.type, address - begin, access_size);
    found.path = path.text;
    found.type = path.type;
    return found;
}

object heap_object(std::uintptr_t address, std::size_t access_size) {
    const location_in_heap found = world.blocks.find(address);
    if (found.nearest == nullptr)
        return {.base = "heap of thread " + std::to_string(arena_of(address)), .path = {}, .type = {}};
    return object_in_block(*found.nearest, address - found.nearest->begin, access_size);
}

object stack_object(std::uintptr_t address, std::size_t access_size) {
    const unsigned thread = stack_slot_of(address);
    const std::string whose = "of thread " + std::to_string(thread);
    if (!on_stack_proper(address))
        return {.base = "thread-local variable " + whose, .path = {}, .type = {}};
    if (std::optional<object> local = local_object(thread, address, access_size))
        return *local;
    return {.base = "stack " + whose, .path = " - " + std::to_string(stack_top(thread) - address), .type = {}};
}

} // namespace

object object_at(std::uintptr_t address, std::size_t access_size) {
    if (in_arenas(address))
        return heap_object(address, access_size);
    if (in_stacks(address))
        return stack_object(address, access_size);
    if (Dwfl_Module* const module = module_at(address))
        return static_object(module, address, access_size);
    return local_object(no_thread, address, access_size).value_or(host_object(address));
}

bool is_library_data(std::uintptr_t address) {
    if (in_arenas(address) || in_stacks(address))
        return false;
    Dwfl_Module* const module = module_at(address);
    return module != nullptr && module != executable_module();
}

std::string name_of(const void* address, std::size_t access_size) {
    return object_at(reinterpret_cast<std::uintptr_t>(address), access_size).name();
}

} // namespace heddle::model::runtime
