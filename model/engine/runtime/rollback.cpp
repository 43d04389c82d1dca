// See rollback.hpp.
#include "engine/runtime/rollback.hpp"

#include <algorithm>

namespace heddle::model::runtime {

void rollback::save_range(std::uintptr_t address, std::size_t size) {
    while (size != 0) {
        const std::size_t offset = address % 8;
        const std::size_t part = std::min(size, 8 - offset);
        save(address - offset, bytes(offset, part));
        address += part;
        size -= part;
    }
}

void rollback::restore() noexcept {
    undo(log_);
    log_.clear();
}

void rollback::begin_log(undo_log& last) {
    last.clear();
    last.swap(log_);
}

// What is in the log changes places with what is in memory.
void rollback::exchange(saved_bytes& saved) noexcept {
    auto* const place = reinterpret_cast<std::uint64_t*>(saved.place & address_bits);
    const auto mask = static_cast<byte_mask>(saved.place >> mask_shift);
    const std::uint64_t now = *place;
    if (mask == 0xff) {
        *place = saved.value;
    } else {
        auto* const byte = reinterpret_cast<unsigned char*>(place);
        for (unsigned i = 0; i < 8; ++i)
            if ((mask >> i & 1) != 0)
                byte[i] = static_cast<unsigned char>(saved.value >> 8 * i);
    }
    saved.value = now;
}

void rollback::undo(undo_log& log) noexcept {
    for (std::size_t i = log.size(); i-- != 0;)
        exchange(log[i]);
}

void rollback::redo(undo_log& log) noexcept {
    for (saved_bytes& each : log)
        exchange(each);
}

} // namespace heddle::model::runtime
