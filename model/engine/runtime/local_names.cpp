// See local_names.hpp.
#include "engine/runtime/local_names.hpp"

#include "engine/runtime/code_units.hpp"
#include "engine/runtime/debug_information.hpp"
#include "engine/runtime/stack_frames.hpp"
#include "engine/runtime/type_path.hpp"

#include <dwarf.h>
#include <optional>

namespace heddle::model::runtime {

namespace {

// What a variable's location refers to.
struct place_in_code {
    Dwarf_Addr pc; // as the debug information counts it
    const stack_frame* frame;
    std::optional<std::uintptr_t> frame_base;
};

// The value of one register, plus an offset, where an operation stands for that.
std::optional<std::uintptr_t> register_operation(const Dwarf_Op& operation, const stack_frame& frame) {
    const auto offset = static_cast<std::uintptr_t>(operation.number);
    switch (operation.atom) {
    case DW_OP_reg6:
        return frame.frame_pointer;
    case DW_OP_breg6:
        return frame.frame_pointer + offset;
    case DW_OP_reg7:
        return frame.stack_pointer;
    case DW_OP_breg7:
        return frame.stack_pointer + offset;
    case DW_OP_call_frame_cfa:
        return frame.end;
    default:
        return std::nullopt;
    }
}

// The only operation of a location that applies at `pc`.
std::optional<Dwarf_Op> single_operation(Dwarf_Die* of, unsigned attribute_name, Dwarf_Addr pc) {
    Dwarf_Attribute attribute;
    Dwarf_Op* operations = nullptr;
    std::size_t count = 0;
    if (dwarf_attr_integrate(of, attribute_name, &attribute) == nullptr ||
        dwarf_getlocation_addr(&attribute, pc, &operations, &count, 1) != 1 || count != 1)
        return std::nullopt;
    return operations[0];
}

std::optional<std::uintptr_t> address_of(Dwarf_Die* variable, const place_in_code& place) {
    const std::optional<Dwarf_Op> operation = single_operation(variable, DW_AT_location, place.pc);
    if (!operation)
        return std::nullopt;
    if (operation->atom == DW_OP_fbreg) {
        if (!place.frame_base)
            return std::nullopt;
        return *place.frame_base + static_cast<std::uintptr_t>(operation->number);
    }
    return register_operation(*operation, *place.frame);
}

struct wanted_bytes {
    std::uintptr_t address;
    std::size_t access_size;
};

std::optional<object> object_if_at(Dwarf_Die* variable, const place_in_code& place, wanted_bytes wanted) {
    const std::optional<std::uintptr_t> begin = address_of(variable, place);
    const char* const name = dwarf_diename(variable);
    Dwarf_Die type;
    if (!begin || name == nullptr || !peeled_type(variable, &type))
        return std::nullopt;
    const std::optional<Dwarf_Word> size = size_of(&type);
    const std::uintptr_t offset = wanted.address - *begin;
    if (offset >= size.value_or(1)) // it is a class that is defined elsewhere if the size is not known
        return std::nullopt;
    const type_path path = path_into(type, offset, wanted.access_size);
    return object{.base = name, .path = path.text, .offset = offset, .type = path.type};
}

// In a scope and the scopes within it that are active.
std::optional<object> search_scope(Dwarf_Die* scope, const place_in_code& place, wanted_bytes wanted) {
    std::optional<object> found;
    any_child(scope, [&](Dwarf_Die* child) {
        const int tag = dwarf_tag(child);
        if (tag == DW_TAG_variable || tag == DW_TAG_formal_parameter)
            found = object_if_at(child, place, wanted);
        else if ((tag == DW_TAG_lexical_block || tag == DW_TAG_inlined_subroutine) && dwarf_haspc(child, place.pc) > 0)
            found = search_scope(child, place, wanted);
        return found.has_value();
    });
    return found;
}

std::optional<object> search_frame(const stack_frame& frame, wanted_bytes wanted) {
    Dwfl_Module* const module = module_at(frame.pc);
    Dwarf_Addr bias = 0;
    Dwarf_Die* const unit = module == nullptr ? nullptr : unit_at(module, frame.pc - 1, &bias);
    Dwarf_Die function;
    if (unit == nullptr || !find_function(unit, frame.pc - 1 - bias, &function))
        return std::nullopt;
    place_in_code place{.pc = frame.pc - 1 - bias, .frame = &frame, .frame_base = std::nullopt};
    if (const auto base = single_operation(&function, DW_AT_frame_base, place.pc))
        place.frame_base = register_operation(*base, frame);
    return search_scope(&function, place, wanted);
}

} // namespace

std::optional<object> local_object(std::uint32_t thread, std::uintptr_t address, std::size_t access_size) {
    for (const stack_frame& frame : stack_frames(thread))
        if (address >= frame.stack_pointer && address < frame.end)
            return search_frame(frame, {address, access_size});
    return std::nullopt;
}

} // namespace heddle::model::runtime
