// Generates random litmus programs and says how to make one smaller.
#include "litmus/random_program.hpp"

#include "litmus/notation.hpp"

#include <algorithm>
#include <ostream>

namespace heddle::model::litmus {
namespace {

// A bound on how many candidate graphs the enumerator looks at: sources of each read, orders of each location.
double candidate_bound(const program& code) {
    std::map<std::string, double> writes, plain_writes;
    double bound = 1;
    for (const auto& thread : code.threads)
        for (const auto& op : thread) {
            const bool writes_too = op.kind != operation_kind::load && op.kind != operation_kind::fence;
            writes[op.location] += writes_too;
            if (op.kind == operation_kind::store)
                bound *= ++plain_writes[op.location];
        }
    for (const auto& thread : code.threads)
        for (const auto& op : thread)
            if (reads(op))
                bound *= (op.kind == operation_kind::compare_exchange ? 2 : 1) * (1 + writes[op.location]);
    return bound;
}

// Forgets uses of registers that are read into no longer, and threads without operations.
program repaired(program code) {
    std::erase_if(code.threads, [](const thread_code& thread) { return thread.empty(); });
    for (auto& thread : code.threads) {
        std::vector<std::string> known;
        for (auto& op : thread) {
            for (auto* e : {&op.value, &op.expected})
                std::erase_if(e->registers, [&](const auto& name) { return std::ranges::count(known, name) == 0; });
            known.push_back(op.result);
        }
    }
    return code;
}

expression random_expression(const std::vector<std::string>& registers) {
    expression e{.constant = *rc::gen::inRange(0, 4)};
    if (!registers.empty() && *rc::gen::inRange(0, 3) == 0)
        e = {.constant = *rc::gen::inRange(0, 2), .registers = {*rc::gen::elementOf(registers)}};
    return e;
}

// What a program is made of; entries that occur twice are twice as likely. Bugs hide in different mixtures: coherence
// wants everything, the order of seq_cst events long cycles of strong accesses or of fences.
struct mixture {
    std::vector<operation_kind> kinds;
    std::vector<std::memory_order> access_orders;
    std::vector<std::memory_order> fence_orders;
};

const std::vector<mixture>& mixtures() {
    using enum operation_kind;
    constexpr auto relaxed = std::memory_order_relaxed, consume = std::memory_order_consume,
                   acquire = std::memory_order_acquire, release = std::memory_order_release,
                   acq_rel = std::memory_order_acq_rel, seq_cst = std::memory_order_seq_cst;
    static const std::vector<mixture> all = {
        {{store, store, store, load, load, load, fetch_add, exchange, compare_exchange, fence},
         {relaxed, relaxed, consume, acquire, release, acq_rel, seq_cst, seq_cst},
         {consume, acquire, release, acq_rel, seq_cst}},
        {{store, store, store, store, load, load, load, load, fetch_add},
         {seq_cst, seq_cst, seq_cst, seq_cst, acquire, release, relaxed},
         {seq_cst}},
        {{store, store, store, load, load, load, fence, fence},
         {relaxed, relaxed, acquire, release, seq_cst},
         {seq_cst, seq_cst, seq_cst, acq_rel}},
    };
    return all;
}

// An order that `fits`, out of the mixture's, or relaxed, which fits every access.
template <class Fits>
std::memory_order random_order(std::vector<std::memory_order> orders, Fits fits) {
    std::erase_if(orders, [&](auto order) { return !fits(order); });
    return orders.empty() ? std::memory_order_relaxed : *rc::gen::elementOf(orders);
}

operation random_operation(const mixture& mix, int locations, const std::vector<std::string>& registers) {
    using enum operation_kind;
    operation op;
    op.kind = *rc::gen::elementOf(mix.kinds);
    op.order = random_order(op.kind == fence ? mix.fence_orders : mix.access_orders,
                            [&](auto order) { return order_allowed(op.kind, order); });
    if (op.kind == fence)
        return op;
    op.location = std::string(1, "xyz"[*rc::gen::inRange(0, locations)]);
    if (op.kind == load)
        return op;
    op.value = random_expression(registers);
    if (op.kind != compare_exchange)
        return op;
    op.expected = random_expression(registers);
    op.failure_order = random_order(mix.access_orders, failure_order_allowed);
    return op;
}

program random_program(const program_size& limit) {
    program code;
    const auto mix = *rc::gen::elementOf(mixtures());
    const int locations = *rc::gen::element(1, 2, 2, 2, 3);
    int left = limit.operations, registers = 0;
    code.threads.resize(static_cast<std::size_t>(*rc::gen::inRange(2, 5)));
    if (*rc::gen::inRange(0, 8) == 0)
        code.initial["x"] = *rc::gen::inRange(1, 4);
    for (auto& thread : code.threads) {
        std::vector<std::string> known;
        for (int length = std::min(left, *rc::gen::inRange(1, limit.thread_length + 1)); length > 0; --length, --left) {
            thread.push_back(random_operation(mix, locations, known));
            if (!reads(thread.back()) || *rc::gen::inRange(0, 2) == 0)
                continue;
            thread.back().result = "r" + std::to_string(registers++);
            known.push_back(thread.back().result);
        }
    }
    while (candidate_bound(code) > limit.candidates)
        std::ranges::max_element(code.threads, {}, &thread_code::size)->pop_back();
    return repaired(code);
}

// The simpler operations that a shrinking program tries in place of `op`.
std::vector<operation> simpler(const operation& op) {
    std::vector<operation> result;
    const auto try_with = [&](auto change) {
        auto copy = op;
        change(copy);
        if (!(copy == op) && order_allowed(copy.kind, copy.order))
            result.push_back(copy);
    };
    if (reads(op) && op.kind != operation_kind::load) {
        const auto order = op.order == std::memory_order_release ? std::memory_order_relaxed : op.order;
        try_with([&](operation& o) {
            o = {.kind = operation_kind::load,
                 .order = order == std::memory_order_acq_rel ? std::memory_order_acquire : order,
                 .location = op.location,
                 .result = op.result};
        });
        try_with([](operation& o) { o.kind = operation_kind::store, o.result = {}, o.expected = {}; });
    }
    try_with([](operation& o) { o.result = {}; });
    try_with([](operation& o) { o.order = std::memory_order_relaxed; });
    try_with([](operation& o) { o.failure_order = std::memory_order_relaxed; });
    try_with([](operation& o) { o.value = {.constant = o.value == expression{} ? 0 : 1}; });
    try_with([](operation& o) { o.expected = {}; });
    return result;
}

std::vector<program> smaller(const program& code) {
    std::vector<program> result;
    const auto offer = [&](program copy) {
        copy = repaired(std::move(copy));
        if (!copy.threads.empty() && !(copy == code))
            result.push_back(std::move(copy));
    };
    for (std::size_t t = 0; t < code.threads.size(); ++t) {
        auto copy = code;
        copy.threads.erase(copy.threads.begin() + static_cast<std::ptrdiff_t>(t));
        offer(std::move(copy));
    }
    for (std::size_t t = 0; t < code.threads.size(); ++t)
        for (std::size_t i = 0; i < code.threads[t].size(); ++i) {
            auto copy = code;
            copy.threads[t].erase(copy.threads[t].begin() + static_cast<std::ptrdiff_t>(i));
            offer(std::move(copy));
        }
    if (!code.initial.empty())
        offer({.threads = code.threads});
    for (std::size_t t = 0; t < code.threads.size(); ++t)
        for (std::size_t i = 0; i < code.threads[t].size(); ++i)
            for (const auto& op : simpler(code.threads[t][i])) {
                auto copy = code;
                copy.threads[t][i] = op;
                offer(std::move(copy));
            }
    return result;
}

} // namespace

void showValue(const program& code, std::ostream& out) { out << print(code); }

rc::Gen<program> random_programs(const program_size& limit) {
    return rc::gen::shrink(
        rc::gen::noShrink(rc::gen::resize(100, rc::gen::exec([=] { return random_program(limit); }))),
        [](const program& code) { return rc::seq::fromContainer(smaller(code)); });
}

} // namespace heddle::model::litmus

namespace rc {

Gen<heddle::model::litmus::program> Arbitrary<heddle::model::litmus::program>::arbitrary() {
    return heddle::model::litmus::random_programs({});
}

} // namespace rc
