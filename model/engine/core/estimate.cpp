// See estimate.hpp.
#include "engine/core/estimate.hpp"

#include <random>

namespace heddle::model::core {

namespace {

// One walk: each run on the way stands for as many as there were ways to choose so far.
[[nodiscard]] double walk(execution& run, std::mt19937_64& random) {
    double weight = 1;
    double sum = 1;
    run.restart();
    run_outcome outcome = run.run();
    explorer& search = run.search();
    while (outcome == run_outcome::complete || outcome == run_outcome::blocked) {
        const auto& path = search.here().path();
        const std::uint32_t base = path.empty() ? 0 : path.back();
        const std::uint32_t top = search.ceiling();
        if (top == base)
            break;
        weight *= top - base;
        bool runs = false;
        if (!search.step_down(std::uniform_int_distribution(base, top - 1)(random), runs))
            break;
        if (!runs)
            continue;
        sum += weight;
        outcome = run.run();
    }
    return sum;
}

} // namespace

double estimate_runs(execution& run, unsigned walks, std::chrono::milliseconds at_most) {
    std::mt19937_64 random; // NOLINT(cert-msc51-cpp): the same guess every time
    const auto until = std::chrono::steady_clock::now() + at_most;
    double sum = 0;
    unsigned done = 0;
    do {
        sum += walk(run, random);
        ++done;
    } while (done < walks && std::chrono::steady_clock::now() < until);
    run.restart();
    return sum / done;
}

} // namespace heddle::model::core
