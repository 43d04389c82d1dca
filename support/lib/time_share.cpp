#include <heddle/support/time_share.hpp>

#include <algorithm>

namespace heddle::support {

namespace {

using clock = std::chrono::steady_clock;

std::optional<clock::time_point> deadline;
std::optional<std::chrono::duration<double>> share;

} // namespace

void set_whole_time(std::chrono::duration<double> whole) {
    deadline = clock::now() + std::chrono::duration_cast<clock::duration>(whole);
}

void start_time_share(int tests) {
    if (!deadline)
        return;
    const std::chrono::duration<double> left = *deadline - clock::now();
    share = std::max(left, std::chrono::duration<double>(0.01)) / tests;
}

std::optional<std::chrono::duration<double>> time_share() { return share; }

} // namespace heddle::support
