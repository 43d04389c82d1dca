// Runs litmus programs on Relacy's threads and atomics.
#include "litmus/relacy_run.hpp"

#include "litmus/script.hpp"

#include <array>
#include <sstream>
#include <vector>

#include <heddle/sync.hpp>

namespace heddle::model::litmus {
namespace {

using cell = sync::atomic<int>;

constexpr std::size_t max_threads = 4;
constexpr std::size_t max_runs = 512;

// While Relacy runs, operator new may be its own, for one iteration only; so what is to stay is kept in memory that is
// there before, and nothing else is allocated on our side.
class run_table {
public:
    run_table() : lines_(max_runs) {}

    // False if there are too many different runs.
    bool add(std::string_view line) {
        for (std::size_t i = 0; i < used_; ++i)
            if (line == at(i))
                return true;
        if (used_ == lines_.size())
            return false;
        line.copy(lines_[used_].text.data(), line.size());
        lines_[used_++].length = line.size();
        return true;
    }

    std::size_t size() const { return used_; }
    std::string_view at(std::size_t i) const { return {lines_[i].text.data(), lines_[i].length}; }

private:
    struct entry {
        std::array<char, script::max_line> text = {};
        std::size_t length = 0;
    };
    std::vector<entry> lines_;
    std::size_t used_ = 0;
};

// Relacy wants a function without arguments.
script* running = nullptr;
run_table* told = nullptr;

rl::memory_order order_of(std::memory_order order) {
    switch (order) {
    case std::memory_order_relaxed:
        return rl::mo_relaxed;
    case std::memory_order_consume: // Relacy's consume is weaker than RC11's, which is acquire
    case std::memory_order_acquire:
        return rl::mo_acquire;
    case std::memory_order_release:
        return rl::mo_release;
    case std::memory_order_acq_rel:
        return rl::mo_acq_rel;
    case std::memory_order_seq_cst:
        break;
    }
    return rl::mo_seq_cst;
}

// Returns the value read, or 0.
int carry_out(const step& s, cell& x, int value, int expected) {
    const auto order = order_of(s.order);
    switch (s.kind) {
    case operation_kind::load:
        return x.load(order);
    case operation_kind::store:
        x.store(value, order);
        return 0;
    case operation_kind::fetch_add:
        return x.fetch_add(value, order);
    case operation_kind::exchange:
        return x.exchange(value, order);
    case operation_kind::compare_exchange:
        x.compare_exchange_strong(expected, value, order, order_of(s.failure_order));
        return expected;
    case operation_kind::fence:
        sync::atomic_thread_fence(order);
        return 0;
    }
    return 0;
}

void run_thread(std::size_t thread, cell* memory) {
    for (std::size_t position = 0; position < running->length(thread); ++position) {
        const step next = running->at(thread, position);
        const int value = running->value(thread, position), expected = running->expected(thread, position);
        running->read(thread, position) = carry_out(next, memory[next.location], value, expected);
    }
}

void iteration() {
    cell memory[script::max_locations];
    for (std::size_t location = 0; location < running->locations(); ++location)
        memory[location].store(running->initial_value(location), rl::mo_relaxed);
    sync::thread threads[max_threads];
    for (std::size_t thread = 0; thread < running->threads(); ++thread)
        threads[thread] = sync::thread(run_thread, thread, memory);
    for (std::size_t thread = 0; thread < running->threads(); ++thread)
        threads[thread].join();
    for (std::size_t location = 0; location < running->locations(); ++location)
        running->final(location) = memory[location].load(rl::mo_relaxed);
    std::array<char, script::max_line> line;
    if (!told->add(running->last_run(line)))
        RL_ASSERT_IMPL(false, rl::test_result_user_assert_failed, "too many outcomes", sync::place{});
}

} // namespace

relacy_run run_in_relacy(const program& code, std::uint64_t iterations) {
    script prepared(code);
    if (prepared.threads() > max_threads)
        return {};
    run_table table;
    running = &prepared;
    told = &table;
    std::ostringstream ignored;
    rl::test_params how;
    how.search_type = rl::random_scheduler_type;
    how.iteration_count = iterations;
    how.output_stream = how.progress_stream = &ignored;
    relacy_run run{.holds = rl::execute<&iteration, max_threads>(how)};
    for (std::size_t i = 0; i < table.size(); ++i)
        run.outcomes.insert(prepared.outcome_of(table.at(i)));
    return run;
}

} // namespace heddle::model::litmus
