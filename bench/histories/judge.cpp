// Operations a second, and how many configurations the search was in. A case without a verdict after a while is skipped
// with an error: unknown is no figure.
#include <benchmark/benchmark.h>

#include <heddle/properties/linearizability.hpp>

#include "generated.hpp"

namespace {

using heddle::properties::verdict;

template <class Generate>
void judge(benchmark::State& state, const Generate& generate, verdict expected) {
    const auto seen = generate({static_cast<std::size_t>(state.range(0)), static_cast<std::uint32_t>(state.range(1))});
    std::uint64_t configurations = 0;
    for (auto _ : state) {
        const auto got = heddle::properties::linearizable(seen, {.time = std::chrono::seconds(2)});
        configurations = got.configurations;
        if (got.what != expected) {
            state.SkipWithError(got.what == verdict::unknown ? got.reason.c_str() : "wrong verdict");
            break;
        }
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
    state.counters["configurations"] = static_cast<double>(configurations);
}

void easy(benchmark::State& state) { judge(state, heddle::bench::easy, verdict::holds); }
void hard(benchmark::State& state) { judge(state, heddle::bench::hard, verdict::holds); }
void violating(benchmark::State& state) { judge(state, heddle::bench::violating, verdict::violation); }

void sizes(benchmark::internal::Benchmark* all) {
    all->ArgNames({"operations", "clients"})->Unit(benchmark::kMillisecond);
    for (const std::int64_t operations : {10, 100, 1'000, 10'000, 100'000}) {
        for (const std::int64_t clients : {2, 8, 32})
            all->Args({operations, clients});
    }
}

BENCHMARK(easy)->Apply(sizes);
BENCHMARK(hard)->Apply(sizes);
BENCHMARK(violating)->Apply(sizes);

} // namespace
