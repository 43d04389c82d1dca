// See crash.hpp.
#include "engine/runtime/crash.hpp"

#include "engine/runtime/body.hpp"
#include "engine/runtime/crash_report.hpp"
#include "engine/runtime/fatal.hpp"
#include "engine/runtime/probe.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

namespace heddle::model::runtime {

namespace {

constexpr std::array crash_signals = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT};
constexpr int tick_signal = SIGALRM;
constexpr long tick_nanoseconds = 50'000'000;
constexpr std::size_t handler_stack_size = 64 * kibibyte;
constexpr std::size_t emergency_stack_size = 256 * kibibyte;
constexpr std::size_t red_zone = 128; // below the stack pointer, may be in use

alignas(64) unsigned char handler_stack[handler_stack_size];
std::array<struct sigaction, crash_signals.size()> previous_actions;
struct sigaction previous_tick_action;
stack_t previous_stack;
timer_t ticker;

std::uintptr_t get(const ucontext_t& context, int which) noexcept {
    return static_cast<std::uintptr_t>(context.uc_mcontext.gregs[which]);
}

void set(ucontext_t& context, int which, std::uintptr_t value) noexcept {
    context.uc_mcontext.gregs[which] = static_cast<greg_t>(value);
}

std::uintptr_t emergency_stack_top() noexcept { return stack_slot_base(emergency_slot) + stack_end_offset; }

// Lets the interrupted fiber continue in report_crash(), which does not return. After an overflow it needs another
// stack.
void redirect(ucontext_t& context, bool overflow) noexcept {
    const std::uintptr_t top = overflow ? emergency_stack_top() : get(context, REG_RSP) - red_zone;
    const std::uintptr_t aligned = (top & ~std::uintptr_t{15}) - 8; // as after a call
    *reinterpret_cast<std::uintptr_t*>(aligned) = 0;                // nobody to return to
    set(context, REG_RSP, aligned);
    set(context, REG_RIP, reinterpret_cast<std::uintptr_t>(&report_crash));
    core::in_body = false;
}

// The previous handler gets the signal: by running the faulting instruction again, or by sending it again.
void hand_on(int signal) noexcept {
    for (std::size_t i = 0; i < crash_signals.size(); ++i)
        if (crash_signals[i] == signal)
            sigaction(signal, &previous_actions[i], nullptr);
    if (signal == SIGABRT)
        raise(signal);
}

void on_crash(int signal, siginfo_t* information, void* opaque) noexcept {
    auto& context = *static_cast<ucontext_t*>(opaque);
    const std::uintptr_t stack = get(context, REG_RSP);
    const auto address = reinterpret_cast<std::uintptr_t>(information->si_addr);
    const bool on_a_fiber = in_stacks(stack);
    const bool overflow = signal == SIGSEGV && on_a_fiber && in_guard(address) &&
                          stack_slot_of(address) == stack_slot_of(stack) && stack_slot_of(stack) != emergency_slot;
    const std::uintptr_t probed = end_probe();
    if (!overflow && probed == 0 && !(core::in_body && on_a_fiber)) {
        hand_on(signal);
        return;
    }
    last_crash = {.signal = signal,
                  .code = information->si_code,
                  .address = address,
                  .pc = probed != 0 ? probed : get(context, REG_RIP) + 1,
                  .overflow = overflow};
    redirect(context, overflow);
}

void on_tick(int, siginfo_t*, void* opaque) noexcept {
    const int saved_errno = errno;
    auto& context = *static_cast<ucontext_t*>(opaque);
    const bool give_up = core::on_tick();
    if (give_up && core::in_body && in_stacks(get(context, REG_RSP))) {
        last_crash = {
            .signal = tick_signal, .code = 0, .address = 0, .pc = get(context, REG_RIP) + 1, .overflow = false};
        redirect(context, false);
    }
    errno = saved_errno;
}

struct sigaction action_of(void (*handler)(int, siginfo_t*, void*), int further_flags) noexcept {
    struct sigaction action {};
    action.sa_sigaction = handler;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | further_flags;
    sigemptyset(&action.sa_mask);
    return action;
}

void start_ticker() {
    const struct sigaction action = action_of(&on_tick, SA_RESTART);
    sigaction(tick_signal, &action, &previous_tick_action);
    struct sigevent event {};
    event.sigev_notify = SIGEV_THREAD_ID;
    event.sigev_signo = tick_signal;
    event._sigev_un._tid = static_cast<pid_t>(syscall(SYS_gettid));
    const struct itimerspec period {
        .it_interval = {.tv_sec = 0, .tv_nsec = tick_nanoseconds}, .it_value = {
            .tv_sec = 0,
            .tv_nsec = tick_nanoseconds
        }
    };
    if (timer_create(CLOCK_MONOTONIC, &event, &ticker) != 0 || timer_settime(ticker, 0, &period, nullptr) != 0)
        fatal("cannot start the timer that ends endless loops");
}

void stop_ticker() noexcept {
    timer_delete(ticker);
    sigaction(tick_signal, &previous_tick_action, nullptr);
}

} // namespace

void catch_crashes() {
    reserve_region();
    commit(emergency_stack_top() - emergency_stack_size, emergency_stack_size);
    stack_t stack{};
    stack.ss_sp = handler_stack;
    stack.ss_size = sizeof handler_stack;
    sigaltstack(&stack, &previous_stack);
    const struct sigaction action = action_of(&on_crash, SA_NODEFER);
    for (std::size_t i = 0; i < crash_signals.size(); ++i)
        sigaction(crash_signals[i], &action, &previous_actions[i]);
    catch_terminate();
    start_ticker();
}

void release_crashes() {
    stop_ticker();
    release_terminate();
    for (std::size_t i = 0; i < crash_signals.size(); ++i)
        sigaction(crash_signals[i], &previous_actions[i], nullptr);
    sigaltstack(&previous_stack, nullptr);
}

} // namespace heddle::model::runtime
