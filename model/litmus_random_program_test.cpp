// The generator of random litmus programs: what it makes is sensible, small, and covers everything; it shrinks well.
#include "litmus/enumerator.hpp"
#include "litmus/notation.hpp"
#include "litmus/random_check.hpp"
#include "litmus/random_program.hpp"

#include <algorithm>

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace heddle::model::litmus {
namespace {

std::vector<program> some_programs(std::uint64_t count) {
    const auto generator = rc::gen::arbitrary<program>();
    std::vector<program> programs;
    for (std::uint64_t seed = 0; seed < count; ++seed)
        programs.push_back(generator(rc::Random(seed), 50).value());
    return programs;
}

std::size_t operations(const program& code) {
    std::size_t count = 0;
    for (const auto& thread : code.threads)
        count += thread.size();
    return count;
}

RC_GTEST_PROP(LitmusRandomProgram, IsSmallAndMakesSense, (const program& code)) {
    RC_ASSERT(!check_program(code).has_value());
    RC_ASSERT(code.threads.size() >= 2u && code.threads.size() <= 4u);
    RC_ASSERT(std::ranges::all_of(code.threads, [](const auto& t) { return !t.empty() && t.size() <= 4u; }));
    RC_ASSERT(operations(code) <= 8u);
    RC_ASSERT(initial_memory(code).size() <= 3u);
}

TEST(LitmusRandomProgram, CoversEveryOperationWithEveryOrder) {
    std::set<std::pair<operation_kind, std::memory_order>> seen;
    std::set<std::pair<std::memory_order, std::memory_order>> seen_compare_exchanges;
    std::set<std::size_t> threads, lengths, locations;
    int data_dependencies = 0;
    for (const auto& code : some_programs(2000)) {
        threads.insert(code.threads.size());
        lengths.insert(operations(code));
        locations.insert(initial_memory(code).size());
        for (const auto& thread : code.threads)
            for (const auto& op : thread) {
                seen.insert({op.kind, op.order});
                if (op.kind == operation_kind::compare_exchange)
                    seen_compare_exchanges.insert({op.order, op.failure_order});
                data_dependencies += !op.value.registers.empty();
            }
    }
    EXPECT_EQ(seen.size(), 3u + 4u + 5u + 6u + 6u + 6u); // stores, loads, fences, three read-modify-writes
    EXPECT_EQ(seen_compare_exchanges.size(), 6u * 4u);
    EXPECT_EQ(threads, (std::set<std::size_t>{2, 3, 4}));
    EXPECT_EQ(lengths, (std::set<std::size_t>{2, 3, 4, 5, 6, 7, 8}));
    EXPECT_TRUE(locations.contains(1) && locations.contains(2) && locations.contains(3));
    EXPECT_GT(data_dependencies, 200);
}

TEST(LitmusRandomProgram, IsOftenWeakerThanSequentialConsistency) {
    int weaker = 0;
    for (const auto& code : some_programs(300))
        weaker += enumerate(code, rc11_consistent).graphs != enumerate(code, sc_consistent).graphs;
    EXPECT_GT(weaker, 30);
}

TEST(LitmusRandomProgram, ShrinksToTheOperationThatMatters) {
    const auto is_exchange = [](const operation& op) { return op.kind == operation_kind::exchange; };
    const auto check = [&] {
        check_random_programs(500, [&](const program& code) {
            for (const auto& thread : code.threads)
                if (std::ranges::any_of(thread, is_exchange))
                    return std::string("there is an exchange");
            return std::string();
        });
    };
    EXPECT_NONFATAL_FAILURE(check(), "\nXrlx "); // nothing before it, and no order
    EXPECT_NONFATAL_FAILURE(check(), "there is an exchange");
    EXPECT_NONFATAL_FAILURE(check(), "--gtest_filter=LitmusRandomProgram.ShrinksToTheOperationThatMatters");
}

} // namespace
} // namespace heddle::model::litmus
