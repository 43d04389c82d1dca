// How fast the engine explores: one line for each program, or for those whose names contain the argument. Exit code 1
// if a count is not what it should be. Programs that end quickly are explored again and again for a while.
#include "programs.hpp"

#include <heddle/model.hpp>

#include <cstdio>
#include <ctime>
#include <sys/resource.h>

namespace {

long resident_kilobytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

// Processor time: on a busy machine it tells more than the clock on the wall. The engine is one thread.
double explore_once(const heddle::bench::program& what, heddle::model::result& found) {
    const std::clock_t begin = std::clock();
    found = heddle::model::explore(what.body);
    return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

bool measure(const heddle::bench::program& what) {
    heddle::model::result found;
    double seconds = explore_once(what, found);
    const std::uint64_t runs = found.executions + found.blocked;
    std::uint64_t explorations = 1;
    for (; seconds < 0.3 && found.verified(); ++explorations)
        seconds += explore_once(what, found);
    const double rate = static_cast<double>(runs * explorations) / seconds;
    const bool right = found.verified() && (what.executions == 0 || what.executions == found.executions);
    std::printf("%-36s %12llu %10llu %10.4f s %12.0f /s %8ld kB  %s\n", what.name.c_str(),
                static_cast<unsigned long long>(found.executions), static_cast<unsigned long long>(found.blocked),
                seconds / static_cast<double>(explorations), rate, resident_kilobytes(), right ? "" : "WRONG");
    if (found.bug)
        std::printf("%s\n", found.bug->trace.c_str());
    return right;
}

} // namespace

int main(int argc, char** argv) {
    const std::string wanted = argc > 1 ? argv[1] : "";
    std::printf("%-36s %12s %10s %12s %15s %11s\n", "program", "executions", "blocked", "time", "rate", "memory");
    bool right = true;
    for (const auto& programs :
         {heddle::bench::small_programs(), heddle::bench::c_programs(), heddle::bench::data_structures()})
        for (const heddle::bench::program& each : programs)
            if (each.name.find(wanted) != std::string::npos)
                right = measure(each) && right;
    return right ? 0 : 1;
}
