// Model checking of ordinary C++: explore() runs a function under every execution that the memory model allows, each
// exactly once, and stops at the first that fails.
//
//     auto result = heddle::model::explore([] {
//         std::atomic<int> x{0}, y{0};
//         int a = 0, b = 0;
//         std::thread first([&] { x.store(1, std::memory_order_release); a = y.load(std::memory_order_acquire); });
//         std::thread second([&] { y.store(1, std::memory_order_release); b = x.load(std::memory_order_acquire); });
//         first.join();
//         second.join();
//         assert(a == 1 || b == 1);  // fails: store buffering
//     });
//
// The code under test is compiled with -fsanitize=thread and linked without it. Every effect of the body on memory is
// undone before the next execution; what has to outlive them goes through observe().
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heddle::model {

enum class memory_model : std::uint8_t {
    rc11, // C++20 as the RC11 model states it
    sc,   // interleavings only
};

enum class failure_kind : std::uint8_t {
    data_race,
    assertion,
    deadlock,
    livelock,
    use_after_free,
    double_free,
    leak,
    invalid_access,
    uncaught_exception,
    unlock_error,
    nondeterminism,
    crash,
    timeout,
};

enum class strategy : std::uint8_t {
    exhaustive, // every execution
    random,     // executions by chance, each decision alike likely
    pct,        // executions by chance, with few surprises: finds bugs of small depth in long programs
};

// As the command line's JSON spells it: "data-race", "use-after-free", ...
[[nodiscard]] std::string_view to_string(failure_kind kind);

// How far an exploration is, told while it runs.
struct progress {
    std::uint64_t runs = 0; // executions, blocked ones included, of all processes
    double explored = 0;    // a guess at which part of the whole that is, from 0 to 1; 0: unknown
    double expected = 0;    // a guess at how many there are, made at the beginning; 0: unknown
    std::chrono::duration<double> elapsed{0};
};

struct options {
    memory_model memory = memory_model::rc11;
    model::strategy strategy = strategy::exhaustive; // the others end at a bound, and never with a verdict but a bug
    std::uint64_t seed = 1;                          // of random and pct
    unsigned bug_depth = 3;                          // of pct: how many things have to come together, from 1
    std::uint64_t max_executions = 0;                // complete and blocked together; 0: no bound
    std::chrono::milliseconds time_limit{0};         // 0: no bound
    std::chrono::milliseconds execution_time_limit{10'000}; // for one execution
    std::uint32_t max_events = 20'000;                      // in one execution
    std::string replay;                                     // a token: run the execution that it names, and no other
    // After a failure so many more executions are looked at, for so long, and the one with the fewest steps is
    // reported.
    std::uint64_t minimise_executions = 10'000;
    std::chrono::milliseconds minimise_time{2'000};
    // Only executions that need no more preemptions: there is an order in which its events can come and a thread that
    // could go on is left so often. What was left out is told by result::cut; then the result is never complete.
    std::optional<unsigned> preemption_bound;
    // Bounds of 0, 1, 2, ... preemptions one after the other, beginning with preemption_bound, until nothing is left
    // out.
    bool widen = false;
    bool spurious_wakeups = false; // a wait on a condition variable or a futex may end without reason, once a thread
    unsigned jobs = 1;             // processes that explore together; 0: one for each core
    unsigned shard = 0;     // of `shards` equal parts of the exploration, this one only: 0 to shards - 1. The parts'
    unsigned shards = 1;    // executions add up to the whole, whoever explores them, wherever and whenever
    std::string checkpoint; // a file that keeps how far it came: if it is there, the exploration goes on from it
    std::chrono::milliseconds checkpoint_interval{2'000};
    std::string identity; // of the code under test, if something knows it: a checkpoint of other code is refused
    std::function<void(const progress&)> tell_progress; // called about every `progress_interval` between executions
    std::chrono::milliseconds progress_interval{500};
    bool self_check = false; // remember all executions; result::duplicates counts repetitions
};

enum class emphasis_role : std::uint8_t {
    failure, // what went wrong, and the steps that made it
    remark,  // what is remarkable about a step
    heading,
    source, // the user's source text
    frame,  // the lines of the table
};

// A part of a trace that a terminal may show in another colour: bytes `begin` to `begin + length`.
struct emphasis {
    std::size_t begin = 0;
    std::size_t length = 0;
    emphasis_role role = emphasis_role::heading;
};

struct failure {
    failure_kind kind = failure_kind::assertion;
    std::string message;
    std::string location;                // "file:line"
    std::string trace;                   // the execution as a table, at most 120 columns wide, plain text
    std::vector<emphasis> emphasised;    // parts of the trace, in ascending order
    std::string graph;                   // the execution as a graph in the language of Graphviz
    std::string replay;                  // a token for options::replay
    std::uint64_t looked_at = 1;         // it is the smallest of `alike` failures of its kind among so many executions,
    std::uint64_t alike = 1;             // beginning with the first that failed
    std::optional<unsigned> preemptions; // with options::preemption_bound or widen: how many it needs, if few

    [[nodiscard]] std::string_view kind_name() const { return to_string(kind); }
};

struct result {
    std::uint64_t executions = 0; // complete ones, the failing one included
    std::uint64_t blocked =
        0; // that ended because an assumption does not hold, or that other executions make superfluous
    std::uint64_t duplicates = 0; // with options::self_check: must be 0
    bool complete = false;        // every execution was explored, and none failed
    bool cut = false;             // executions with more preemptions than options::preemption_bound were left out
    // With options::preemption_bound or widen: the highest bound below which everything was explored, if there is one.
    std::optional<unsigned> preemptions;
    std::optional<failure> bug;
    std::string incomplete;                 // why not complete, if there is no bug and nothing unsupported
    std::optional<std::string> unsupported; // the call or construct that is not modelled
    // Each execution was run from its beginning, because the body's code that is not instrumented keeps something
    // between its steps in memory of its own. Slower, and no less certain.
    bool from_beginning = false;
    std::chrono::duration<double> elapsed{0};
    std::map<std::string, std::uint64_t> observations; // what observe() was told, and in how many complete executions

    // Everything was explored and holds.
    [[nodiscard]] bool verified() const { return complete && !bug && !unsupported; }
};

// Runs `body` under every execution. Not thread-safe: one exploration at a time in a process; not to be called by a
// body.
[[nodiscard]] result explore(std::function<void()> body, const options& how = {});

// To be called by a body: adds a line to what this execution is known by. The lines of a complete execution, in the
// order of the calls, become a key of result::observations. Outside an exploration it does nothing.
void observe(std::string_view what);

// A moment in the life of a thread of a body.
struct moment {
    std::uint32_t thread = 0;
    std::uint32_t events = 0; // how many events of the thread's came before it: atomic accesses, locks, and the like
    std::uint32_t step = 0; // its place in the order in which the engine ran the execution, one of many that it allows
};

// To be called by a body: where the calling thread is. Outside an exploration always the same.
[[nodiscard]] moment here();

// To be called by a body, of moments of the same execution: whether all events of one thread before `first` happen
// before what the other does after `second`.
[[nodiscard]] bool happens_before(const moment& first, const moment& second);

// The GoogleTest form: fails the current test, with the trace, unless everything was explored and holds.
// Defined in the library heddle::model_gtest.
void check(std::function<void()> body, const options& how = {});

} // namespace heddle::model
