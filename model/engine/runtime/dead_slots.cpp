// See dead_slots.hpp. An instruction that is not decoded here ends the search, which only makes it find less.
#include "engine/runtime/dead_slots.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

namespace heddle::model::runtime {

namespace {

constexpr unsigned frame_register = 5;
constexpr unsigned no_register = 16;
constexpr int longest_path = 48;

class follower {
public:
    follower(const void* pc, std::uintptr_t frame_pointer, std::uintptr_t lowest, std::uintptr_t top,
             std::vector<stack_bytes>& dead)
        : code_(static_cast<const unsigned char*>(pc)), lowest_(lowest), top_(top), dead_(dead) {
        registers_[frame_register] = frame_pointer;
    }

    void follow() {
        for (int i = 0; i < longest_path; ++i)
            if (!step())
                return;
    }

private:
    enum class effect : std::uint8_t { load, store, load_and_store, compare, address };

    struct operands {
        unsigned reg = 0;
        unsigned base = no_register; // of a memory operand; no_register: a register operand
        unsigned rm = 0;
        std::int32_t displacement = 0;
    };

    // One instruction; false if the search ends with it.
    bool step() {
        bool narrow = false;
        unsigned rex = 0;
        if (*code_ == 0x66) {
            narrow = true;
            ++code_;
        }
        if ((*code_ & 0xf0U) == 0x40)
            rex = *code_++;
        const std::size_t width = (rex & 8U) != 0 ? 8 : narrow ? 2 : 4;
        const unsigned char opcode = *code_++;
        switch (opcode) {
        case 0x90: // nop
            return true;
        case 0xeb: // jmp
            code_ += static_cast<signed char>(*code_) + 1;
            return true;
        case 0xe9:
            code_ += constant() + 4;
            return true;
        case 0x24: // and, test of al with a constant
        case 0xa8:
            ++code_;
            forget(0);
            return true;
        case 0x0f:
            return extended(*code_++, rex);
        case 0x8d: // lea
            return access(rex, 0, effect::address);
        case 0x8b: // mov
        case 0x8a:
            return access(rex, opcode == 0x8a ? 1 : width, effect::load);
        case 0x63: // movslq
            return access(rex, 4, effect::load);
        case 0x89:
        case 0x88:
            return access(rex, opcode == 0x88 ? 1 : width, effect::store);
        case 0xc7: // mov of a constant
        case 0xc6:
            return access(rex, opcode == 0xc6 ? 1 : width, effect::store, opcode == 0xc6 ? 1 : narrow ? 2 : 4);
        case 0x38: // cmp, test
        case 0x39:
        case 0x3a:
        case 0x3b:
        case 0x84:
        case 0x85:
            return access(rex, (opcode & 1U) == 0 ? 1 : width, effect::compare);
        case 0x80: // arithmetic with a constant
        case 0x83:
            return arithmetic(rex, opcode == 0x80 ? 1 : width, 1);
        case 0x81:
            return arithmetic(rex, width, narrow ? 2 : 4);
        case 0xf6: // test with a constant
            return (*code_ & 0x38U) == 0 && access(rex, 1, effect::compare, 1);
        default:
            return two_operands(opcode, rex, width);
        }
    }

    // add, or, and, sub, xor between a register and another operand.
    bool two_operands(unsigned char opcode, unsigned rex, std::size_t width) {
        const unsigned operation = opcode >> 3U;
        const bool known = operation == 0 || operation == 1 || operation == 4 || operation == 5 || operation == 6;
        if (!known || (opcode & 7U) > 3)
            return false;
        const bool to_register = (opcode & 2U) != 0;
        return access(rex, (opcode & 1U) == 0 ? 1 : width, to_register ? effect::load : effect::load_and_store);
    }

    bool extended(unsigned char opcode, unsigned rex) {
        if ((opcode & 0xf0U) == 0x90) // setcc
            return access(rex, 1, effect::store);
        if (opcode == 0xb6 || opcode == 0xbe)
            return access(rex, 1, effect::load);
        if (opcode == 0xb7 || opcode == 0xbf)
            return access(rex, 2, effect::load);
        return false;
    }

    bool arithmetic(unsigned rex, std::size_t width, std::size_t constant_size) {
        const bool only_compares = (*code_ & 0x38U) == 0x38;
        return access(rex, width, only_compares ? effect::compare : effect::load_and_store, constant_size);
    }

