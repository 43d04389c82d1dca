// What every counter owes its users, as properties. A counter has fetch_add(n), ++ and load(), as an atomic integer
// does.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/properties/contracts/counter.hpp>
#include <heddle/properties/generated/checking.hpp>
#include <heddle/properties/generated/typed.hpp>
#include <heddle/properties/programs.hpp>
#include <heddle/properties/sequences.hpp>
#include <heddle/support/actors.hpp>
#include <heddle/support/ensure.hpp>
#include <heddle/support/fits/counter.hpp>

namespace heddle::properties {

/// The count as one thread sees it.
struct counter_model {
    std::uint64_t count = 0;
};

template <class Counter>
std::vector<operation<counter_model, Counter>> counter_operations() {
    using support::ensure_equal;
    const auto is = [](auto actual, std::uint64_t expected, const char* promise) {
        ensure_equal(static_cast<std::uint64_t>(actual), expected, promise);
    };
    return {
        {"fetch_add",
         [is](counter_model& model, Counter& counter, int argument) {
             const auto amount = static_cast<std::uint64_t>(argument);
             is(counter.fetch_add(amount), model.count, "fetch_add returns the count before");
             model.count += amount;
         }},
        {"increment", [is](counter_model& model, Counter& counter,
                           int) { is(++counter, ++model.count, "++ before returns the count after"); }},
        {"increment_after", [is](counter_model& model, Counter& counter,
                                 int) { is(counter++, model.count++, "++ after returns the count before"); }},
        {"load", [is](counter_model& model, Counter& counter,
                      int) { is(counter.load(), model.count, "load returns the count"); }},
    };
}

template <class Counter>
class counter_contract : public testing::Test, support::fits_counter<Counter> {};

TYPED_TEST_SUITE_P(counter_contract);

TYPED_TEST_P(counter_contract, AgreesWithItsModel) {
    agrees_with_model<counter_model, TypeParam>(counter_operations<TypeParam>());
}

// What each addition returns is where its share of the count begins: the shares lie side by side, without a gap.
TYPED_TEST_P(counter_contract, LosesNothingAndGivesEachNumberOnce) {
    const vocabulary words{.names = {"fetch_add", "increment", "load"}, .weights = {2, 2, 1}};
    for_all_programs(words, {}, [](const program& threads) {
        using share = std::pair<std::uint64_t, std::uint64_t>; // from, how many
        TypeParam counter{};
        std::vector<std::vector<share>> got(threads.size());
        support::run_actors(static_cast<int>(threads.size()), [&](int me) {
            std::uint64_t seen = 0;
            for (const auto& [which, argument] : threads[static_cast<std::size_t>(me)]) {
                const std::uint64_t amount = which == 0 ? static_cast<std::uint64_t>(argument) + 1 : 1;
                const auto now = static_cast<std::uint64_t>(which == 0   ? counter.fetch_add(amount)
                                                            : which == 1 ? ++counter - 1
                                                                         : counter.load());
                support::ensure(now >= seen, "the count never goes down");
                seen = which == 2 ? now : now + amount;
                if (which != 2)
                    got[static_cast<std::size_t>(me)].emplace_back(now, amount);
            }
        });
        std::vector<share> all;
        for (const auto& one : got)
            all.insert(all.end(), one.begin(), one.end());
        std::sort(all.begin(), all.end());
        std::uint64_t end = 0;
        for (const auto& [from, amount] : all) {
            support::ensure_equal(from, end, "each number is given once");
            end = from + amount;
        }
        support::ensure_equal(static_cast<std::uint64_t>(counter.load()), end, "nothing that was counted is lost");
    });
}

TYPED_TEST_P(counter_contract, IsLinearizableInGeneratedPrograms) {
    check_generated(pair_of<contracts::counter, TypeParam>());
}

REGISTER_TYPED_TEST_SUITE_P(counter_contract, AgreesWithItsModel, LosesNothingAndGivesEachNumberOnce,
                            IsLinearizableInGeneratedPrograms);

} // namespace heddle::properties
