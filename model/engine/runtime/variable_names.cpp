// Data addresses: globals through ELF symbols, then into arrays and structures by their type in the debug information.
#include "engine/runtime/symbols.hpp"

#include "engine/runtime/debug_information.hpp"
#include "engine/runtime/fiber.hpp"
#include "engine/runtime/local_names.hpp"
#include "engine/runtime/type_path.hpp"
#include "engine/runtime/world.hpp"

#include <dwarf.h>
#include <elfutils/libdw.h>
#include <map>
#include <optional>

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

std::string path_at(Dwfl_Module* module, std::uintptr_t address) {
    const variable_map& variables = variables_of(module);
    auto after = variables.upper_bound(address);
    if (after == variables.begin())
        return {};
    const auto& [begin, found] = *--after;
    return address - begin < found.size ? path_into(found.type, address - begin) : std::string{};
}

std::string offset_text(std::uintptr_t offset) { return offset == 0 ? "" : "+" + std::to_string(offset); }

std::string heap_name(std::uintptr_t address) {
    const location_in_heap found = world.blocks.find(address);
    if (found.nearest == nullptr)
        return "heap of thread " + std::to_string(arena_of(address));
    return "heap block " + std::to_string(arena_of(address)) + "." +
           std::to_string(world.blocks.number_of(*found.nearest)) + offset_text(address - found.nearest->begin);
}

std::string stack_name(std::uintptr_t address) {
    const unsigned thread = stack_slot_of(address);
    if (!on_stack_proper(address))
        return "thread-local variable of thread " + std::to_string(thread);
    if (std::string local = local_name(thread, address); !local.empty())
        return local;
    return "stack of thread " + std::to_string(thread) + "-" + std::to_string(stack_top(thread) - address);
}

} // namespace

std::string name_of(const void* pointer) {
    const auto address = reinterpret_cast<std::uintptr_t>(pointer);
    if (in_arenas(address))
        return heap_name(address);
    if (in_stacks(address))
        return stack_name(address);
    Dwfl_Module* const module = module_at(address);
    if (module == nullptr) {
        const std::string local = local_name(no_thread, address);
        return local.empty() ? "memory of the host" : local;
    }
    GElf_Off offset = 0;
    GElf_Sym symbol;
    const char* const name = dwfl_module_addrinfo(module, address, &offset, &symbol, nullptr, nullptr, nullptr);
    if (name == nullptr)
        return "static data";
    const std::string path = path_at(module, address);
    return demangled(name) + (path.empty() ? offset_text(offset) : path);
}

} // namespace heddle::model::runtime
