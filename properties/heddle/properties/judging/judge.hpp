// The search for an order that explains a history, as seen from the templates that know the specification: operations
// are numbers here, and a `replay` makes them on states of the specification. Compiled once, in lib/judging.
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace heddle::properties {

enum class verdict : unsigned char {
    holds,     // there is an order that explains the history
    violation, // there is none
    unknown,   // a bound was reached first
};

/// When to give up. 0: never.
struct bounds {
    std::chrono::milliseconds time{0};
    std::size_t memory = std::size_t{1} << 30; // bytes of memory for what has been searched already
};

} // namespace heddle::properties

namespace heddle::properties::judging {

inline constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
inline constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

/// One operation as the search sees it.
struct operation {
    std::uint32_t number = 0; // what the replay knows it by
    std::int64_t called = 0;
    std::int64_t returned = never;
    std::uint32_t twins = none; // operations with the same number cannot be told apart; none: has no twin
    bool must_happen = false;   // it returned; otherwise it may have happened or not
    bool leaves_state = false;  // where its answer agrees it changes nothing
    bool only_reads = false;    // it changes nothing whatever it answers
    bool only_adds = false;     // it leads from no state out of reach of an answer to one within reach
    bool has_reach = false;     // the specification tells which states are out of reach of its answer
};

/// A specification in the course of a search: its state after the operations taken so far.
class replay {
public:
    virtual ~replay() = default;

    /// Back to the initial state, nothing taken, nothing kept.
    virtual void restart() = 0;
    /// Takes the operation if the specification allows it now. With `answer_counts` false any answer will do, but an
    /// operation that would change nothing is refused.
    virtual bool advance(std::uint32_t operation, bool answer_counts) = 0;
    /// Takes back the last operation taken.
    virtual void retreat() = 0;
    /// Whether every operation that never returned would wait in the present state.
    virtual bool may_end() const = 0;
    /// Whether operations that only add can lead from the present state to one in which the answer agrees.
    virtual bool within_reach(std::uint32_t operation) const = 0;
    /// A number for the present state: of an equal one that was kept, or none; or kept from now on. States are only
    /// compared under the same salt if the specification gives no hash.
    virtual std::uint32_t find_state(std::uint64_t salt) const = 0;
    virtual std::uint32_t keep_state(std::uint64_t salt) = 0;
    /// Bytes held, roughly.
    virtual std::size_t memory() const = 0;
};

/// Pairs of operations of which the first must come before the second.
using precedence = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

struct task {
    std::vector<operation> operations;
    bool in_time = true; // calls and returns are as they were: what explains the history explains each beginning of it
    std::optional<precedence> before; // by place in `operations`; in place of the moments of calls and returns
    std::int64_t until = never;       // judge only what happened until then
    std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();
    std::size_t memory = 0;   // bytes; 0: any
    std::uint64_t effort = 0; // configurations; 0: any
};

struct finding {
    verdict what = verdict::unknown;
    std::string reason;               // why the verdict is unknown; empty if more effort may do
    std::vector<std::uint32_t> order; // one that explains; after a violation the longest that explains a part
    std::uint32_t culprit = none;     // the operation whose return cannot be explained
    std::int64_t until = never;       // the shortest part that cannot be explained ends here
    bool shortest = true;             // false: a bound was reached before that was certain
    std::uint64_t configurations = 0; // pairs of operations taken and state that the search has been in
};

/// When the time given is over, from now.
std::chrono::steady_clock::time_point deadline_of(const bounds& limits);

/// Searches for an order in which the specification allows every operation that must happen.
finding judge(const task& asked, replay& specification);

} // namespace heddle::properties::judging
