// Heddle's arc and weak under Relacy.
#include <heddle/arc.hpp>

#include <array>

#include "../on_threads.hpp"
#include "relacy_case.hpp"

namespace {

using namespace heddle;
using relacy::check;

// A value whose every use, change and destruction Relacy keeps apart.
struct watched {
    sync::plain<int> number;
    explicit watched(int value) : number(value) {}
    watched(const watched&) = default;
    ~watched() { number = -1; }
};

using shared = arc<watched>;

void is(const shared& one, int number) { check(one->number == number, "a value is whole while it is shared"); }

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
    check(!watching.upgrade(), "a value that is gone stays gone");
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
        check(copy.use_count() <= 1, "a count can be looked at while a weak is held");
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
        if (gained)
            check(gained->number == 1, "nobody changes a value that is shared");
    });
}

// A strong becomes weak and is dropped, then strong again: get_mut() must see one or the other.
void get_mut_sees_a_downgrade() {
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
        if (const shared gained = watching.upgrade())
            check(gained->number == 1, "nobody changes a value that is shared");
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
    check(!ptr_eq(shares[0], shares[1]), "make_mut makes a copy of what is shared");
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
    check(one.use_count() == 1, "make_mut leaves an arc that is alone");
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
    check(given.load(sync::memory_order_relaxed) == 1, "exactly one of the last owners gets the value");
}

void try_unwrap_for_at_most_one() {
    std::array<shared, 2> shares;
    shares.fill(shared::make(1));
    sync::atomic<int> given{0};
    on_threads<2>([&](std::size_t me) {
        is(shares[me], 1);
        if (auto value = shares[me].try_unwrap()) {
            value->number += 1;
            check(!shares[me], "an arc is empty when its value is taken");
            given.fetch_add(1, sync::memory_order_relaxed);
        }
        shares[me].reset();
    });
    check(given.load(sync::memory_order_relaxed) <= 1, "at most one owner gets the value");
}

} // namespace

int main(int argc, char** argv) {
    using relacy::one, relacy::search;
    return relacy::run_cases(
        {
            one<&destroys_after_last_use<2>, 2>("DestroysAfterLastUseByTwo", search::random_and_full),
            one<&destroys_after_last_use<3>, 3>("DestroysAfterLastUseByThree"),
            one<&copies_while_others_drop, 2>("CopiesWhileOthersDrop", search::random_and_full),
            one<&upgrades_only_what_lives, 2>("UpgradesOnlyWhatLives", search::random_and_full),
            one<&frees_with_the_last_weak, 3>("FreesWithTheLastWeak"),
            one<&get_mut_after_the_last_reader, 2>("GetMutAfterTheLastReader", search::random_and_full),
            one<&get_mut_sees_an_upgrade, 2>("GetMutSeesAnUpgrade", search::random_and_full),
            one<&get_mut_sees_a_downgrade, 2>("GetMutSeesADowngrade"),
            one<&make_mut_leaves_others_alone, 2>("MakeMutLeavesOthersAlone", search::random_and_full),
            one<&make_mut_takes_it_from_weaks, 2>("MakeMutTakesItFromWeaks"),
            one<&into_inner_for_exactly_one<2>, 2>("IntoInnerForExactlyOneOfTwo", search::random_and_full),
            one<&into_inner_for_exactly_one<3>, 3>("IntoInnerForExactlyOneOfThree"),
            one<&try_unwrap_for_at_most_one, 2>("TryUnwrapForAtMostOne", search::random_and_full),
        },
        argc, argv);
}
