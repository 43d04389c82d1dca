// The brute-force enumerator: compare-exchange results, then reads-from, then values, then modification orders.
#include "litmus/enumerator.hpp"

#include <algorithm>

namespace heddle::model::litmus {
namespace {

using indices = std::vector<std::size_t>;

int wrapping_sum(int a, int b) { return static_cast<int>(static_cast<unsigned>(a) + static_cast<unsigned>(b)); }

// Enumerates the candidates for one choice of which compare-exchanges succeed.
class candidates {
public:
    candidates(const program& code, const std::vector<bool>& success, bool only_plausible,
               const std::function<void(const execution_graph&)>& visit)
        : code_(code), only_plausible_(only_plausible), visit_(visit), graph_(make_events(code, success)) {
        for (std::size_t a = 0; a < graph_.size(); ++a)
            for (std::size_t b = 0; b < graph_.size(); ++b)
                add_po_and_rmw(a, b);
        for (std::size_t i = 0; i < graph_.size(); ++i) {
            if (graph_.events[i].kind == event_kind::read)
                reads_.push_back(i);
            if (graph_.events[i].kind == event_kind::write)
                writes_of_[graph_.events[i].location].push_back(i);
        }
    }

    void run() { choose_sources(0); }

private:
    static std::vector<event> make_events(const program& code, const std::vector<bool>& success) {
        std::vector<event> events;
        for (const auto& [location, value] : initial_memory(code))
            events.push_back({.kind = event_kind::write, .location = location, .value = value});
        std::size_t compare_exchanges = 0;
        for (std::size_t t = 0; t < code.threads.size(); ++t)
            for (std::size_t p = 0; p < code.threads[t].size(); ++p) {
                const auto& op = code.threads[t][p];
                const bool fails = op.kind == operation_kind::compare_exchange && !success[compare_exchanges++];
                add_events(events, op, static_cast<int>(t), static_cast<int>(p), fails);
            }
        return events;
    }

    static void add_events(std::vector<event>& events, const operation& op, int thread, int position, bool fails) {
        const auto add = [&](event_kind kind) {
            const auto order = fails ? op.failure_order : op.order;
            events.push_back({kind, order, thread, position, op.location, 0});
        };
        if (op.kind == operation_kind::fence)
            add(event_kind::fence);
        if (reads(op))
            add(event_kind::read);
        if (op.kind != operation_kind::fence && op.kind != operation_kind::load && !fails)
            add(event_kind::write);
    }

    void add_po_and_rmw(std::size_t a, std::size_t b) {
        const auto& first = graph_.events[a];
        const auto& second = graph_.events[b];
        if ((first.initial() && !second.initial()) || (first.thread == second.thread && !first.initial() && a < b))
            graph_.po.add(a, b);
        if (!first.initial() && first.thread == second.thread && first.position == second.position && a < b)
            graph_.rmw.add(a, b);
    }

    // Step 1: every read reads from any write to its location.
    void choose_sources(std::size_t next) {
        if (next == reads_.size())
            return evaluate();
        const auto read = reads_[next];
        const auto before = graph_.rf;
        for (const auto write : writes_of_[graph_.events[read].location]) {
            graph_.rf = before;
            graph_.rf.add(write, read);
            if (only_plausible_ && followed_by_two(write))
                continue;
            choose_sources(next + 1);
        }
        graph_.rf = before;
    }

    bool is_rmw(std::size_t read) const { return read + 1 < graph_.size() && graph_.rmw.has(read, read + 1); }

    bool followed_by_two(std::size_t write) const {
        return std::ranges::count_if(reads_,
                                     [&](std::size_t read) { return graph_.rf.has(write, read) && is_rmw(read); }) > 1;
    }

    // Step 2: values follow from reads-from, since po ∪ rf is acyclic; a compare-exchange must have the result
    // that was chosen for it.
    void evaluate() {
        const auto porf = transitive(graph_.po | graph_.rf);
        if (!porf.irreflexive())
            return;
        for (const auto i : in_topological_order(porf))
            if (!evaluate(i))
                return;
        choose_modification_orders(writes_of_.begin());
    }

