// See rollback.hpp.
#include "engine/runtime/rollback.hpp"

#include <algorithm>

namespace heddle::model::runtime {

namespace {

void put_back(std::uintptr_t address, byte_mask mask, std::uint64_t value) noexcept {
    if (mask == 0xff) {
        *reinterpret_cast<std::uint64_t*>(address) = value;
        return;
    }
    auto* const byte = reinterpret_cast<unsigned char*>(address);
    for (unsigned i = 0; i < 8; ++i)
        if ((mask >> i & 1) != 0)
            byte[i] = static_cast<unsigned char>(value >> 8 * i);
}

} // namespace

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
    for (std::size_t i = log_.size(); i-- != 0;)
        put_back(log_[i].place & address_bits, static_cast<byte_mask>(log_[i].place >> mask_shift), log_[i].value);
    log_.clear();
}

} // namespace heddle::model::runtime
