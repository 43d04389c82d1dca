// Calls that the engine does not model: in a body each ends the exploration with its name, so that nothing is ever run
// unmodelled; anywhere else it is passed on. One line each; when a call becomes modelled, its line goes.
//
// An entry keeps all argument registers, so one piece of code serves every signature.
#include "engine/runtime/body.hpp"
#include "engine/runtime/real.hpp"

namespace heddle::model::runtime {

// Laid out by HEDDLE_UNSUPPORTED below.
struct unmodelled_call {
    void* real; // the next definition, once known
    const char* name;
};

} // namespace heddle::model::runtime

// Called by every entry: does not return when a body called, else returns where to go on.
extern "C" void* heddle_model_unmodelled(heddle::model::runtime::unmodelled_call* call, const void* pc) {
    using namespace heddle::model::runtime;
    if (in_body()) {
        const host_scope host;
        heddle::model::core::unsupported(call->name, pc);
    }
    if (call->real == nullptr)
        call->real = real_address(call->name);
    return call->real;
}

asm(R"(
        .pushsection .text
        .type   heddle_model_unmodelled_entry, @function
heddle_model_unmodelled_entry:
        .cfi_startproc
        subq    $200, %rsp
        .cfi_adjust_cfa_offset 200
        movq    %rax, 0(%rsp)
        movq    %rdi, 8(%rsp)
        movq    %rsi, 16(%rsp)
        movq    %rdx, 24(%rsp)
        movq    %rcx, 32(%rsp)
        movq    %r8, 40(%rsp)
        movq    %r9, 48(%rsp)
        movups  %xmm0, 56(%rsp)
        movups  %xmm1, 72(%rsp)
        movups  %xmm2, 88(%rsp)
        movups  %xmm3, 104(%rsp)
        movups  %xmm4, 120(%rsp)
        movups  %xmm5, 136(%rsp)
        movups  %xmm6, 152(%rsp)
        movups  %xmm7, 168(%rsp)
        movq    %r11, %rdi
        movq    200(%rsp), %rsi
        call    heddle_model_unmodelled@PLT
        movq    %rax, %r11
        movq    0(%rsp), %rax
        movq    8(%rsp), %rdi
        movq    16(%rsp), %rsi
        movq    24(%rsp), %rdx
        movq    32(%rsp), %rcx
        movq    40(%rsp), %r8
        movq    48(%rsp), %r9
        movups  56(%rsp), %xmm0
        movups  72(%rsp), %xmm1
        movups  88(%rsp), %xmm2
        movups  104(%rsp), %xmm3
        movups  120(%rsp), %xmm4
        movups  136(%rsp), %xmm5
        movups  152(%rsp), %xmm6
        movups  168(%rsp), %xmm7
        addq    $200, %rsp
        .cfi_adjust_cfa_offset -200
        jmp     *%r11
        .cfi_endproc
        .size   heddle_model_unmodelled_entry, . - heddle_model_unmodelled_entry
        .popsection
)");

// Defines the function `name`, with an unmodelled_call of its own.
#define HEDDLE_UNSUPPORTED(name)                                                                                       \
    asm("        .pushsection .rodata.str1.1, \"aMS\", @progbits, 1\n"                                                 \
        ".Lheddle_name_" #name ":\n"                                                                                   \
        "        .asciz \"" #name "\"\n"                                                                               \
        "        .popsection\n"                                                                                        \
        "        .pushsection .data\n"                                                                                 \
        "        .balign 8\n"                                                                                          \
        ".Lheddle_call_" #name ":\n"                                                                                   \
        "        .quad 0\n"                                                                                            \
        "        .quad .Lheddle_name_" #name "\n"                                                                      \
        "        .popsection\n"                                                                                        \
        "        .pushsection .text\n"                                                                                 \
        "        .globl " #name "\n"                                                                                   \
        "        .type " #name ", @function\n" #name ":\n"                                                             \
        "        leaq .Lheddle_call_" #name "(%rip), %r11\n"                                                           \
        "        jmp heddle_model_unmodelled_entry\n"                                                                  \
        "        .size " #name ", . - " #name "\n"                                                                     \
        "        .popsection\n")

// Processes and programs.
HEDDLE_UNSUPPORTED(fork);
HEDDLE_UNSUPPORTED(vfork);
HEDDLE_UNSUPPORTED(clone);
HEDDLE_UNSUPPORTED(system);
HEDDLE_UNSUPPORTED(popen);
HEDDLE_UNSUPPORTED(posix_spawn);
HEDDLE_UNSUPPORTED(posix_spawnp);
HEDDLE_UNSUPPORTED(execve);
HEDDLE_UNSUPPORTED(execv);
HEDDLE_UNSUPPORTED(execvp);
HEDDLE_UNSUPPORTED(execl);
HEDDLE_UNSUPPORTED(execlp);
HEDDLE_UNSUPPORTED(wait);
HEDDLE_UNSUPPORTED(waitpid);

// Signals.
HEDDLE_UNSUPPORTED(signal);
HEDDLE_UNSUPPORTED(sigaction);
HEDDLE_UNSUPPORTED(sigprocmask);
HEDDLE_UNSUPPORTED(sigwait);
HEDDLE_UNSUPPORTED(kill);
HEDDLE_UNSUPPORTED(raise);
HEDDLE_UNSUPPORTED(alarm);
HEDDLE_UNSUPPORTED(pause);
HEDDLE_UNSUPPORTED(setitimer);
HEDDLE_UNSUPPORTED(timer_create);
HEDDLE_UNSUPPORTED(pthread_kill);
HEDDLE_UNSUPPORTED(pthread_sigmask);

// Threads.
HEDDLE_UNSUPPORTED(pthread_cancel);
HEDDLE_UNSUPPORTED(pthread_tryjoin_np);
HEDDLE_UNSUPPORTED(pthread_timedjoin_np);
HEDDLE_UNSUPPORTED(pthread_clockjoin_np);
HEDDLE_UNSUPPORTED(pthread_atfork);

// Locks.
HEDDLE_UNSUPPORTED(pthread_mutex_consistent);
HEDDLE_UNSUPPORTED(sem_open);

// Communication that does not go through memory, and waiting for it.
HEDDLE_UNSUPPORTED(pipe);
HEDDLE_UNSUPPORTED(pipe2);
HEDDLE_UNSUPPORTED(socket);
HEDDLE_UNSUPPORTED(socketpair);
HEDDLE_UNSUPPORTED(eventfd);
HEDDLE_UNSUPPORTED(timerfd_create);
HEDDLE_UNSUPPORTED(poll);
HEDDLE_UNSUPPORTED(ppoll);
HEDDLE_UNSUPPORTED(select);
HEDDLE_UNSUPPORTED(pselect);
HEDDLE_UNSUPPORTED(epoll_wait);

// Memory that no execution could be rid of again.
HEDDLE_UNSUPPORTED(mmap);
HEDDLE_UNSUPPORTED(munmap);
HEDDLE_UNSUPPORTED(mremap);
HEDDLE_UNSUPPORTED(mprotect);
HEDDLE_UNSUPPORTED(brk);
HEDDLE_UNSUPPORTED(sbrk);
HEDDLE_UNSUPPORTED(shm_open);
HEDDLE_UNSUPPORTED(shmat);
HEDDLE_UNSUPPORTED(dlopen);
HEDDLE_UNSUPPORTED(dlclose);
