#include <heddle/properties/judging/preparation.hpp>

#include <unordered_map>

namespace heddle::properties::judging {

precedence order_of_processes(const std::vector<operation>& operations, const std::vector<std::uint32_t>& process_of) {
    std::vector<std::uint32_t> by_call(operations.size());
    for (std::uint32_t each = 0; each < by_call.size(); ++each)
        by_call[each] = each;
    std::stable_sort(by_call.begin(), by_call.end(), [&](std::uint32_t one, std::uint32_t other) {
        return operations[one].called < operations[other].called;
    });
    precedence before;
    std::unordered_map<std::uint32_t, std::uint32_t> last; // by process: the last operation that returned
    for (const std::uint32_t each : by_call) {
        const auto previous = last.find(process_of[each]);
        if (previous != last.end())
            before.emplace_back(previous->second, each);
        if (operations[each].must_happen)
            last[process_of[each]] = each;
    }
    return before;
}

void widen_to_quiescence(const std::vector<std::vector<operation>*>& all) {
    std::vector<operation*> by_call;
    for (auto* const some : all) {
        for (operation& each : *some)
            by_call.push_back(&each);
    }
    std::sort(by_call.begin(), by_call.end(),
              [](const operation* one, const operation* other) { return one->called < other->called; });
    for (std::size_t first = 0; first < by_call.size();) {
        const std::int64_t begin = by_call[first]->called;
        std::int64_t rest = by_call[first]->returned; // the first moment of rest that is known so far
        std::size_t end = first + 1;
        for (; end < by_call.size() && by_call[end]->called <= rest; ++end)
            rest = std::max(rest, by_call[end]->returned);
        for (; first < end; ++first) {
            by_call[first]->called = begin;
            if (by_call[first]->must_happen)
                by_call[first]->returned = std::min(rest, never - 1);
        }
    }
}

} // namespace heddle::properties::judging