    indices in_topological_order(const relation& order) const {
        const auto ancestors = [&](std::size_t i) {
            std::size_t count = 0;
            for (std::size_t j = 0; j < graph_.size(); ++j)
                count += order.has(j, i);
            return count;
        };
        indices all(graph_.size());
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i] = i;
        std::ranges::stable_sort(all, {}, ancestors);
        return all;
    }

    // Fills in the value of one event whose predecessors have theirs; false if a compare-exchange did not do
    // what was chosen for it.
    bool evaluate(std::size_t i) {
        auto& e = graph_.events[i];
        if (e.initial() || e.kind == event_kind::fence)
            return true;
        const auto& op = operation_of(e);
        if (e.kind == event_kind::write) {
            e.value = value_of(op.value, e);
            if (op.kind == operation_kind::fetch_add)
                e.value = wrapping_sum(graph_.events[i - 1].value, e.value);
            return true;
        }
        for (std::size_t write = 0; write < graph_.size(); ++write)
            if (graph_.rf.has(write, i))
                e.value = graph_.events[write].value;
        return op.kind != operation_kind::compare_exchange || (e.value == value_of(op.expected, e)) == is_rmw(i);
    }

    const operation& operation_of(const event& e) const {
        return code_.threads[static_cast<std::size_t>(e.thread)][static_cast<std::size_t>(e.position)];
    }

    // What an expression means at an event: a register has what the latest earlier operation read into it.
    int value_of(const expression& expr, const event& at) const {
        int sum = expr.constant;
        for (const auto& name : expr.registers) {
            int held = 0;
            for (const auto& e : graph_.events)
                if (e.kind == event_kind::read && e.thread == at.thread && e.position < at.position &&
                    operation_of(e).result == name)
                    held = e.value;
            sum = wrapping_sum(sum, held);
        }
        return sum;
    }

    // Step 3: every order of the writes to each location, the initial write first.
    void choose_modification_orders(std::map<std::string, indices>::const_iterator location) {
        if (location == writes_of_.end())
            return visit_(graph_);
        const auto before = graph_.mo;
        auto order = location->second;
        do {
            if (only_plausible_ && !plausible(order))
                continue;
            graph_.mo = before;
            for (std::size_t a = 0; a < order.size(); ++a)
                for (std::size_t b = a + 1; b < order.size(); ++b)
                    graph_.mo.add(order[a], order[b]);
            choose_modification_orders(std::next(location));
        } while (std::next_permutation(order.begin() + 1, order.end()));
        graph_.mo = before;
    }

    // Whether every read-modify-write directly follows its source, and program order is respected.
    bool plausible(const indices& order) const {
        for (std::size_t b = 1; b < order.size(); ++b) {
            const auto read = order[b] - 1;
            if (graph_.rmw.has(read, order[b]) && !graph_.rf.has(order[b - 1], read))
                return false;
            for (std::size_t a = 1; a < b; ++a)
                if (graph_.po.has(order[b], order[a]))
                    return false;
        }
        return true;
    }

    const program& code_;
    bool only_plausible_;
    const std::function<void(const execution_graph&)>& visit_;
    execution_graph graph_;
    indices reads_ = {};
    std::map<std::string, indices> writes_of_ = {}; // the initial write first
};

std::size_t count_compare_exchanges(const program& code) {
    std::size_t count = 0;
    for (const auto& thread : code.threads)
        for (const auto& op : thread)
            count += op.kind == operation_kind::compare_exchange;
    return count;
}

} // namespace

void for_each_candidate(const program& code, bool only_plausible,
                        const std::function<void(const execution_graph&)>& visit) {
    const auto count = count_compare_exchanges(code);
    for (std::size_t choice = 0; choice < (std::size_t{1} << count); ++choice) {
        std::vector<bool> success;
        for (std::size_t i = 0; i < count; ++i)
            success.push_back((choice >> i) % 2 == 1);
        candidates(code, success, only_plausible, visit).run();
    }
}

enumeration enumerate(const program& code, axioms consistent) {
    enumeration result;
    for_each_candidate(code, true, [&](const execution_graph& graph) {
        if (!consistent(graph))
            return;
        result.graphs.insert(fingerprint(graph));
        result.outcomes.insert(outcome_of(code, graph));
    });
    return result;
}

} // namespace heddle::model::litmus
