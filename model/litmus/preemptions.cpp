// See preemptions.hpp. Tries every order, and remembers what is left to pay for each set of events that have come.
#include "litmus/preemptions.hpp"

#include <algorithm>
#include <limits>

namespace heddle::model::litmus {
namespace {

constexpr unsigned impossible = std::numeric_limits<unsigned>::max() / 2;

class orders {
public:
    orders(const execution_graph& graph, bool interleaved) : graph_(graph), before_(graph.po | graph.rf) {
        if (interleaved)
            before_ = before_ | graph.mo | sequence(inverse(graph.rf), graph.mo);
    }

    unsigned cheapest(std::uint32_t come, int last) {
        if (come + 1 == std::uint32_t{1} << graph_.size())
            return 0;
        const auto [known, fresh] = costs_.try_emplace({come, last}, impossible);
        if (!fresh)
            return known->second;
        unsigned least = impossible;
        for (std::size_t i = 0; i < graph_.size(); ++i)
            if ((come >> i & 1U) == 0 && can_come(i, come))
                least = std::min(least, price(i, come, last) + cheapest(come | 1U << i, graph_.events[i].thread));
        return costs_[{come, last}] = least;
    }

private:
    bool can_come(std::size_t event, std::uint32_t come) const {
        for (std::size_t other = 0; other < graph_.size(); ++other)
            if (before_.has(other, event) && (come >> other & 1U) == 0)
                return false;
        return true;
    }

    unsigned price(std::size_t next, std::uint32_t come, int last) const {
        if (last == graph_.events[next].thread)
            return 0;
        for (std::size_t i = 0; i < graph_.size(); ++i)
            if (graph_.events[i].thread == last && (come >> i & 1U) == 0 && last != event::initial_thread)
                return 1;
        return 0;
    }

    const execution_graph& graph_;
    relation before_;
    std::map<std::pair<std::uint32_t, int>, unsigned> costs_;
};

} // namespace

unsigned least_preemptions(const execution_graph& graph, bool interleaved) {
    return orders(graph, interleaved).cheapest(0, event::initial_thread);
}

} // namespace heddle::model::litmus
