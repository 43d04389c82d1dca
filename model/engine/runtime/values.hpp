// Values of memory in a reader's words: `true`, `-1`, `&tail_`, `node#2`, `null`.
#pragma once

#include <cstdint>
#include <elfutils/libdw.h>
#include <optional>
#include <string>

namespace heddle::model::runtime {

__extension__ using wide_value = unsigned __int128;

// The value of `size` bytes, of a type if it is known. Addresses become names. Engine mode, only for failures.
[[nodiscard]] std::string value_text(wide_value value, std::size_t size, const std::optional<Dwarf_Die>& type);

} // namespace heddle::model::runtime
