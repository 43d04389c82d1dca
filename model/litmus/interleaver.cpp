// Runs all interleavings of a litmus program, one operation at a time, and notes the graph each one makes.
#include "litmus/interleaver.hpp"

namespace heddle::model::litmus {
namespace {

// A run so far. Copied at every step: simple beats fast here.
struct machine {
    std::vector<event> events = {};
    std::vector<std::size_t> source = {};                         // of each event that reads: which event it read from
    std::map<std::string, std::vector<std::size_t>> history = {}; // the writes to each location, oldest first
    std::vector<std::size_t> next = {};                           // the next operation of each thread
    std::map<std::string, int> registers = {};
};

class interleaver {
public:
    explicit interleaver(const program& code) : code_(code) {}

    enumeration run() {
        machine start;
        for (const auto& [location, value] : initial_memory(code_))
            write(start, {.kind = event_kind::write, .location = location, .value = value});
        start.next.resize(code_.threads.size());
        explore(start);
        return result_;
    }

private:
    void explore(const machine& m) {
        bool finished = true;
        for (std::size_t thread = 0; thread < code_.threads.size(); ++thread) {
            if (m.next[thread] == code_.threads[thread].size())
                continue;
            finished = false;
            machine after = m;
            step(after, thread);
            explore(after);
        }
        if (finished)
            record(m);
    }

    void step(machine& m, std::size_t thread) const {
        const auto position = m.next[thread]++;
        const auto& op = code_.threads[thread][position];
        event e{.thread = static_cast<int>(thread), .position = static_cast<int>(position), .location = op.location};
        if (op.kind == operation_kind::fence)
            return;
        const auto old = m.history[op.location].back();
        e.value = m.events[old].value;
        const int stored = value(m, op.value), expected = value(m, op.expected), read = e.value;
        if (reads(op)) {
            m.events.push_back(e);
            m.source.push_back(old);
            if (!op.result.empty())
                m.registers[op.result] = read;
        }
        if (op.kind == operation_kind::load || (op.kind == operation_kind::compare_exchange && read != expected))
            return;
        e.kind = event_kind::write;
        e.value = op.kind == operation_kind::fetch_add
                      ? static_cast<int>(static_cast<unsigned>(read) + static_cast<unsigned>(stored))
                      : stored;
        write(m, e);
    }

    static void write(machine& m, const event& e) {
        m.history[e.location].push_back(m.events.size());
        m.events.push_back(e);
        m.source.push_back(0);
    }

    static int value(const machine& m, const expression& e) {
        auto sum = static_cast<unsigned>(e.constant);
        for (const auto& name : e.registers)
            sum += static_cast<unsigned>(m.registers.at(name));
        return static_cast<int>(sum);
    }

    // Puts the events into the order of execution_graph and notes the graph.
    void record(const machine& m) {
        std::vector<std::size_t> sorted;
        for (int thread = event::initial_thread; thread < static_cast<int>(code_.threads.size()); ++thread)
            for (std::size_t i = 0; i < m.events.size(); ++i)
                if (m.events[i].thread == thread)
                    sorted.push_back(i);
        std::vector<event> events;
        std::vector<std::size_t> place(sorted.size());
        for (std::size_t i = 0; i < sorted.size(); ++i) {
            events.push_back(m.events[sorted[i]]);
            place[sorted[i]] = i;
        }
        execution_graph graph(std::move(events));
        for (std::size_t i = 0; i < sorted.size(); ++i)
            if (m.events[i].kind == event_kind::read)
                graph.rf.add(place[m.source[i]], place[i]);
        for (const auto& [location, writes] : m.history)
            for (std::size_t a = 0; a < writes.size(); ++a)
                for (std::size_t b = a + 1; b < writes.size(); ++b)
                    graph.mo.add(place[writes[a]], place[writes[b]]);
        result_.graphs.insert(fingerprint(graph));
        result_.outcomes.insert(outcome_of(code_, graph));
    }

    const program& code_;
    enumeration result_ = {};
};

} // namespace

enumeration interleave(const program& code) { return interleaver(code).run(); }

} // namespace heddle::model::litmus