    [[nodiscard]] std::int32_t constant() const {
        std::int32_t value;
        std::memcpy(&value, code_, sizeof value);
        return value;
    }

    // The bytes that name the operands; nothing if they are of a form unknown here.
    std::optional<operands> decode(unsigned rex) {
        const unsigned char byte = *code_++;
        operands o;
        o.reg = ((byte >> 3U) & 7U) | (rex & 4U) << 1U;
        o.rm = (byte & 7U) | (rex & 1U) << 3U;
        const unsigned mode = byte >> 6U;
        if (mode == 3)
            return o;
        if ((byte & 7U) == 4 || (mode == 0 && (byte & 7U) == 5))
            return std::nullopt; // with an index, or relative to the code
        o.base = o.rm;
        if (mode == 1)
            o.displacement = static_cast<std::int8_t>(*code_++); // NOLINT(bugprone-signed-char-misuse): it has a sign
        if (mode == 2) {
            o.displacement = constant();
            code_ += 4;
        }
        return o;
    }

    bool access(unsigned rex, std::size_t width, effect what, std::size_t constant_size = 0) {
        const std::optional<operands> o = decode(rex);
        code_ += constant_size;
        if (!o)
            return false;
        if (o->base == no_register) {
            if (what == effect::load || what == effect::address)
                forget(o->reg);
            else if (what != effect::compare)
                forget(o->rm);
            return true;
        }
        if (!registers_[o->base])
            return false;
        const std::uintptr_t address =
            *registers_[o->base] + static_cast<std::uintptr_t>(std::intptr_t{o->displacement});
        if (what == effect::address)
            return set(o->reg, address);
        if (what != effect::store)
            note_read({address, width});
        if (what == effect::load)
            return load(o->reg, address, width);
        return what == effect::compare || note_write({address, width}, o->base == frame_register);
    }

    bool load(unsigned to, std::uintptr_t address, std::size_t width) {
        const auto overwritten = [&](stack_bytes one) { return overlap(one, {address, width}); };
        const bool known =
            width == 8 && on_stack({address, width}) && std::none_of(dead_.begin(), dead_.end(), overwritten);
        return known ? set(to, *reinterpret_cast<const std::uintptr_t*>(address)) : forget(to);
    }

    bool set(unsigned which, std::uintptr_t value) {
        registers_[which] = value;
        return which != frame_register;
    }

    bool forget(unsigned which) {
        registers_[which].reset();
        return which != frame_register;
    }

    [[nodiscard]] bool on_stack(stack_bytes b) const { return b.begin >= lowest_ && b.begin + b.size <= top_; }

    [[nodiscard]] static bool overlap(stack_bytes a, stack_bytes b) {
        return a.begin < b.begin + b.size && b.begin < a.begin + a.size;
    }

    [[nodiscard]] static bool covered(stack_bytes b, const std::vector<stack_bytes>& by) {
        return std::any_of(by.begin(), by.end(), [b](stack_bytes one) {
            return one.begin <= b.begin && b.begin + b.size <= one.begin + one.size;
        });
    }

    void note_read(stack_bytes b) {
        if (!covered(b, dead_))
            live_.push_back(b);
    }

    // Only slots of the frame: elsewhere a write is an effect.
    bool note_write(stack_bytes b, bool slot) {
        if (!slot || !on_stack(b))
            return false;
        const auto touches = [b](stack_bytes one) { return overlap(one, b); };
        if (std::none_of(live_.begin(), live_.end(), touches))
            dead_.push_back(b);
        return true;
    }

    const unsigned char* code_;
    std::uintptr_t lowest_;
    std::uintptr_t top_;
    std::array<std::optional<std::uintptr_t>, 16> registers_{};
    std::vector<stack_bytes>& dead_;
    std::vector<stack_bytes> live_;
};

} // namespace

void find_dead_slots(const void* pc, std::uintptr_t frame_pointer, std::uintptr_t lowest, std::uintptr_t top,
                     std::vector<stack_bytes>& found) {
    found.clear();
    if (frame_pointer >= lowest && frame_pointer < top)
        follower(pc, frame_pointer, lowest, top, found).follow();
}

} // namespace heddle::model::runtime
