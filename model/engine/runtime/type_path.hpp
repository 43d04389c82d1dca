// The way from an object to one of its bytes, by its type in the debug information: "[3].next".
#pragma once

#include <elfutils/libdw.h>
#include <optional>
#include <string>

namespace heddle::model::runtime {

// The type of a variable, member or array element, behind typedefs and qualifiers. False if there is none.
[[nodiscard]] bool peeled_type(Dwarf_Die* of, Dwarf_Die* type);

[[nodiscard]] std::optional<Dwarf_Word> size_of(Dwarf_Die* type);

struct type_path {
    std::string text; // array indices and members; empty when the byte belongs to the object itself
    Dwarf_Die type;   // of what the way leads to
};

// The way to the byte at `offset`. The insides of the standard library's types say nothing to a reader and are left
// out; what is within a std::atomic is not looked into when it has the size of the access (0: unknown).
[[nodiscard]] type_path path_into(Dwarf_Die type, Dwarf_Word offset, Dwarf_Word access_size = 0);

} // namespace heddle::model::runtime
