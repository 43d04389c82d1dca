// See values.hpp.
#include "engine/runtime/values.hpp"

#include "engine/runtime/code_units.hpp"
#include "engine/runtime/modules.hpp"
#include "engine/runtime/objects.hpp"
#include "engine/runtime/probe.hpp"
#include "engine/runtime/region.hpp"
#include "engine/runtime/type_path.hpp"

#include <dwarf.h>

namespace heddle::model::runtime {

namespace {

std::uint64_t low(wide_value value) { return static_cast<std::uint64_t>(value); }

std::string signed_text(wide_value value, std::size_t size) {
    if (size >= 8)
        return std::to_string(static_cast<std::int64_t>(low(value)));
    const std::uint64_t sign = std::uint64_t{1} << (size * 8 - 1);
    return std::to_string(static_cast<std::int64_t>((low(value) ^ sign) - sign));
}

std::string pointer_text(std::uintptr_t value) {
    if (value == 0)
        return "null";
    if (value < null_pages_end)
        return std::to_string(value);
    if (signed_text(value, 8).front() == '-')
        return signed_text(value, 8);
    const object found = object_at(value, 0);
    const bool block = !in_stacks(value) && module_begin(value) == 0;
    if (found.offset == 0)
        return (block ? "" : "&") + found.base;
    return "&" + found.name();
}

std::string enumerator_text(Dwarf_Die* type, wide_value value, std::size_t size) {
    std::string name;
    any_child(type, [&](Dwarf_Die* child) {
        Dwarf_Attribute attribute;
        Dwarf_Word constant = 0;
        if (dwarf_tag(child) != DW_TAG_enumerator || dwarf_attr(child, DW_AT_const_value, &attribute) == nullptr ||
            dwarf_formudata(&attribute, &constant) != 0 || constant != low(value))
            return false;
        name = dwarf_diename(child);
        return true;
    });
    return name.empty() ? signed_text(value, size) : name;
}

std::string base_type_text(Dwarf_Die* type, wide_value value, std::size_t size) {
    Dwarf_Attribute attribute;
    Dwarf_Word encoding = 0;
    if (dwarf_attr_integrate(type, DW_AT_encoding, &attribute) == nullptr ||
        dwarf_formudata(&attribute, &encoding) != 0)
        return std::to_string(low(value));
    if (encoding == DW_ATE_boolean && low(value) <= 1)
        return low(value) == 1 ? "true" : "false";
    return encoding == DW_ATE_signed || encoding == DW_ATE_signed_char ? signed_text(value, size)
                                                                       : std::to_string(low(value));
}

// "{node#1, 3}"
std::string structure_text(Dwarf_Die* type, wide_value value) {
    std::string text;
    any_child(type, [&](Dwarf_Die* child) {
        Dwarf_Attribute attribute;
        Dwarf_Word at = 0;
        Dwarf_Die member;
        if (dwarf_tag(child) != DW_TAG_member || dwarf_attr(child, DW_AT_bit_size, &attribute) != nullptr ||
            dwarf_formudata(dwarf_attr(child, DW_AT_data_member_location, &attribute), &at) != 0 ||
            !peeled_type(child, &member))
            return false;
        const std::optional<Dwarf_Word> size = size_of(&member);
        if (!size || *size == 0 || at + *size > sizeof value)
            return false;
        wide_value part = value >> (8 * at);
        if (*size < sizeof value)
            part &= (wide_value{1} << (8 * *size)) - 1;
        text += (text.empty() ? "" : ", ") + value_text(part, *size, member);
        return false;
    });
    return "{" + text + "}";
}

// Without a type: what points into the program's memory is a pointer.
std::string untyped_text(wide_value value, std::size_t size) {
    if (size == 16 && value >> 64U != 0)
        return "{" + untyped_text(low(value), 8) + ", " + untyped_text(value >> 64U, 8) + "}";
    const auto address = static_cast<std::uintptr_t>(value);
    return size == 8 && (in_arenas(address) || in_stacks(address)) ? pointer_text(address) : std::to_string(low(value));
}

} // namespace

std::string value_text(wide_value value, std::size_t size, const std::optional<Dwarf_Die>& type) {
    if (!type)
        return untyped_text(value, size);
    Dwarf_Die known = *type;
    switch (dwarf_tag(&known)) {
    case DW_TAG_pointer_type:
    case DW_TAG_reference_type:
        return pointer_text(static_cast<std::uintptr_t>(value));
    case DW_TAG_base_type:
        return base_type_text(&known, value, size);
    case DW_TAG_enumeration_type:
        return enumerator_text(&known, value, size);
    case DW_TAG_structure_type:
    case DW_TAG_class_type:
        return structure_text(&known, value);
    default:
        return untyped_text(value, size);
    }
}

} // namespace heddle::model::runtime
