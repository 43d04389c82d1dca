#include <heddle/support/watchdog.hpp>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <unistd.h>

namespace heddle::support {

namespace {

struct desk {
    std::string name;
    std::atomic<const char*> place{"starting"};
    std::atomic<std::uint64_t> moves{0};
};

struct office {
    std::mutex lock;
    std::vector<desk*> desks;
    std::atomic<std::uint64_t> comings_and_goings{0};
};

// Never destroyed: the watchdog outlives main().
office& the_office() {
    static office* const only = new office;
    return *only;
}

thread_local desk* mine = nullptr;

std::uint64_t all_moves(office& all) {
    const std::scoped_lock hold(all.lock);
    // relaxed here and in at(): a number that grows is all that is asked of it.
    std::uint64_t sum = all.comings_and_goings.load(std::memory_order_relaxed);
    for (const desk* one : all.desks)
        sum += one->moves.load(std::memory_order_relaxed);
    return sum;
}

[[noreturn]] void bark(office& all, std::chrono::seconds patience) {
    const std::scoped_lock hold(all.lock);
    std::fprintf(stderr, "\nwatchdog: no progress for %lld s; who is where:\n",
                 static_cast<long long>(patience.count()));
    for (const desk* one : all.desks)
        std::fprintf(stderr, "  %-16s %s\n", one->name.c_str(), one->place.load(std::memory_order_relaxed));
    std::fflush(stderr);
    std::fflush(stdout);
    ::_exit(no_progress_exit_code);
}

void watch(std::chrono::seconds patience) {
    office& all = the_office();
    std::uint64_t seen = all_moves(all);
    auto since = std::chrono::steady_clock::now();
    for (;;) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        const auto now = std::chrono::steady_clock::now();
        if (const std::uint64_t moves = all_moves(all); moves != seen) {
            seen = moves;
            since = now;
        } else if (now - since > patience) {
            bark(all, patience);
        }
    }
}

} // namespace

actor::actor(const char* name, int number) {
    office& all = the_office();
    auto* const one = new desk;
    one->name = number ? name + std::string(" ") + std::to_string(number) : std::string(name);
    const std::scoped_lock hold(all.lock);
    all.desks.push_back(one);
    all.comings_and_goings.fetch_add(1, std::memory_order_relaxed);
    mine = one;
}

actor::~actor() {
    office& all = the_office();
    const std::scoped_lock hold(all.lock);
    all.comings_and_goings.fetch_add(1 + mine->moves.load(std::memory_order_relaxed), std::memory_order_relaxed);
    std::erase(all.desks, mine);
    delete mine;
    mine = nullptr;
}

void at(const char* place) noexcept {
    if (!mine)
        return;
    mine->place.store(place, std::memory_order_relaxed);
    mine->moves.store(mine->moves.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

void start_watchdog(std::chrono::seconds patience) {
    if (const char* text = std::getenv("HEDDLE_WATCHDOG_SECONDS")) {
        char* end = nullptr;
        const long seconds = std::strtol(text, &end, 10);
        if (*text == '\0' || *end != '\0' || seconds < 1 || seconds > 86400) {
            std::fprintf(stderr, "HEDDLE_WATCHDOG_SECONDS=%s is not a whole number from 1 to 86400\n", text);
            std::exit(2);
        }
        patience = std::chrono::seconds(seconds);
    }
    std::thread(watch, patience).detach();
}

} // namespace heddle::support
