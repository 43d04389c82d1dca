// See stack_frames.hpp.
#include "engine/runtime/stack_frames.hpp"

#include "engine/runtime/debug_information.hpp"
#include "engine/runtime/fiber.hpp"

#include <array>
#include <cerrno>
#include <sys/uio.h>
#include <ucontext.h>
#include <unistd.h>

namespace heddle::model::runtime {

namespace {

// DWARF's numbering of the registers that matter (System V ABI, AMD64).
enum dwarf_register : unsigned {
    rbx = 3,
    rbp = 6,
    rsp = 7,
    r12 = 12,
    r13 = 13,
    r14 = 14,
    r15 = 15,
    rip = 16,
    count = 17
};

using register_file = std::array<Dwarf_Word, dwarf_register::count>;

// Where unwinding starts; the session's callbacks read it.
register_file initial{};

register_file registers_of(const fiber& suspended) noexcept {
    const auto& saved = *reinterpret_cast<const suspended_registers*>(suspended.stack_pointer);
    register_file all{};
    all[rbx] = saved.rbx;
    all[rbp] = saved.rbp;
    all[r12] = saved.r12;
    all[r13] = saved.r13;
    all[r14] = saved.r14;
    all[r15] = saved.r15;
    all[rip] = saved.instruction_pointer;
    all[rsp] = suspended.stack_pointer + sizeof saved;
    return all;
}

[[gnu::noinline]] register_file registers_here() noexcept {
    ucontext_t here;
    getcontext(&here);
    const auto get = [&here](int which) { return static_cast<Dwarf_Word>(here.uc_mcontext.gregs[which]); };
    register_file all{};
    all[rbx] = get(REG_RBX);
    all[rbp] = get(REG_RBP);
    all[r12] = get(REG_R12);
    all[r13] = get(REG_R13);
    all[r14] = get(REG_R14);
    all[r15] = get(REG_R15);
    all[rip] = get(REG_RIP);
    all[rsp] = get(REG_RSP);
    return all;
}

// There is one thread to unwind, whatever it is called.
pid_t next_thread(Dwfl*, void*, void** state) {
    if (*state != nullptr)
        return 0;
    *state = &initial;
    return getpid();
}

// Through the kernel, because a wrong guess of the unwinder must not fault.
bool read_memory(Dwfl*, Dwarf_Addr address, Dwarf_Word* result, void*) {
    const iovec to{.iov_base = result, .iov_len = sizeof *result};
    const iovec from{.iov_base = reinterpret_cast<void*>(address), .iov_len = sizeof *result};
    return process_vm_readv(getpid(), &to, 1, &from, 1, 0) == static_cast<ssize_t>(sizeof *result);
}

bool set_initial_registers(Dwfl_Thread* thread, void*) {
    return dwfl_thread_state_registers(thread, 0, dwarf_register::count, initial.data());
}

bool attach() {
    static const Dwfl_Thread_Callbacks callbacks{.next_thread = next_thread,
                                                 .get_thread = nullptr,
                                                 .memory_read = read_memory,
                                                 .set_initial_registers = set_initial_registers,
                                                 .detach = nullptr,
                                                 .thread_detach = nullptr};
    static const bool attached =
        debug_session() != nullptr && dwfl_attach_state(debug_session(), nullptr, getpid(), &callbacks, nullptr);
    return attached;
}

int note_frame(Dwfl_Frame* state, void* opaque) {
    auto& frames = *static_cast<std::vector<stack_frame>*>(opaque);
    Dwarf_Addr pc = 0;
    bool exact = false;
    Dwarf_Word stack = 0;
    Dwarf_Word frame = 0;
    if (!dwfl_frame_pc(state, &pc, &exact) || pc == 0 || dwfl_frame_reg(state, rsp, &stack) != 0)
        return DWARF_CB_ABORT;
    dwfl_frame_reg(state, rbp, &frame); // stays 0 where the unwinder has lost it
    if (!frames.empty())
        frames.back().end = stack;
    frames.push_back({.pc = pc, .stack_pointer = stack, .frame_pointer = frame, .end = stack});
    return DWARF_CB_OK;
}

} // namespace

std::vector<stack_frame> stack_frames(std::uint32_t thread) {
    std::vector<stack_frame> frames;
    if (!attach())
        return frames;
    const fiber& wanted = thread == no_thread ? *host_fiber() : *fiber_of(thread);
    if (&wanted != running_fiber() && wanted.stack_pointer == 0)
        return frames;
    initial = &wanted == running_fiber() ? registers_here() : registers_of(wanted);
    dwfl_getthread_frames(debug_session(), getpid(), note_frame, &frames);
    return frames;
}

} // namespace heddle::model::runtime
