#include <heddle/properties/judging/judge.hpp>

#include <algorithm>

#include "interval_order.hpp"
#include "partial_order.hpp"
#include "search.hpp"

namespace heddle::properties::judging {

namespace {

// The pairs of which both are still there, in the new numbers, and of which the first has an end to come after.
precedence still_before(const precedence& before, const std::vector<std::uint32_t>& place,
                        const std::vector<operation>& operations) {
    precedence kept;
    for (const auto& [first, second] : before) {
        if (place[first] != none && place[second] != none && operations[place[first]].must_happen)
            kept.emplace_back(place[first], place[second]);
    }
    return kept;
}

// The task as it was at the moment `until`: calls that had not returned may have happened, with any answer; but calls
// that change nothing then need not be there.
task as_of(const task& asked, std::int64_t until) {
    task then = asked;
    then.until = until;
    then.operations.clear();
    std::vector<std::uint32_t> place(asked.operations.size(), none);
    for (const operation& each : asked.operations) {
        operation seen = each;
        if (each.returned > until || !each.must_happen) {
            seen.twins = each.must_happen ? none : each.twins;
            seen.must_happen = false;
            seen.returned = never;
            seen.leaves_state = each.only_reads;
        }
        if (each.called > until || (seen.leaves_state && !seen.must_happen))
            continue;
        place[static_cast<std::size_t>(&each - asked.operations.data())] =
            static_cast<std::uint32_t>(then.operations.size());
        then.operations.push_back(seen);
    }
    if (asked.before)
        then.before = still_before(*asked.before, place, then.operations);
    return then;
}

template <class Order>
finding run(Order order, const task& asked, replay& specification) {
    return search<Order>(order, asked, specification).run();
}

finding judge_until(const task& asked, std::int64_t until, replay& specification) {
    const task then = as_of(asked, until);
    finding found = then.before ? run(partial_order(then.operations, *then.before), then, specification)
                                : run(interval_order(then.operations), then, specification);
    const auto number = [&](std::uint32_t place) { return then.operations[place].number; };
    std::transform(found.order.begin(), found.order.end(), found.order.begin(), number);
    if (found.culprit != none)
        found.culprit = number(found.culprit);
    found.until = until;
    return found;
}

// Looks for the shortest part of the history that cannot be explained; `found` is what the whole of it gave. That a
// part is explained holds for each shorter part, too, so it can be found by halving. The search of the whole has been
// as far as the culprit's return, so that comes first.
finding shorten(task asked, finding found, replay& specification) {
    asked.effort = 10'000 + 10 * found.configurations; // the verdict is known
    std::vector<std::int64_t> returns;
    std::int64_t explained = std::numeric_limits<std::int64_t>::min(); // what happened before this moment is
    for (const operation& each : asked.operations) {
        if (each.must_happen && each.returned <= asked.until)
            returns.push_back(each.returned);
        if (each.number == found.culprit)
            explained = each.returned;
    }
    if (found.culprit == none)
        return found;
    std::sort(returns.begin(), returns.end());
    auto low = std::lower_bound(returns.begin(), returns.end(), explained);
    auto high = returns.end();
    auto middle = low;
    while (low != high) {
        finding part = judge_until(asked, *middle, specification);
        part.configurations += found.configurations;
        if (part.what == verdict::unknown) {
            found.shortest = false;
            break;
        }
        if (part.what == verdict::violation) {
            found = std::move(part);
            high = middle;
        } else {
            found.configurations = part.configurations;
            low = middle + 1;
        }
        middle = low + (high - low) / 2;
    }
    return found;
}

} // namespace

std::chrono::steady_clock::time_point deadline_of(const bounds& limits) {
    using clock = std::chrono::steady_clock;
    return limits.time.count() == 0 ? clock::time_point::max() : clock::now() + limits.time;
}

finding judge(const task& asked, replay& specification) {
    finding found = judge_until(asked, asked.until, specification);
    return found.what == verdict::violation && asked.in_time ? shorten(asked, std::move(found), specification) : found;
}

} // namespace heddle::properties::judging
