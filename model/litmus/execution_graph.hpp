// An execution graph of a litmus program: what the axioms of a memory model judge.
//
// Events are numbered: first one initial write for each location, then the events of the threads in program
// order. A read-modify-write that succeeds is two events, a read and a write, related by `rmw`; a failing
// compare-exchange is a read alone. Relations have the names of Lahav et al., "Repairing sequential consistency in
// C/C++11", PLDI 2017, except that sequenced-before is called program order (po) here.
#pragma once

#include "litmus/program.hpp"
#include "litmus/relation.hpp"

#include <string>
#include <vector>

namespace heddle::model::litmus {

enum class event_kind { read, write, fence };

struct event {
    static constexpr int initial_thread = -1;

    event_kind kind = event_kind::read;
    std::memory_order order = std::memory_order_relaxed;
    int thread = initial_thread;
    int position = 0;          // of the operation in its thread
    std::string location = {}; // empty for a fence
    int value = 0;             // read or written

    bool initial() const { return thread == initial_thread; }
};

struct execution_graph {
    explicit execution_graph(std::vector<event> all)
        : events(std::move(all)), po(events.size()), rf(events.size()), mo(events.size()), rmw(events.size()) {}

    std::size_t size() const { return events.size(); }

    std::vector<event> events;
    relation po;  // program order, transitive; initial writes come before everything else
    relation rf;  // reads-from: from a write to each read that returns its value
    relation mo;  // modification order: total and transitive on the writes of each location
    relation rmw; // from the read to the write of a successful read-modify-write
};

// What a program run can show at its end: the final value of each register and location by its name. A value
// that was read into no register is called "<thread>.<position>", from 0.
using outcome = std::map<std::string, int>;

// "a=0 b=1 x=1"
[[nodiscard]] std::string print(const outcome& o);

// Reads what print(outcome) writes; blanks separate. Throws std::invalid_argument.
[[nodiscard]] outcome parse_outcome(const std::string& text);

// The outcome of a complete execution of `code`.
[[nodiscard]] outcome outcome_of(const program& code, const execution_graph& graph);

// A text that is equal for two executions of one program if and only if they have the same events, reads-from and
// modification orders.
[[nodiscard]] std::string fingerprint(const execution_graph& graph);

} // namespace heddle::model::litmus
