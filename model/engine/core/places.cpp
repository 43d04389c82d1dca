// See places.hpp. A file in memory, locked while it is used.
#include "engine/core/places.hpp"

#include "engine/core/totals.hpp"
#include "engine/runtime/system_call.hpp"

#include <cerrno>
#include <chrono>
#include <ctime>
#include <new>
#include <stdexcept>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <system_error>
#include <unistd.h>

#include <nlohmann/json.hpp>

namespace heddle::model::core {

using nlohmann::json;

namespace {

constexpr const char* ended = "ended"; // the key of what processes that have ended have found
constexpr const char* next = "next";   // of the next process's key

[[noreturn]] void fail(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

} // namespace

places::places() : file_(::memfd_create("heddle places", MFD_CLOEXEC)) {
    void* const shared = ::mmap(nullptr, sizeof *lock_, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (file_ < 0 || shared == MAP_FAILED)
        fail("cannot share where the processes are");
    lock_ = new (shared) std::atomic<bool>(false);
    forget();
}

places::~places() {
    ::munmap(lock_, sizeof *lock_);
    ::close(file_);
}

void places::forget() {
    update([](json& all) { all = {{next, 1}}; });
}

// Whoever is killed while it holds the lock leaves it locked: the others are told by an error after a while.
places::holder::holder(std::atomic<bool>& lock) : lock_(lock) {
    constexpr timespec pause{.tv_sec = 0, .tv_nsec = 100'000};
    constexpr std::chrono::seconds patience{20};
    const auto until = std::chrono::steady_clock::now() + patience;
    // acquire: pairs with the release in the destructor; what the last holder wrote to the file is there.
    while (lock_.exchange(true, std::memory_order_acquire)) {
        if (std::chrono::steady_clock::now() > until)
            throw std::runtime_error("a process of the exploration ended without a word");
        runtime::system_call(SYS_nanosleep, reinterpret_cast<long>(&pause));
    }
}

// release: pairs with the acquire in the constructor.
places::holder::~holder() { lock_.store(false, std::memory_order_release); }

json places::content() const {
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(::lseek(file_, 0, SEEK_END)));
    if (::pread(file_, bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
        fail("cannot read where the processes are");
    json all = json::from_cbor(bytes, true, false);
    if (!all.is_object() && !bytes.empty())
        throw std::runtime_error("a process of the exploration ended without a word");
    return all;
}

void places::update(const std::function<void(json&)>& change) {
    const holder here(*lock_);
    json all = content();
    change(all);
    const std::vector<std::uint8_t> bytes = json::to_cbor(all);
    if (::ftruncate(file_, 0) != 0 ||
        ::pwrite(file_, bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
        fail("cannot write where the processes are");
}

void places::put(const part_of_work& mine) {
    update([&](json& all) { all[key_] = to_json(mine); });
}

void places::give(const part_of_work& mine, const part_of_work& childs) {
    update([&](json& all) {
        childs_key_ = std::to_string(all[next].get<std::uint64_t>());
        all[next] = all[next].get<std::uint64_t>() + 1;
        all[key_] = to_json(mine);
        all[childs_key_] = to_json(childs);
    });
}

void places::take_back(const part_of_work& mine) {
    update([&](json& all) {
        all.erase(childs_key_);
        all[key_] = to_json(mine);
    });
}

void places::end(const result& found) {
    update([&](json& all) {
        all.erase(key_);
        part_of_work sum{.open = {}, .totals = found};
        if (all.contains(ended))
            add(sum.totals, part_from(all[ended]).totals);
        all[ended] = to_json(sum);
    });
}

void places::read(const std::function<void(part_of_work&&)>& use) {
    const holder here(*lock_);
    const json everybody = content();
    part_of_work sum;
    for (const auto& [key, part] : everybody.items()) {
        if (key == next)
            continue;
        part_of_work one = part_from(part);
        add(sum.totals, one.totals);
        sum.open.insert(sum.open.end(), one.open.begin(), one.open.end());
    }
    use(std::move(sum));
}

} // namespace heddle::model::core
