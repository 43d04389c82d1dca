// One measuring loop for all subjects, whoever wrote them: each thread calls its subject's loop in batches. Benchmarks
// are named "case/subject", from which ci/bench makes its table.
#pragma once

#include <memory>
#include <string>

#include <benchmark/benchmark.h>

namespace heddle::bench {

inline constexpr std::uint64_t batch = 1000; // calls in a loop, so that the call of the loop itself does not count

/// Measures `use(subject, thread, batch)` on one fresh subject shared by `threads` threads.
template <class Subject, class Use>
void measure(const std::string& what, const std::string& who, int threads, Use use) {
    const auto body = [use](benchmark::State& state) {
        // Google Benchmark holds all threads back until the first one is here, too.
        static std::unique_ptr<Subject> shared;
        if (state.thread_index() == 0)
            shared = std::make_unique<Subject>();
        for (auto _ : state)
            use(*shared, state.thread_index(), batch);
        state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(batch));
    };
    benchmark::RegisterBenchmark((what + '/' + who).c_str(), body)->Threads(threads)->UseRealTime();
}

} // namespace heddle::bench
