// See thread_block.hpp.
#include "engine/runtime/thread_block.hpp"

#include "engine/runtime/fatal.hpp"
#include "engine/runtime/real.hpp"
#include "engine/runtime/system_call.hpp"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <elf.h>
#include <link.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sys/auxv.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <asm/prctl.h>

namespace heddle::model::runtime {

namespace {

constexpr std::size_t block_stagger = 7 * 64;
constexpr unsigned long hwcap2_fsgsbase = 2;

const bool has_fsgsbase = (getauxval(AT_HWCAP2) & hwcap2_fsgsbase) != 0;

// The C library keeps its allocator's cache and its thread descriptor in its own part: that one must not be copied
// back.
bool keeps_library_state(const char* name) noexcept {
    return std::strstr(name, "/libc.so") != nullptr || std::strstr(name, "/libc-") != nullptr ||
           std::strstr(name, "/ld-linux") != nullptr;
}

} // namespace

std::uintptr_t read_thread_base() noexcept {
    std::uintptr_t base = 0;
    if (has_fsgsbase)
        asm volatile("rdfsbase %0" : "=r"(base));
    else
        system_call(SYS_arch_prctl, ARCH_GET_FS, reinterpret_cast<long>(&base));
    return base;
}

void write_thread_base(std::uintptr_t base) noexcept {
    if (has_fsgsbase)
        asm volatile("wrfsbase %0" : : "r"(base) : "memory");
    else
        system_call(SYS_arch_prctl, ARCH_SET_FS, static_cast<long>(base));
}

void thread_block::capture_part(void* address, std::size_t size) noexcept {
    constexpr std::size_t word = sizeof(std::uint64_t);
    const bool aligned = reinterpret_cast<std::uintptr_t>(address) % word == 0 && size % word == 0;
    if (part_count_ == parts_.size() || size > sizeof parts_[0].pristine || !aligned)
        return;
    part& kept = parts_[part_count_++];
    kept.address = static_cast<std::uint64_t*>(address);
    kept.words = size / word;
    std::memcpy(kept.pristine.data(), address, size);
}

void thread_block::capture() noexcept {
    part_count_ = 0;
    base_ = read_thread_base();
    error_number_ = &errno;
    dl_iterate_phdr(
        [](dl_phdr_info* info, std::size_t, void* self) {
            // The executable comes first and without a name; it is instrumented, or the host's.
            if (info->dlpi_tls_data == nullptr || info->dlpi_name[0] == '\0' || keeps_library_state(info->dlpi_name))
                return 0;
            for (int i = 0; i < info->dlpi_phnum; ++i)
                if (info->dlpi_phdr[i].p_type == PT_TLS)
                    static_cast<thread_block*>(self)->capture_part(info->dlpi_tls_data, info->dlpi_phdr[i].p_memsz);
            return 0;
        },
        this);
}

// Direct system calls only: nothing that is intercepted may run here, on what lies in a model thread's stack slot.
void* thread_block::park(void* self) noexcept {
    auto& block = *static_cast<thread_block*>(self);
    block.capture();
    // release: publishes the captured block to the acquire load in acquire()
    std::atomic_ref(block.captured_).store(1, std::memory_order_release);
    system_call(SYS_futex, reinterpret_cast<long>(&block.captured_), FUTEX_WAKE_PRIVATE, 1);
    for (;;)
        system_call(SYS_pause);
}

void thread_block::acquire(unsigned thread) {
    if (thread == 0) {
        capture();
        return;
    }
    if (acquired())
        return;
    reserve_region();
    const std::uintptr_t begin = stack_slot_base(thread) + stack_end_offset + parked_guard_size;
    // The blocks begin at different offsets in their pages, or all threads' would compete for the same cache sets.
    const std::size_t size = parked_size - parked_guard_size - thread * block_stagger;
    commit(begin, parked_size - parked_guard_size);

    static auto* const create = real<decltype(pthread_create)>("pthread_create");
    sigset_t all;
    sigset_t previous;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &previous);
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_t parked{};
    const bool created = pthread_attr_setstack(&attributes, reinterpret_cast<void*>(begin), size) == 0 &&
                         create(&parked, &attributes, &thread_block::park, this) == 0;
    pthread_attr_destroy(&attributes);
    pthread_sigmask(SIG_SETMASK, &previous, nullptr);
    if (!created)
        fatal("cannot make the thread-local block of a model thread (are the thread-local variables too large?)");
    // acquire: pairs with the release store in park()
    while (std::atomic_ref(captured_).load(std::memory_order_acquire) == 0)
        system_call(SYS_futex, reinterpret_cast<long>(&captured_), FUTEX_WAIT_PRIVATE, 0);
}

void thread_block::restore() noexcept {
    *error_number_ = 0;
    for (unsigned i = 0; i < part_count_; ++i)
        for (std::size_t at = 0; at < parts_[i].words; ++at)
            parts_[i].address[at] = parts_[i].pristine[at];
}

std::size_t thread_block::picture_size() const noexcept {
    std::size_t size = sizeof *error_number_;
    for (unsigned i = 0; i < part_count_; ++i)
        size += parts_[i].words * sizeof(std::uint64_t);
    return size;
}

void thread_block::draw(pen& to) const noexcept {
    to.put(*error_number_);
    for (unsigned i = 0; i < part_count_; ++i)
        to.put_words(parts_[i].address, parts_[i].words * sizeof(std::uint64_t));
}

void thread_block::restore(picture_reader& from) noexcept {
    from.get(*error_number_);
    for (unsigned i = 0; i < part_count_; ++i)
        from.get_words(parts_[i].address, parts_[i].words * sizeof(std::uint64_t));
}

} // namespace heddle::model::runtime
