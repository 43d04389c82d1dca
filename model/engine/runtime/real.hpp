// The next definition of a function that this runtime interposes: the C library's own.
#pragma once

namespace heddle::model::runtime {

// The address of the next definition of `name`; ends the process with a message when there is none.
[[nodiscard]] void* real_address(const char* name) noexcept;

template <class Function>
[[nodiscard]] Function* real(const char* name) noexcept {
    return reinterpret_cast<Function*>(real_address(name));
}

// The same for a function that is called so often that looking it up each time would show. `kept` is null at first.
template <class Function>
[[nodiscard]] Function* real_once(Function*& kept, const char* name) noexcept {
    if (kept == nullptr)
        kept = real<Function>(name);
    return kept;
}

} // namespace heddle::model::runtime
