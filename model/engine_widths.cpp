// Every width and kind of atomic operation, through std::atomic, atomic_ref, atomic_flag and the compilers' 16 bytes.
#include "engine_test_support.hpp"

#include <array>
#include <memory>
#include <thread>

namespace {

using namespace heddle::model;
using heddle::model::testing_support::expect_exactly;
using heddle::model::testing_support::why_not;

template <typename Integer>
class Widths : public testing::Test {};
using integers = testing::Types<std::uint8_t, std::int16_t, std::uint32_t, std::int64_t>;
TYPED_TEST_SUITE(Widths, integers);

TYPED_TEST(Widths, EveryOperationComputesWhatItShould) {
    expect_exactly(1, [] {
        std::atomic<TypeParam> x{5};
        EXPECT_EQ(x.load(), TypeParam{5});
        x.store(6);
        EXPECT_EQ(x.exchange(7), TypeParam{6});
        EXPECT_EQ(x.fetch_add(3), TypeParam{7});
        EXPECT_EQ(x.fetch_sub(1), TypeParam{10});
        EXPECT_EQ(x.fetch_and(12), TypeParam{9});
        EXPECT_EQ(x.fetch_or(3), TypeParam{8});
        EXPECT_EQ(x.fetch_xor(1), TypeParam{11});
        TypeParam expected = 1;
        EXPECT_FALSE(x.compare_exchange_strong(expected, 2));
        EXPECT_EQ(expected, TypeParam{10});
        EXPECT_TRUE(x.compare_exchange_weak(expected, 2));
        EXPECT_EQ(x.load(), TypeParam{2});
        x.store(static_cast<TypeParam>(-1));
        EXPECT_EQ(x.fetch_add(2), static_cast<TypeParam>(-1));
        EXPECT_EQ(x.load(), TypeParam{1});
    });
}

TYPED_TEST(Widths, NeighboursAreIndependent) {
    expect_exactly(4, [] {
        std::array<std::atomic<TypeParam>, 4> cells{};
        std::thread first([&] {
            cells[1].store(1, std::memory_order_relaxed);
            (void)cells[2].load(std::memory_order_relaxed);
        });
        cells[2].store(1, std::memory_order_relaxed);
        (void)cells[1].load(std::memory_order_relaxed);
        first.join();
        EXPECT_EQ(cells[0].load(), TypeParam{0});
        EXPECT_EQ(cells[3].load(), TypeParam{0});
    });
}

TEST(Widths, SixteenBytes) {
    struct pair {
        std::uint64_t low;
        std::uint64_t high;
    };
    expect_exactly(2, [] {
        std::atomic<pair> x{pair{1, 2}};
        const auto increment = [&] {
            pair before = x.load(std::memory_order_relaxed);
            while (
                !x.compare_exchange_strong(before, pair{before.low + 1, before.high + 1}, std::memory_order_relaxed)) {
            }
        };
        increment();
        std::thread other([&] { x.exchange(pair{9, 9}, std::memory_order_relaxed); });
        const pair seen = x.load(std::memory_order_relaxed);
        EXPECT_TRUE((seen.low == 2 && seen.high == 3) || (seen.low == 9 && seen.high == 9));
        other.join();
    });
}

TEST(Widths, LargerObjectsAreNamed) {
    struct triple {
        std::array<std::uint64_t, 3> words;
    };
    const result found = explore([] {
        std::atomic<triple> x{};
        x.store(triple{});
    });
    ASSERT_TRUE(found.unsupported) << why_not(found);
    EXPECT_NE(found.unsupported->find("__atomic_store"), std::string::npos) << *found.unsupported;
}

TEST(Widths, ReferencesFlagsAndFloatingPoint) {
    expect_exactly(2, [] {
        int plain = 0;
        std::atomic_flag flag = ATOMIC_FLAG_INIT;
        std::atomic<double> real{0.5};
        std::thread other([&] { std::atomic_ref<int>(plain).store(1, std::memory_order_relaxed); });
        (void)std::atomic_ref<int>(plain).load(std::memory_order_relaxed);
        other.join();
        EXPECT_EQ(plain, 1);
        EXPECT_FALSE(flag.test_and_set());
        EXPECT_TRUE(flag.test());
        flag.clear();
        EXPECT_EQ(real.fetch_add(0.25), 0.5);
        EXPECT_EQ(real.load(), 0.75);
    });
}

TEST(Widths, AnAtomicMayBeginAnewInTheSameStorage) {
    expect_exactly(1, [] {
        for (int i = 0; i < 3; ++i) {
            std::atomic<int> local{i};
            EXPECT_EQ(local.fetch_add(1), i);
            const auto heap = std::make_unique<std::atomic<int>>(i);
            EXPECT_EQ(heap->load(), i);
        }
    });
}

TEST(Widths, SharedPointersCountAtomically) {
    options how;
    how.self_check = true;
    const result found = explore(
        [] {
            auto shared = std::make_shared<int>(1);
            std::weak_ptr<int> weak = shared;
            std::thread other([copy = shared]() mutable { copy.reset(); });
            if (const auto locked = weak.lock()) {
                EXPECT_EQ(*locked, 1);
            }
            shared.reset();
            other.join();
            EXPECT_TRUE(weak.expired());
        },
        how);
    EXPECT_TRUE(found.verified()) << why_not(found);
    EXPECT_EQ(found.duplicates, 0U);
    EXPECT_GT(found.executions, 1U);
}

} // namespace
