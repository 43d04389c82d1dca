// The way from an object to one of its bytes, by its type in the debug information: "[3].next".
#pragma once

#include <elfutils/libdw.h>
#include <optional>
#include <string>

namespace heddle::model::runtime {

// The type of a variable, member or array element, behind typedefs and qualifiers. False if there is none.
[[nodiscard]] bool peeled_type(Dwarf_Die* of, Dwarf_Die* type);

[[nodiscard]] std::optional<Dwarf_Word> size_of(Dwarf_Die* type);

// Array indices and members on the way to the byte at `offset`; empty when that is the object itself. The insides of
// the standard library's types say nothing to a reader and are left out.
[[nodiscard]] std::string path_into(Dwarf_Die type, Dwarf_Word offset);

} // namespace heddle::model::runtime
