// The judges of histories against an oracle that tries every order, on thousands of random small histories.
#include <heddle/properties/linearizability.hpp>

#include <deque>

#include <gtest/gtest.h>

#include <heddle/properties/sequences.hpp>
#include <heddle/properties/specifications.hpp>
#include <heddle/support/ensure.hpp>
#include <heddle/support/evidence.hpp>

#include "judging_tests/oracle.hpp"
#include "judging_tests/random_history.hpp"

namespace heddle::properties {

namespace {

using support::ensure;
using support::ensure_equal;

struct queue_spec {
    std::deque<int> items;

    void push(int item) { items.push_back(item); }
    or_waits<int> pop() {
        if (items.empty())
            return waits;
        const int first = items.front();
        items.pop_front();
        return first;
    }
    int size() const { return static_cast<int>(items.size()); }
    friend bool operator==(const queue_spec&, const queue_spec&) = default;
};

struct lock_spec {
    bool held = false;

    or_waits<> lock() {
        if (held)
            return waits;
        held = true;
        return {};
    }
    bool try_lock() { return !std::exchange(held, true); }
    void unlock() { held = false; }

    static constexpr bool refusals_change_nothing = true;
    friend bool operator==(const lock_spec&, const lock_spec&) = default;
};

finish on_register(run<register_spec>& on, std::uint32_t process, std::size_t operation, int argument) {
    if (operation == 0)
        return on.call<&register_spec::read>(process);
    if (operation == 1)
        return on.call<&register_spec::write>(process, std::optional<long long>(argument % 3));
    return on.call<&register_spec::cas>(process, std::optional<long long>(argument % 3),
                                        std::optional<long long>(argument / 3));
}

finish on_queue(run<queue_spec>& on, std::uint32_t process, std::size_t operation, int argument) {
    if (operation == 0)
        return on.call<&queue_spec::push>(process, argument % 3);
    if (operation == 1)
        return on.call<&queue_spec::pop>(process);
    return on.call<&queue_spec::size>(process);
}

finish on_lock(run<lock_spec>& on, std::uint32_t process, std::size_t operation, int) {
    if (operation == 0)
        return on.call<&lock_spec::lock>(process);
    if (operation == 1)
        return on.call<&lock_spec::try_lock>(process);
    return on.call<&lock_spec::unlock>(process);
}

finish on_kv(run<kv_spec>& on, std::uint32_t process, std::size_t operation, int argument) {
    const std::string key = argument % 2 != 0 ? "a" : "b";
    const std::string text = std::to_string(argument / 5);
    if (operation == 0)
        return on.call<&kv_spec::get>(process, key);
    if (operation == 1 && argument < 4)
        return on.call<&kv_spec::put>(process, key, text);
    return on.call<&kv_spec::append>(process, key, text);
}

template <class Spec>
void judged_as_by_oracle(const history<Spec>& seen, const judgement& got, const oracle::order<Spec>& before) {
    const bool right = oracle::explains(seen, before);
    ensure(got.what != verdict::unknown, "there is a verdict without bounds");
    ensure_equal(got.what == verdict::holds, right, "the verdict is the oracle's");
    ensure_equal(got.explanation.empty(), right, "a violation is explained, and nothing else");
}

template <class Spec>
void is_shortest(const history<Spec>& seen, const judgement& got, const oracle::order<Spec>& before) {
    ensure(got.shortest, "the violation found is the shortest");
    ensure(!oracle::explains(seen, before, got.until), "the part named cannot be explained");
    for (const auto& entry : seen.entries()) {
        if (entry.returned < got.until)
            ensure(oracle::explains(seen, before, entry.returned), "a shorter part can be explained");
    }
}

// The order is one in which everything that returned before the culprit happens, each with its answer and in its time.
template <class Spec>
void order_explains(const history<Spec>& seen, const judgement& got) {
    Spec state{};
    std::vector<bool> taken(seen.size(), false);
    const moment first_missing = got.culprit == judging::none ? seen.never : seen.entries()[got.culprit].returned;
    for (const std::uint32_t number : got.order) {
        const auto& next = seen.entries()[number];
        const auto how = next.call->make(state);
        ensure(how == judging::fit::agrees || (next.returned > got.until && how == judging::fit::differs),
               "the specification gives the answers in this order");
        taken[number] = true;
        for (std::uint32_t other = 0; other < seen.size(); ++other)
            ensure(taken[other] || seen.entries()[other].returned >= next.called, "the order is one of real time");
    }
    for (std::uint32_t number = 0; number < seen.size(); ++number) {
        const moment returned = seen.entries()[number].returned;
        ensure(taken[number] || returned >= first_missing, "what returned before the culprit is in the order");
    }
}

template <class Spec>
void agrees_with_oracle(const std::vector<std::string>& operations, const begin_call<Spec>& begin,
                        const std::function<void(const history<Spec>&)>& judge) {
    vocabulary words;
    for (const char* process : {"0:", "1:", "2:"}) {
        for (const std::string& name : operations)
            words.names.push_back(process + name);
    }
    for_all_sequences(words, [&](const calls& script) {
        for (unsigned seed = 0; seed < 10; ++seed) {
            run<Spec> on(seed);
            play<Spec>(on, script, operations.size(), begin);
            support::count_evidence(1);
            judge(on.seen());
        }
    });
}

template <class Spec>
void linearizable_agrees(const history<Spec>& seen) {
    const judgement got = linearizable(seen);
    judged_as_by_oracle(seen, got, oracle::real_time<Spec>());
    if (got.what == verdict::violation)
        is_shortest(seen, got, oracle::real_time<Spec>());
    if (got.part.empty())
        order_explains(seen, got);
}

template <class Spec>
void weaker_conditions_agree(const history<Spec>& seen) {
    judged_as_by_oracle(seen, sequentially_consistent(seen), oracle::program_order<Spec>());
    judged_as_by_oracle(seen, quiescently_consistent(seen), oracle::quiescence<Spec>(seen));
}

// Every second pair of calls that follow each other, and what follows from these.
template <class Spec>
void given_order_agrees(const history<Spec>& seen) {
    const std::size_t size = seen.size();
    std::vector<std::vector<bool>> is_before(size, std::vector<bool>(size, false));
    for (std::size_t a = 0; a < size; ++a) {
        for (std::size_t b = 0; b < size; ++b)
            is_before[a][b] = seen.entries()[a].returned < seen.entries()[b].called && (a + b) % 2 == 1;
    }
    for (std::size_t via = 0; via < size; ++via) {
        for (std::size_t a = 0; a < size; ++a) {
            for (std::size_t b = 0; b < size; ++b)
                is_before[a][b] = is_before[a][b] || (is_before[a][via] && is_before[via][b]);
        }
    }
    judging::precedence pairs;
    for (std::uint32_t a = 0; a < size; ++a) {
        for (std::uint32_t b = 0; b < size; ++b) {
            if (is_before[a][b])
                pairs.emplace_back(a, b);
        }
    }
    const auto* const first = seen.entries().data();
    judged_as_by_oracle<Spec>(seen, explained_in_order(seen, pairs), [&](const auto& one, const auto& other) {
        return bool{is_before[static_cast<std::size_t>(&one - first)][static_cast<std::size_t>(&other - first)]};
    });
}

TEST(Linearizability, OfARegisterIsJudgedAsByTryingEveryOrder) {
    agrees_with_oracle<register_spec>({"read", "write", "cas"}, on_register, linearizable_agrees<register_spec>);
}

TEST(Linearizability, OfAQueueThatWaitsIsJudgedAsByTryingEveryOrder) {
    agrees_with_oracle<queue_spec>({"push", "pop", "size"}, on_queue, linearizable_agrees<queue_spec>);
}

TEST(Linearizability, OfALockIsJudgedAsByTryingEveryOrder) {
    agrees_with_oracle<lock_spec>({"lock", "try_lock", "unlock"}, on_lock, linearizable_agrees<lock_spec>);
}

TEST(Linearizability, OfIndependentPartsIsJudgedAsByTryingEveryOrder) {
    agrees_with_oracle<kv_spec>({"get", "put", "append"}, on_kv, linearizable_agrees<kv_spec>);
}

TEST(WeakerConsistency, OfARegisterIsJudgedAsByTryingEveryOrder) {
    agrees_with_oracle<register_spec>({"read", "write", "cas"}, on_register, weaker_conditions_agree<register_spec>);
}

TEST(WeakerConsistency, OfAQueueThatWaitsIsJudgedAsByTryingEveryOrder) {
    agrees_with_oracle<queue_spec>({"push", "pop", "size"}, on_queue, weaker_conditions_agree<queue_spec>);
}

TEST(WeakerConsistency, OfIndependentPartsIsJudgedAsByTryingEveryOrder) {
    agrees_with_oracle<kv_spec>({"get", "put", "append"}, on_kv, weaker_conditions_agree<kv_spec>);
}

TEST(GivenOrder, IsJudgedAsByTryingEveryOrder) {
    agrees_with_oracle<register_spec>({"read", "write", "cas"}, on_register, given_order_agrees<register_spec>);
}

} // namespace

} // namespace heddle::properties
