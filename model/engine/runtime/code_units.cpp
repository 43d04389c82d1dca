// See code_units.hpp.
#include "engine/runtime/code_units.hpp"

#include <dwarf.h>

namespace heddle::model::runtime {

// libdw's index of addresses is no help: clang adds nothing to it, and then the units that others added seem to reach
// over clang's.
Dwarf_Die* unit_at(Dwfl_Module* module, Dwarf_Addr address, Dwarf_Addr* bias) {
    Dwarf_Die* unit = nullptr;
    while ((unit = dwfl_module_nextcu(module, unit, bias)) != nullptr)
        if (dwarf_haspc(unit, address - *bias) > 0)
            return unit;
    return nullptr;
}

// The function whose code holds `address`, wherever compilers put it: at the top, in a namespace, in a class, in a
// function.
bool find_function(Dwarf_Die* parent, Dwarf_Addr address, Dwarf_Die* function) {
    return any_child(parent, [&](Dwarf_Die* child) {
        const int tag = dwarf_tag(child);
        if (tag == DW_TAG_subprogram && dwarf_haspc(child, address) > 0) {
            *function = *child;
            return true;
        }
        const bool may_hold_functions = tag == DW_TAG_namespace || tag == DW_TAG_class_type ||
                                        tag == DW_TAG_structure_type || tag == DW_TAG_subprogram ||
                                        tag == DW_TAG_lexical_block;
        return may_hold_functions && find_function(child, address, function);
    });
}

} // namespace heddle::model::runtime
