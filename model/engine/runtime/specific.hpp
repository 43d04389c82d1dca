// pthread keys (and C11's tss, which are the same): in the body each model thread has its own values, gone with the
// execution. Thread 0 also sees the values that the exploring thread had before.
#pragma once

#include <cstdint>

namespace heddle::model::runtime {

// Runs the destructors of the values that `thread` still has, and of those that they set, up to a bound. On its fiber,
// in body mode.
void run_key_destructors(std::uint32_t thread);

// Has the body made keys, or given any a value?
[[nodiscard]] bool has_key_values() noexcept;

// Forgets all values, and deletes the keys that the body made and did not delete. Engine mode.
void forget_key_values() noexcept;

} // namespace heddle::model::runtime
