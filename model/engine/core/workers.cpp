// See workers.hpp. The engine answers for pthread functions and the body's threads are parked, so processes are made by
// the system call itself: the C library would give the stacks of the threads that it believes lost to new ones.
#include "engine/core/workers.hpp"

#include "engine/runtime/system_call.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <new>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <system_error>
#include <thread>
#include <unistd.h>

namespace heddle::model::core {

namespace {

constexpr int child_ended_well = 0;

void write_all(int file, const char* from, std::size_t size, off_t offset) {
    while (size != 0) {
        const ssize_t done = ::pwrite(file, from, size, offset);
        if (done <= 0)
            ::_exit(1); // no memory left: the first process will miss these words
        from += done;
        size -= static_cast<std::size_t>(done);
        offset += done;
    }
}

} // namespace

// All of it relaxed but for where the words end: numbers that only steer who works on what.
struct workers::board {
    std::atomic<int> idle;
    std::atomic<bool> ended{false};
    std::atomic<std::uint64_t> runs{0};
    std::atomic<std::uint64_t> end_of_words{0};
    std::atomic<std::int64_t> claimed_at{0}; // by the steady clock, in nanoseconds
    pid_t first;
};

workers::workers(unsigned count, std::chrono::milliseconds between_splits)
    : words_(::memfd_create("heddle", MFD_CLOEXEC)), between_splits_(between_splits) {
    void* const shared = ::mmap(nullptr, sizeof(board), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (words_ < 0 || shared == MAP_FAILED)
        throw std::system_error(errno, std::generic_category(), "cannot share an exploration among processes");
    if (count == 0)
        count = std::max(1U, std::thread::hardware_concurrency());
    board_ = new (shared) board{.idle = static_cast<int>(count) - 1, .first = ::getpid()};
    ::prctl(PR_SET_CHILD_SUBREAPER, 1L);
    last_split_ = std::chrono::steady_clock::now();
}

workers::~workers() {
    ::munmap(board_, sizeof(board));
    ::close(words_);
}

bool workers::wanted() {
    if (board_->idle.load(std::memory_order_relaxed) <= 0)
        return false;
    return std::chrono::steady_clock::now() - last_split_ > between_splits_;
}

workers::role workers::split() {
    int idle = board_->idle.load(std::memory_order_relaxed);
    while (idle > 0 && !board_->idle.compare_exchange_weak(idle, idle - 1, std::memory_order_relaxed)) {
    }
    if (idle <= 0)
        return role::alone;
    last_split_ = std::chrono::steady_clock::now();
    const long child = runtime::system_call(SYS_fork);
    if (child < 0) {
        board_->idle.fetch_add(1, std::memory_order_relaxed);
        return role::alone;
    }
    return child == 0 ? role::child : role::parent;
}

std::uint64_t workers::add_run() { return board_->runs.fetch_add(1, std::memory_order_relaxed) + 1; }

std::uint64_t workers::runs() const { return board_->runs.load(std::memory_order_relaxed); }

// Also when the first process is gone, and nobody would hear the words.
bool workers::ended() const { return board_->ended.load(std::memory_order_relaxed) || is_orphaned(); }

bool workers::claim(std::chrono::nanoseconds every) {
    const std::int64_t now = std::chrono::nanoseconds(std::chrono::steady_clock::now().time_since_epoch()).count();
    std::int64_t last = board_->claimed_at.load(std::memory_order_relaxed);
    return now - last >= every.count() &&
           board_->claimed_at.compare_exchange_strong(last, now, std::memory_order_relaxed);
}

bool workers::is_orphaned() const { return ::kill(board_->first, 0) != 0; }

void workers::end_all() { board_->ended.store(true, std::memory_order_relaxed); }

void workers::append(std::string_view words) {
    const std::uint64_t size = words.size();
    // relaxed: only claims a place; the first process reads when it has seen this one end.
    const std::uint64_t at = board_->end_of_words.fetch_add(sizeof size + size, std::memory_order_relaxed);
    write_all(words_, words.data(), size, static_cast<off_t>(at + sizeof size));
    write_all(words_, reinterpret_cast<const char*>(&size), sizeof size, static_cast<off_t>(at));
}

void workers::leave(std::string_view words) {
    append(words);
    board_->idle.fetch_add(1, std::memory_order_relaxed);
    ::_exit(child_ended_well);
}

bool workers::gather(const std::function<void(std::string_view)>& hear) {
    board_->idle.fetch_add(1, std::memory_order_relaxed);
    bool all_well = true;
    for (;;) {
        int status = 0;
        const pid_t ended = ::waitpid(-1, &status, 0);
        if (ended < 0 && errno == EINTR)
            continue;
        if (ended < 0)
            break;
        if (!WIFEXITED(status) || WEXITSTATUS(status) != child_ended_well) {
            all_well = false;
            end_all();
        }
    }
    const std::uint64_t end = board_->end_of_words.load(std::memory_order_relaxed);
    for (std::uint64_t at = 0; at < end;) {
        std::uint64_t size = 0;
        if (::pread(words_, &size, sizeof size, static_cast<off_t>(at)) != ssize_t{sizeof size} || size == 0)
            return false;
        std::string words(size, '\0');
        if (::pread(words_, words.data(), size, static_cast<off_t>(at + sizeof size)) != static_cast<ssize_t>(size))
            return false;
        hear(words);
        at += sizeof size + size;
    }
    return all_well;
}

} // namespace heddle::model::core
