#include <heddle/properties/judging/judgement.hpp>

#include <algorithm>

namespace heddle::properties::judging {

std::chrono::steady_clock::time_point deadline_of(const bounds& limits) {
    using clock = std::chrono::steady_clock;
    return limits.time.count() == 0 ? clock::time_point::max() : clock::now() + limits.time;
}

void merge(judgement& into, const finding& found, const part& of) {
    into.configurations += found.configurations;
    if (found.what == verdict::unknown && into.what == verdict::violation) {
        into.shortest = false;
        return;
    }
    if (found.what < into.what && into.what != verdict::holds)
        return;
    const auto in_history = [&](std::uint32_t number) { return of.members[number]; };
    into.what = found.what;
    into.reason = found.reason;
    into.part = of.name;
    into.order.resize(found.order.size());
    std::transform(found.order.begin(), found.order.end(), into.order.begin(), in_history);
    into.culprit = found.culprit == none ? none : in_history(found.culprit);
    into.until = found.until;
    into.shortest = found.shortest;
}

} // namespace heddle::properties::judging
