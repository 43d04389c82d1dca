// See allocated_type.hpp.
#include "engine/runtime/allocated_type.hpp"

#include "engine/runtime/code_units.hpp"
#include "engine/runtime/debug_information.hpp"
#include "engine/runtime/source_text.hpp"
#include "engine/runtime/type_path.hpp"

#include <cctype>
#include <dwarf.h>
#include <string_view>

namespace heddle::model::runtime {

namespace {

// The text up to the `,` or `>` that ends the first template argument.
std::string_view first_argument(std::string_view text) {
    int depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (depth == 0 && (text[i] == ',' || text[i] == '>'))
            return text.substr(0, i);
        depth += text[i] == '<' || text[i] == '(' ? 1 : text[i] == '>' || text[i] == ')' ? -1 : 0;
    }
    return {};
}

std::string_view without_namespaces(std::string_view name) {
    int depth = 0;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < name.size(); ++i) {
        depth += name[i] == '<' ? 1 : name[i] == '>' ? -1 : 0;
        if (depth == 0 && name.substr(i, 2) == "::")
            begin = i + 2;
    }
    return name.substr(begin);
}

std::string_view leading_name(std::string_view text) {
    while (text.starts_with(' ') || text.starts_with('('))
        text.remove_prefix(1);
    for (const std::string_view word : {"struct ", "class ", "union "})
        if (text.starts_with(word))
            text.remove_prefix(word.size());
    std::size_t length = 0;
    for (int depth = 0; length < text.size(); ++length) {
        const char letter = text[length];
        depth += letter == '<' ? 1 : letter == '>' ? -1 : 0;
        if (depth == 0 && letter != '>' && letter != ':' && letter != '_' && std::isalnum(letter) == 0)
            break;
    }
    return text.substr(0, length);
}

std::string_view trailing_name(std::string_view text) {
    while (text.ends_with(' '))
        text.remove_suffix(1);
    std::size_t begin = text.size();
    while (begin > 0 && (std::isalnum(text[begin - 1]) != 0 || text[begin - 1] == '_'))
        --begin;
    return text.substr(begin);
}

// Calls look(name) for each guess, the surest first, until one answers true.
template <class Look>
void for_each_guess(const call_chain& calls, Look&& look) {
    for (const void* const call : calls)
        for (const frame& each : symbolise(call)) {
            for (const std::string_view begin : {"new_allocator<", "make_unique<", "make_shared<"})
                if (const std::size_t at = each.function.find(begin); at != each.function.npos)
                    if (look(first_argument(std::string_view(each.function).substr(at + begin.size()))))
                        return;
            if (!is_users(each))
                continue;
            const std::string_view line = source_line(each.file, each.line);
            for (const std::string_view begin : {"new ", "sizeof"})
                if (const std::size_t at = line.find(begin); at != line.npos)
                    if (look(leading_name(line.substr(at + begin.size()))))
                        return;
            if (const std::size_t star = line.find('*'); star != line.npos)
                (void)look(trailing_name(line.substr(0, star)));
            return;
        }
}

bool is_type(int tag) {
    return tag == DW_TAG_structure_type || tag == DW_TAG_class_type || tag == DW_TAG_base_type ||
           tag == DW_TAG_typedef || tag == DW_TAG_union_type || tag == DW_TAG_enumeration_type;
}

struct wanted_type {
    std::string_view name;
    std::size_t bytes; // a multiple of its size
};

bool find_in(Dwarf_Die* parent, const wanted_type& wanted, allocated_type& found) {
    return any_child(parent, [&](Dwarf_Die* child) {
        const int tag = dwarf_tag(child);
        const char* const name = dwarf_diename(child);
        Dwarf_Die type;
        if (is_type(tag) && name != nullptr && name == wanted.name && dwarf_peel_type(child, &type) == 0) {
            const std::optional<Dwarf_Word> size = size_of(&type);
            if (size && *size != 0 && wanted.bytes % *size == 0) {
                found = {.name = std::string(wanted.name), .type = type, .stride = *size};
                return true;
            }
        }
        const bool may_hold_types = tag == DW_TAG_namespace || tag == DW_TAG_structure_type ||
                                    tag == DW_TAG_class_type || tag == DW_TAG_subprogram || tag == DW_TAG_lexical_block;
        return may_hold_types && find_in(child, wanted, found);
    });
}

bool find_type(Dwfl_Module* module, const wanted_type& wanted, allocated_type& found) {
    Dwarf_Die* unit = nullptr;
    Dwarf_Addr bias = 0;
    while ((unit = dwfl_module_nextcu(module, unit, &bias)) != nullptr)
        if (find_in(unit, wanted, found))
            return true;
    return false;
}

} // namespace

std::optional<allocated_type> find_allocated_type(const call_chain& calls, std::size_t bytes) {
    allocated_type found;
    bool sure = false;
    for_each_guess(calls, [&](std::string_view name) {
        name = without_namespaces(name);
        sure = !name.empty() && find_type(executable_module(), {.name = name, .bytes = bytes}, found);
        return sure;
    });
    return sure ? std::optional(found) : std::nullopt;
}

} // namespace heddle::model::runtime
