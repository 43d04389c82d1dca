// Heddle's arc and weak in every execution that the memory model allows.
#include <heddle/arc.hpp>
#include <heddle/model.hpp>
#include <heddle/model/arc_contract.hpp>

#include <array>
#include <gtest/gtest.h>

#include "on_threads.hpp"

namespace heddle::model {
INSTANTIATE_TYPED_TEST_SUITE_P(heddle, arc_contract, arc<support::counted>);
}

namespace {

using namespace heddle;
using heddle::model::check;

// A value whose uses, changes and destruction must be kept apart.
struct watched {
    int number;
    explicit watched(int value) : number(value) {}
    watched(const watched&) = default;
    ~watched() { number = -1; } // a use, which must come after all others
};

using shared = arc<watched>;

void is(const shared& one, int number) { EXPECT_TRUE(one->number == number) << "a value is whole while it is shared"; }

// Each thread uses its share and gives it up: the destruction comes after every use, and nothing leaks.
template <std::size_t Threads>
void destroys_after_last_use() {
    std::array<shared, Threads> shares;
    shares.fill(shared::make(1));
    on_threads<Threads>([&](std::size_t me) {
        is(shares[me], 1);
        shares[me].reset();
    });
}

void copies_while_others_drop() {
    std::array<shared, 2> shares;
    shares.fill(shared::make(1));
    on_threads<2>([&](std::size_t me) {
        shared mine = std::move(shares[me]);
        shared copy = mine;
        mine.reset();
        is(copy, 1);
    });
}

void upgrades_only_what_lives() {
    shared one = shared::make(1);
    weak<watched> watching = one.downgrade();
    on_threads<2>([&](std::size_t me) {
        if (me == 0)
            return one.reset();
        if (const shared gained = watching.upgrade())
            is(gained, 1);
    });
    EXPECT_TRUE(!watching.upgrade()) << "a value that is gone stays gone";
}

// The last weak, the last arc: whoever is last gives the memory back.
void frees_with_the_last_weak() {
    shared one = shared::make(1);
    std::array<weak<watched>, 2> watching;
    watching.fill(one.downgrade());
    on_threads<3>([&](std::size_t me) {
        if (me == 2)
            return one.reset();
        weak<watched> copy = watching[me];
        watching[me].reset();
        EXPECT_TRUE(copy.use_count() <= 1) << "a count can be looked at while a weak is held";
    });
}

// get_mut() on one thread while the other reads its share and gives it up.
void get_mut_after_the_last_reader() {
    shared one = shared::make(1);
    shared other = one;
    on_threads<2>([&](std::size_t me) {
        if (me == 0) {
            if (watched* const own = one.get_mut())
                own->number = 2;
            return;
        }
        is(other, 1);
        other.reset();
    });
}

// downgrade() waits while get_mut() looks, and get_mut() sees the weak reference or comes before it.
void get_mut_beside_a_downgrade() {
    shared one = shared::make(1);
    shared other = one;
    on_threads<2>([&](std::size_t me) {
        if (me == 0) {
            if (watched* const own = one.get_mut())
                own->number = 2;
            return;
        }
        const weak<watched> watching = other.downgrade();
        other.reset();
        if (const shared gained = watching.upgrade()) {
            EXPECT_TRUE(gained->number == 1) << "nobody changes a value that is shared";
        }
    });
}

// A weak becomes strong and is dropped: get_mut() must see one or the other.
void get_mut_sees_an_upgrade() {
    shared one = shared::make(1);
    weak<watched> watching = one.downgrade();
    on_threads<2>([&](std::size_t me) {
        if (me == 0) {
            if (watched* const own = one.get_mut())
                own->number = 2;
            return;
        }
        const shared gained = watching.upgrade();
        watching.reset();
        if (gained) {
            EXPECT_TRUE(gained->number == 1) << "nobody changes a value that is shared";
        }
    });
}

void make_mut_leaves_others_alone() {
    std::array<shared, 2> shares;
    shares.fill(shared::make(1));
    on_threads<2>([&](std::size_t me) {
        is(shares[me], 1);
        shares[me].make_mut().number += 1;
        is(shares[me], 2);
    });
    EXPECT_TRUE(!ptr_eq(shares[0], shares[1])) << "make_mut makes a copy of what is shared";
}

void make_mut_takes_it_from_weaks() {
    shared one = shared::make(1);
    weak<watched> watching = one.downgrade();
    on_threads<2>([&](std::size_t me) {
        if (me == 0) {
            one.make_mut().number = 2;
            is(one, 2);
            return;
        }
        if (const shared gained = watching.upgrade())
            is(gained, 1);
        watching.reset();
    });
    EXPECT_TRUE(one.use_count() == 1) << "make_mut leaves an arc that is alone";
}

template <std::size_t Threads>
void into_inner_for_exactly_one() {
    std::array<shared, Threads> shares;
    shares.fill(shared::make(1));
    sync::atomic<int> given{0};
    on_threads<Threads>([&](std::size_t me) {
        is(shares[me], 1);
        if (auto value = std::move(shares[me]).into_inner()) {
            value->number += 1;
            given.fetch_add(1, sync::memory_order_relaxed);
        }
    });
    EXPECT_TRUE(given.load(sync::memory_order_relaxed) == 1) << "exactly one of the last owners gets the value";
}

void try_unwrap_for_at_most_one() {
    std::array<shared, 2> shares;
    shares.fill(shared::make(1));
    sync::atomic<int> given{0};
    on_threads<2>([&](std::size_t me) {
        is(shares[me], 1);
        if (auto value = shares[me].try_unwrap()) {
            value->number += 1;
            EXPECT_TRUE(!shares[me]) << "an arc is empty when its value is taken";
            given.fetch_add(1, sync::memory_order_relaxed);
        }
        shares[me].reset();
    });
    EXPECT_TRUE(given.load(sync::memory_order_relaxed) <= 1) << "at most one owner gets the value";
}

TEST(Arc, DestroysAfterLastUseByThree) { check(destroys_after_last_use<3>); }
TEST(Arc, CopiesWhileOthersDrop) { check(copies_while_others_drop); }
TEST(Arc, UpgradesOnlyWhatLives) { check(upgrades_only_what_lives); }
TEST(Arc, FreesWithTheLastWeak) { check(frees_with_the_last_weak); }
TEST(Arc, GetMutAfterTheLastReader) { check(get_mut_after_the_last_reader); }
TEST(Arc, GetMutBesideADowngrade) { check(get_mut_beside_a_downgrade); }
TEST(Arc, GetMutSeesAnUpgrade) { check(get_mut_sees_an_upgrade); }
TEST(Arc, MakeMutLeavesOthersAlone) { check(make_mut_leaves_others_alone); }
TEST(Arc, MakeMutTakesItFromWeaks) { check(make_mut_takes_it_from_weaks); }
TEST(Arc, IntoInnerForExactlyOneOfTwo) { check(into_inner_for_exactly_one<2>); }
TEST(Arc, IntoInnerForExactlyOneOfThree) { check(into_inner_for_exactly_one<3>); }
TEST(Arc, TryUnwrapForAtMostOne) { check(try_unwrap_for_at_most_one); }

} // namespace
