// See queues.hpp.
#include "engine/core/queues.hpp"

namespace heddle::model::core {

namespace {

[[nodiscard]] std::uint32_t binomial(std::uint32_t n, std::uint32_t k) {
    std::uint64_t ways = 1;
    for (std::uint32_t i = 1; i <= k; ++i)
        ways = ways * (n - k + i) / i;
    return static_cast<std::uint32_t>(ways);
}

[[nodiscard]] std::uint32_t how_many(word threads, word wanted) {
    const std::uint32_t present = count_bits(threads);
    return wanted < present ? static_cast<std::uint32_t>(wanted) : present;
}

// The read half of an exclusive write.
[[nodiscard]] event_id read_of(const graph& g, event_id write) { return g.previous(write); }

// Does this read, which misses an entry, come before the comparison that led to it, as far as the futex word shows?
[[nodiscard]] bool may_miss(const graph& g, event_id wake, event_id comparison) {
    const event& compared = g.at(comparison);
    const std::vector<event_id>& order = g.location(compared.location).order;
    for (std::size_t p = order.size(); p-- > static_cast<std::size_t>(g.source_place(compared) + 1);)
        if (g.happens_before(order[p], wake))
            return false;
    return true;
}

} // namespace

word reachable(const graph& g, location_id queue, event_id source, word bitset) {
    word threads = g.value_of(source, queue);
    if (bitset == every_bit || threads == 0)
        return threads;
    word seen = 0;
    word found = 0;
    for (std::int32_t p = g.at(source).position; p >= 0; --p) {
        const event_id read = read_of(g, g.write_at(queue, p));
        const rmw_operands& operands = g.operands(read);
        if (g.at(read).operation != rmw_kind::enqueue || (operands.operand & seen) != 0)
            continue;
        seen |= operands.operand;
        if ((operands.expected & bitset) != 0)
            found |= operands.operand;
    }
    return threads & found;
}

std::uint32_t selections(word threads, word wanted) { return binomial(count_bits(threads), how_many(threads, wanted)); }

// Takes the threads one by one; the ways that contain the next one come first.
word selected(word threads, word wanted, std::uint32_t selection) {
    std::uint32_t left = how_many(threads, wanted);
    word chosen = 0;
    while (left > 0) {
        const word next = threads & -threads;
        threads &= ~next;
        const std::uint32_t ways_with_it = binomial(count_bits(threads), left - 1);
        if (selection < ways_with_it) {
            chosen |= next;
            --left;
        } else {
            selection -= ways_with_it;
        }
    }
    return chosen;
}

rmw_verdict apply_to(const graph& g, location_id where, event_id source, rmw_kind kind, const rmw_operands& operands,
                     std::uint8_t size, word& result) {
    const word value = g.value_of(source, where);
    if (kind != rmw_kind::wake)
        return apply(kind, operands, size, value, result);
    const word threads = reachable(g, where, source, operands.expected);
    result = value & ~selected(threads, operands.operand, operands.selection);
    return result == value ? rmw_verdict::reads_only : rmw_verdict::writes;
}

event_id waker_of(const graph& g, event_id entry, thread_id sleeper) {
    const event& e = g.at(entry);
    for (std::int32_t p = e.position + 1; p <= g.last_place(e.location); ++p)
        if (const event_id write = g.write_at(e.location, p); (g.at(write).value & thread_bit(sleeper)) == 0) {
            const event_id moved = moved_by(g, write, sleeper);
            return moved == no_event ? write : waker_of(g, moved, sleeper);
        }
    return no_event;
}

event_id moved_by(const graph& g, event_id write, thread_id sleeper) {
    const event& e = g.at(write);
    const std::vector<event_id>& own = g.thread(e.thread).events;
    if (e.index + 2 >= own.size() || g.at(own[e.index + 1]).operation != rmw_kind::enqueue || sleeper == e.thread)
        return no_event;
    return (g.operands(own[e.index + 1]).operand & thread_bit(sleeper)) != 0 ? own[e.index + 2] : no_event;
}

event_id comparison_of(const graph& g, event_id entry) {
    const event_id before = g.previous(read_of(g, entry));
    if (before == no_event || g.at(before).operation != rmw_kind::compare_wait)
        return no_event;
    return g.operands(before).queue == g.at(entry).location ? before : no_event;
}

bool queue_holds(const graph& g, location_id queue) {
    if (queue >= g.location_count())
        return true; // the graph is older than the queue
    const graph_location& l = g.location(queue);
    for (const event_id read : l.reads) {
        if (g.at(read).operation != rmw_kind::wake)
            continue;
        for (std::int32_t p = g.source_place(g.at(read)) + 1; p <= g.last_place(queue); ++p) {
            const event_id entry = g.write_at(queue, p);
            if (g.at(read_of(g, entry)).operation != rmw_kind::enqueue)
                continue;
            const event_id comparison = comparison_of(g, entry);
            if (comparison != no_event && !may_miss(g, read, comparison))
                return false;
        }
    }
    return true;
}

} // namespace heddle::model::core
