// See order.hpp. A search by breadth over how far each thread has come, with the cheapest way to each such state; where
// there are too many, only the cheapest states are kept, and the order is good instead of best.
#include "engine/trace/order.hpp"

#include "engine/core/token.hpp"

#include <algorithm>
#include <map>

namespace heddle::model::trace {

using core::event;
using core::event_id;
using core::event_kind;
using core::graph;
using core::thread_id;

namespace {

constexpr std::uint32_t exception_cost = 1000;
constexpr std::size_t states_in_all = 400'000;

struct state {
    std::vector<std::uint32_t> done; // events of each thread
    thread_id last = 0;              // who took the last step
    std::uint32_t cost = 0;
    std::uint32_t way = 0; // index of the step that led here
};

struct step {
    std::uint32_t before = 0; // index of the step before it
    thread_id thread = 0;
    std::uint32_t length = 0;
};

class order_search {
public:
    order_search(const graph& g, const std::vector<std::uint32_t>& executed, thread_id last)
        : graph_(g), executed_(executed), last_(last), newer_(g.size()) {
        for (thread_id t = 0; t < g.thread_count(); ++t)
            for (std::uint32_t i = 0; i < executed[t]; ++i, ++total_) {
                const event_id id = g.thread(t).events[i];
                newer_[id] = newer_writes(g, id);
            }
        width_ = std::clamp<std::size_t>(states_in_all / (total_ + 1), 16, 20'000);
    }

    [[nodiscard]] explaining_order search() {
        layers_.resize(total_ + 3);
        steps_.push_back({});
        layers_[0].push_back({std::vector<std::uint32_t>(graph_.thread_count(), 0), 0, 0, 0});
        for (std::size_t n = 0; n < total_; ++n) {
            keep_cheapest(layers_[n]);
            for (const state& from : layers_[n])
                for (thread_id t = 0; t < graph_.thread_count(); ++t)
                    take(from, t, n);
            layers_[n] = {};
            index_.erase(n);
        }
        return cheapest();
    }

private:
    // A read-modify-write is one step. So is a thread's last event with its end, which nobody sees.
    [[nodiscard]] std::uint32_t length_at(thread_id t, std::uint32_t index) const {
        const std::vector<event_id>& own = graph_.thread(t).events;
        const event& e = graph_.at(own[index]);
        std::uint32_t length = 1;
        if (e.kind == event_kind::read && e.exclusive && index + 1 < executed_[t])
            ++length;
        if (index + length < executed_[t] && graph_.at(own[index + length]).kind == event_kind::finish)
            ++length;
        return length;
    }

    [[nodiscard]] bool is_exception(event_id id, const std::vector<std::uint32_t>& done) const {
        return std::any_of(newer_[id].begin(), newer_[id].end(),
                           [&](event_id w) { return done[graph_.at(w).thread] > graph_.at(w).index; });
    }

    void take(const state& from, thread_id t, std::size_t n) {
        if (from.done[t] == executed_[t])
            return;
        const event_id id = graph_.thread(t).events[from.done[t]];
        if (!core::may_happen(graph_, id, from.done))
            return;
        const std::uint32_t length = length_at(t, from.done[t]);
        state next{from.done, t, from.cost, 0};
        next.done[t] += length;
        if (graph_.at(id).kind == event_kind::finish)
            next.last = from.last;
        else if (from.last != t)
            ++next.cost;
        if (is_exception(id, from.done))
            next.cost += exception_cost;
        if (n + length == total_ && next.last != last_)
            ++next.cost;
        add(std::move(next), {from.way, t, length}, n + length);
    }

    void add(state next, step way, std::size_t n) {
        std::vector<std::uint32_t> key = next.done;
        key.push_back(next.last);
        const auto [known, fresh] = index_[n].try_emplace(std::move(key), layers_[n].size());
        if (!fresh && layers_[n][known->second].cost <= next.cost)
            return;
        next.way = static_cast<std::uint32_t>(steps_.size());
        steps_.push_back(way);
        if (fresh)
            layers_[n].push_back(std::move(next));
        else
            layers_[n][known->second] = std::move(next);
    }

    void keep_cheapest(std::vector<state>& layer) {
        if (layer.size() <= width_)
            return;
        std::stable_sort(layer.begin(), layer.end(), [](const state& a, const state& b) { return a.cost < b.cost; });
        layer.resize(width_);
        exact_ = false;
    }

    [[nodiscard]] explaining_order cheapest() const {
        const std::vector<state>& ends = layers_[total_];
        const auto best =
            std::min_element(ends.begin(), ends.end(), [](const state& a, const state& b) { return a.cost < b.cost; });
        std::vector<step> way;
        for (std::uint32_t at = best->way; at != 0; at = steps_[at].before)
            way.push_back(steps_[at]);
        explaining_order order{.events = {},
                               .exceptions = best->cost / exception_cost,
                               .switches = best->cost % exception_cost,
                               .exact = exact_};
        std::vector<std::uint32_t> done(graph_.thread_count(), 0);
        for (auto each = way.rbegin(); each != way.rend(); ++each)
            for (std::uint32_t i = 0; i < each->length; ++i)
                order.events.push_back(graph_.thread(each->thread).events[done[each->thread]++]);
        return order;
    }

    const graph& graph_;
    const std::vector<std::uint32_t>& executed_;
    thread_id last_;
    std::vector<std::vector<event_id>> newer_;
    std::size_t total_ = 0;
    std::size_t width_ = 0;
    std::vector<std::vector<state>> layers_; // by the number of events told
    std::map<std::size_t, std::map<std::vector<std::uint32_t>, std::size_t>> index_;
    std::vector<step> steps_;
    bool exact_ = true;
};

} // namespace

std::vector<event_id> newer_writes(const graph& g, event_id id) {
    const event& e = g.at(id);
    std::vector<event_id> newer;
    if (e.kind != event_kind::read && (e.kind != event_kind::write || e.exclusive))
        return newer;
    const std::vector<event_id>& order = g.location(e.location).order;
    for (auto at = static_cast<std::size_t>(g.place(id) + 1); at < order.size(); ++at)
        newer.push_back(order[at]);
    return newer;
}

explaining_order explain(const graph& g, const std::vector<std::uint32_t>& executed, thread_id last) {
    return order_search(g, executed, last).search();
}

} // namespace heddle::model::trace
