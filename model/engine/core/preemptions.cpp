// See preemptions.hpp. A search by breadth over how far each thread has come, cheapest first. A thread that runs goes
// on as long as it can: that only lets others do more, but for giving a lock back, before which it may pay to stop.
#include "engine/core/preemptions.hpp"

#include <algorithm>

namespace heddle::model::core {

namespace {

// How many events of a thread take part: not a read that waits, which is none until it has been released.
[[nodiscard]] std::uint32_t without_waiting(const graph& g, thread_id t, std::uint32_t count) {
    while (count != 0 && waits(g, g.thread(t).events[count - 1]))
        --count;
    return count;
}

} // namespace

std::uint32_t preemptions::needed(const graph& g, const std::vector<std::uint32_t>& counts, std::uint32_t bound) {
    bound_ = bound;
    best_ = bound + 1;
    prepare(g, counts);
    states_.clear(threads_);
    levels_.resize(std::max<std::size_t>(levels_.size(), bound + 1));
    done_.assign(threads_, 0);
    arrive(0);
    for (std::uint32_t cost = 0; cost < best_; ++cost)
        while (cost < best_ && !levels_[cost].empty()) {
            const std::uint32_t number = levels_[cost].back();
            levels_[cost].pop_back();
            if (states_.cost(number) < cost)
                continue;
            from_.assign(states_.at(number), states_.at(number) + threads_);
            for (thread_id t = 0; t < threads_ && cost < best_; ++t)
                run_block(g, t, cost);
        }
    for (std::vector<std::uint32_t>& left : levels_)
        left.clear();
    return best_;
}

std::uint32_t preemptions::needed(const graph& g, std::uint32_t bound) {
    everything_.clear();
    for (thread_id t = 0; t < g.thread_count(); ++t)
        everything_.push_back(static_cast<std::uint32_t>(g.thread(t).events.size()));
    return needed(g, everything_, bound);
}

bool preemptions::stay_above(const graph& g, std::uint32_t bound) {
    find_kept(g);
    return needed(g, kept_, bound) > bound;
}

void preemptions::prepare(const graph& g, const std::vector<std::uint32_t>& counts) {
    threads_ = g.thread_count();
    counts_.resize(threads_);
    steps_.resize(std::max<std::size_t>(steps_.size(), threads_));
    step_of_.resize(g.size());
    for (thread_id t = 0; t < threads_; ++t)
        counts_[t] = without_waiting(g, t, counts[t]);
    find_waiting_locations(g);
    total_ = 0;
    for (thread_id t = 0; t < threads_; ++t) {
        add_steps(g, t);
        total_ += steps_[t].size();
    }
    needs_.assign(total_ * threads_, 0);
    std::size_t at = 0;
    for (thread_id t = 0; t < threads_; ++t)
        for (step& s : steps_[t]) {
            s.needs = at;
            at += threads_;
            add_needs(g, s);
        }
}

void preemptions::find_waiting_locations(const graph& g) {
    waited_for_.assign(g.location_count(), false);
    for (location_id where = 0; where < g.location_count(); ++where)
        for (const event_id read : g.location(where).reads)
            if (can_wait(g.at(read).operation))
                waited_for_[where] = true;
}

void preemptions::add_steps(const graph& g, thread_id t) {
    steps_[t].clear();
    const std::vector<event_id>& own = g.thread(t).events;
    for (std::uint32_t i = 0; i < counts_[t]; ++i) {
        const event& e = g.at(own[i]);
        const bool pair = e.kind == event_kind::read && e.exclusive && i + 1 < counts_[t];
        const bool writes = pair || e.kind == event_kind::write;
        step_of_[own[i]] = static_cast<std::uint32_t>(steps_[t].size());
        steps_[t].push_back(
            {own[i], 0, can_wait(e.operation), writes && waited_for_[e.location] && !can_wait(e.operation)});
        if (pair)
            step_of_[own[++i]] = static_cast<std::uint32_t>(steps_[t].size()) - 1;
    }
}

bool preemptions::is_counted(const graph& g, event_id id) const { return g.at(id).index < counts_[g.at(id).thread]; }

void preemptions::need(const graph& g, std::uint32_t* needs, event_id id) const {
    std::uint32_t& most = needs[g.at(id).thread];
    most = std::max(most, step_of_[id] + 1);
}

void preemptions::add_needs(const graph& g, const step& s) {
    const event& e = g.at(s.id);
    std::uint32_t* const needs = needs_.data() + s.needs;
    if (e.index == 0 && g.thread(e.thread).creator != no_event)
        need(g, needs, g.thread(e.thread).creator);
    if ((e.kind == event_kind::read && e.source != initial_write) || e.kind == event_kind::woken)
        need(g, needs, e.source);
    if (e.kind == event_kind::join)
        needs[e.source] = static_cast<std::uint32_t>(steps_[e.source].size());
    const bool pair = e.kind == event_kind::read && e.exclusive && e.index + 1 < counts_[e.thread];
    if (sequential_ && (pair || e.kind == event_kind::write))
        add_interleaving_needs(g, needs, g.at(g.thread(e.thread).events[e.index + (pair ? 1 : 0)]));
    needs[e.thread] = 0; // its own come in program order
}

// In an interleaving what is before a write in modification order comes before it, and so do the reads of that.
void preemptions::add_interleaving_needs(const graph& g, std::uint32_t* needs, const event& write) {
    const graph_location& l = g.location(write.location);
    for (std::int32_t p = 0; p < write.position; ++p)
        if (const event_id other = l.order[static_cast<std::size_t>(p)]; is_counted(g, other))
            need(g, needs, other);
    for (const event_id read : l.reads)
        if (is_counted(g, read) && g.place(read) < write.position)
            need(g, needs, read);
}

bool preemptions::can_come(const step& s) const {
    const std::uint32_t* const needs = needs_.data() + s.needs;
    for (thread_id t = 0; t < threads_; ++t)
        if (done_[t] < needs[t])
            return false;
    return true;
}

bool preemptions::is_done(const graph& g, event_id id) const {
    return is_counted(g, id) && step_of_[id] < done_[g.at(id).thread];
}

// A step that cannot come now: because its thread has to wait, or because it has to be kept from coming?
bool preemptions::waits_now(const graph& g, const step& s) const {
    const event& e = g.at(s.id);
    if (e.kind == event_kind::join || e.kind == event_kind::woken || e.operation == rmw_kind::leave)
        return true;
    if (!s.waits)
        return false;
    const std::vector<event_id>& order = g.location(e.location).order;
    const auto newest = std::find_if(order.rbegin(), order.rend(), [&](event_id write) { return is_done(g, write); });
    word ignored = 0;
    return apply(e.operation, g.operands(s.id), e.size,
                 g.value_of(newest == order.rend() ? initial_write : *newest, e.location),
                 ignored) == rmw_verdict::waits;
}

void preemptions::run_block(const graph& g, thread_id t, std::uint32_t cost) {
    const std::vector<step>& own = steps_[t];
    std::uint32_t at = from_[t];
    if (at == own.size())
        return;
    done_ = from_;
    for (; at < own.size() && can_come(own[at]); done_[t] = ++at)
        if (own[at].releases && at != from_[t])
            arrive(cost + 1);
    if (at == from_[t])
        return;
    arrive(at == own.size() || waits_now(g, own[at]) ? cost : cost + 1);
}

void preemptions::arrive(std::uint32_t cost) {
    if (cost >= best_)
        return;
    std::size_t sum = 0;
    for (const std::uint32_t each : done_)
        sum += each;
    if (sum == total_) {
        best_ = cost;
        return;
    }
    if (const std::uint32_t number = states_.meet(done_, cost); number != state_table::nothing_new)
        levels_[cost].push_back(number);
}

} // namespace heddle::model::core
