// See type_path.hpp.
#include "engine/runtime/type_path.hpp"

#include <dwarf.h>
#include <string_view>

namespace heddle::model::runtime {

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

namespace {

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

} // namespace

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

} // namespace heddle::model::runtime
