// See event.hpp.
#include "engine/core/event.hpp"

namespace heddle::model::core {

namespace {

// Of a location without memory all bits count.
[[nodiscard]] word truncate(word value, std::uint8_t size) {
    return size == 0 || size >= sizeof(word) ? value : value & ((word{1} << (8U * size)) - 1);
}

[[nodiscard]] word arithmetic(rmw_kind kind, word read, word operand) {
    switch (kind) {
    case rmw_kind::add:
        return read + operand;
    case rmw_kind::subtract:
        return read - operand;
    case rmw_kind::bit_and:
        return read & operand;
    case rmw_kind::bit_or:
        return read | operand;
    case rmw_kind::bit_xor:
        return read ^ operand;
    case rmw_kind::bit_nand:
        return ~(read & operand);
    default:
        return operand; // exchange and a compare_exchange that succeeds
    }
}

} // namespace

rmw_verdict apply(rmw_kind kind, const rmw_operands& operands, std::uint8_t size, word read, word& result) {
    switch (kind) {
    case rmw_kind::lock:
    case rmw_kind::try_lock:
    case rmw_kind::once:
        if (read == free_value) {
            result = taken_value;
            return rmw_verdict::writes;
        }
        if (kind == rmw_kind::try_lock || read == done_value)
            return rmw_verdict::reads_only;
        return rmw_verdict::waits;
    case rmw_kind::compare_exchange:
        if (read != operands.expected)
            return rmw_verdict::reads_only;
        break;
    case rmw_kind::await_clear:
    case rmw_kind::try_clear:
        result = read + operands.operand;
        if ((read & operands.expected) == 0)
            return rmw_verdict::writes;
        return kind == rmw_kind::try_clear ? rmw_verdict::reads_only : rmw_verdict::waits;
    case rmw_kind::await_some:
    case rmw_kind::try_some:
        result = read + operands.operand;
        if (read != 0)
            return rmw_verdict::writes;
        return kind == rmw_kind::try_some ? rmw_verdict::reads_only : rmw_verdict::waits;
    case rmw_kind::arrive:
        result = read | operands.operand;
        if (count_bits(result) == operands.expected)
            result = 0;
        return rmw_verdict::writes;
    case rmw_kind::compare_wait:
        return read == operands.expected ? rmw_verdict::enqueues : rmw_verdict::reads_only;
    case rmw_kind::enqueue:
        result = read | operands.operand;
        return rmw_verdict::writes;
    case rmw_kind::leave:
        result = read & ~operands.operand;
        return result == read ? rmw_verdict::reads_only : rmw_verdict::writes;
    default:
        break;
    }
    result = truncate(arithmetic(kind, read, operands.operand), size);
    return rmw_verdict::writes;
}

} // namespace heddle::model::core
