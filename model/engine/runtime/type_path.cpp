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

// Of a class that is defined in another unit (clang leaves std::condition_variable to the library's) the size is not
// known: it takes what no other member does.
bool member_at(Dwarf_Die* type, Dwarf_Word offset, Dwarf_Die* member, Dwarf_Word* begin) {
    Dwarf_Die child;
    bool found = false;
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
        if (offset < at || (size && offset >= at + *size))
            continue;
        *member = child;
        *begin = at;
        found = true;
        if (size)
            break;
    } while (dwarf_siblingof(&child, &child) == 0);
    return found;
}

bool is_array(Dwarf_Die* type) { return dwarf_tag(type) == DW_TAG_array_type; }

bool is_structure(Dwarf_Die* type) {
    const int tag = dwarf_tag(type);
    return tag == DW_TAG_structure_type || tag == DW_TAG_class_type;
}

std::string_view name_of_member(Dwarf_Die* member) {
    const char* const name = dwarf_diename(member);
    return dwarf_tag(member) == DW_TAG_inheritance || name == nullptr ? std::string_view{} : std::string_view(name);
}

// Members of the standard library's types; the counts of shared_ptr are the ones that users know.
bool is_librarys(std::string_view member) { return member.starts_with("_M_"); }

std::string shown(std::string_view member) {
    if (member == "_M_use_count")
        return ".use_count";
    if (member == "_M_weak_count")
        return ".weak_count";
    return member.empty() || is_librarys(member) ? std::string{} : "." + std::string(member);
}

} // namespace

type_path path_into(Dwarf_Die type, Dwarf_Word offset, Dwarf_Word access_size) {
    type_path path{.text = {}, .type = type};
    bool in_library = false;
    for (;;) {
        Dwarf_Die inner;
        if (is_array(&type)) {
            const std::optional<Dwarf_Word> size = peeled_type(&type, &inner) ? size_of(&inner) : std::nullopt;
            if (!size || *size == 0)
                return path;
            path.text += "[" + std::to_string(offset / *size) + "]";
            offset %= *size;
        } else if (is_structure(&type)) {
            Dwarf_Die member;
            Dwarf_Word begin = 0;
            if (!member_at(&type, offset, &member, &begin) || !peeled_type(&member, &inner))
                return path;
            const std::string_view name = name_of_member(&member);
            if (in_library && !name.empty() && !is_librarys(name) && size_of(&type) == access_size)
                return path;
            in_library = is_librarys(name);
            path.text += shown(name);
            offset -= begin;
        } else {
            return path;
        }
        path.type = type = inner;
    }
}

} // namespace heddle::model::runtime
