// Finding one's way in the debug information from a code address: its compilation unit, its function.
#pragma once

#include <elfutils/libdw.h>
#include <elfutils/libdwfl.h>

namespace heddle::model::runtime {

// The compilation unit of a code address, and what to subtract from addresses within it; null when there is none.
[[nodiscard]] Dwarf_Die* unit_at(Dwfl_Module* module, Dwarf_Addr address, Dwarf_Addr* bias);

// The function of a unit whose code holds `address` (without bias).
[[nodiscard]] bool find_function(Dwarf_Die* parent, Dwarf_Addr address, Dwarf_Die* function);

// Calls visit(child) for each child of `parent` until it returns true; true if it did.
template <class Visitor>
bool any_child(Dwarf_Die* parent, Visitor&& visit) {
    Dwarf_Die child;
    if (dwarf_child(parent, &child) != 0)
        return false;
    do {
        if (visit(&child))
            return true;
    } while (dwarf_siblingof(&child, &child) == 0);
    return false;
}

} // namespace heddle::model::runtime
