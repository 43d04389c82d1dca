// Data addresses: globals through ELF symbols, then into arrays and structures by their type in the debug information.
#include "engine/runtime/symbols.hpp"

#include "engine/runtime/debug_information.hpp"
#include "engine/runtime/fiber.hpp"
#include "engine/runtime/world.hpp"

#include <dwarf.h>
#include <elfutils/libdw.h>
#include <map>
#include <optional>

namespace heddle::model::runtime {

namespace {

// The type behind typedefs and qualifiers.
bool peeled_type(Dwarf_Die* of, Dwarf_Die* type) {
    Dwarf_Attribute attribute;
    if (dwarf_attr_integrate(of, DW_AT_type, &attribute) == nullptr || dwarf_formref_die(&attribute, type) == nullptr)
        return false;
    return dwarf_peel_type(type, type) == 0;
}

std::optional<Dwarf_Word> size_of(Dwarf_Die* type) {
    Dwarf_Word size = 0;
    if (dwarf_aggregate_size(type, &size) != 0)
        return std::nullopt;
    return size;
}

bool member_at(Dwarf_Die* type, Dwarf_Word offset, Dwarf_Die* member, Dwarf_Word* begin) {
    Dwarf_Die child;
    if (dwarf_child(type, &child) != 0)
        return false;
    do {
        const int tag = dwarf_tag(&child);
        if (tag != DW_TAG_member && tag != DW_TAG_inheritance)
            continue;
        Dwarf_Attribute attribute;
        Dwarf_Word at = 0;
        if (dwarf_attr(&child, DW_AT_external, &attribute) != nullptr)
            continue; // a static member
        if (dwarf_attr(&child, DW_AT_data_member_location, &attribute) != nullptr)
            dwarf_formudata(&attribute, &at);
        Dwarf_Die member_type;
        if (!peeled_type(&child, &member_type))
            continue;
        const std::optional<Dwarf_Word> size = size_of(&member_type);
        if (size && offset >= at && offset < at + *size) {
            *member = child;
            *begin = at;
            return true;
        }
    } while (dwarf_siblingof(&child, &child) == 0);
    return false;
}

// Names that say nothing to a reader: bases and the insides of the standard library's types.
bool is_hidden(Dwarf_Die* member) {
    const char* const name = dwarf_diename(member);
    return dwarf_tag(member) == DW_TAG_inheritance || name == nullptr || std::string_view(name).starts_with("_M_");
}

// The path from an object of `type` to the byte at `offset`: "[3].next".
std::string path_into(Dwarf_Die type, Dwarf_Word offset) {
    std::string path;
    for (;;) {
        const int tag = dwarf_tag(&type);
        Dwarf_Die inner;
        if (tag == DW_TAG_array_type) {
            const std::optional<Dwarf_Word> size = peeled_type(&type, &inner) ? size_of(&inner) : std::nullopt;
            if (!size || *size == 0)
                return path;
            path += "[" + std::to_string(offset / *size) + "]";
            offset %= *size;
        } else if (tag == DW_TAG_structure_type || tag == DW_TAG_class_type) {
            Dwarf_Die member;
            Dwarf_Word begin = 0;
            if (!member_at(&type, offset, &member, &begin) || !peeled_type(&member, &inner))
                return path;
            if (!is_hidden(&member))
                path += std::string(".") + dwarf_diename(&member);
            offset -= begin;
        } else {
            return path;
        }
        type = inner;
    }
}

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
        return "thread-local of thread " + std::to_string(thread);
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
    if (module == nullptr)
        return "memory of the host";
    GElf_Off offset = 0;
    GElf_Sym symbol;
    const char* const name = dwfl_module_addrinfo(module, address, &offset, &symbol, nullptr, nullptr, nullptr);
    if (name == nullptr)
        return "static data";
    const std::string path = path_at(module, address);
    return demangled(name) + (path.empty() ? offset_text(offset) : path);
}

} // namespace heddle::model::runtime
