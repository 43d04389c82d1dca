// Heddle's arc and weak under the arc contract, and what they promise beyond it.
#include <heddle/arc.hpp>
#include <heddle/properties/arc_contract.hpp>

#include <stdexcept>
#include <string>

namespace heddle::properties {
INSTANTIATE_TYPED_TEST_SUITE_P(heddle, arc_contract, arc<counted>);
}

namespace {

using namespace heddle;
using namespace heddle::properties;
using support::ensure;
using support::ensure_equal;

static_assert(sizeof(arc<int>) == sizeof(void*) && sizeof(weak<int>) == sizeof(void*));
static_assert(std::is_same_v<decltype(*std::declval<arc<int>&>()), const int&>, "an arc gives no way to change");
static_assert(std::is_same_v<decltype(std::declval<arc<int>&>().operator->()), const int*>);
static_assert(std::is_nothrow_copy_constructible_v<arc<int>> && std::is_nothrow_move_constructible_v<arc<int>>);
static_assert(!std::is_constructible_v<arc<int>, int*>, "one allocation: an arc adopts no pointer");

using shares = subject_of<arc<counted>>;

bool unshared(const arc_model& model, int id) { return id != 0 && model.owners(id) == 1; }

// A try_unwrap() and an into_inner() that gave `value`, or not, where only the last owner gets it.
void ensure_given(const arc_model& model, int id, const std::optional<counted>& value, const char* promise) {
    ensure_equal(value.has_value(), unshared(model, id), promise);
    if (value)
        ensure_equal(value->value(), model.values[static_cast<std::size_t>(id)], "the value comes out as it was");
}

void make_mut(arc_model& model, shares& actual, int argument) {
    const places at(argument);
    int& id = model.strong[at.one];
    if (id == 0)
        return;
    counted& own = actual.strong[at.one].make_mut();
    ensure_equal(own.value(), model.values[static_cast<std::size_t>(id)], "make_mut begins with the value as it was");
    ensure_equal(actual.strong[at.one].use_count() + actual.strong[at.one].weak_count(), std::size_t{1},
                 "make_mut leaves no other reference of either kind");
    own = counted(actual.lives, argument);
    if (!unshared(model, id) || model.watchers(id) > 0)
        id = model.add(argument); // others keep the old one, or lose sight of it
    else
        model.values[static_cast<std::size_t>(id)] = argument;
}

void get_mut(arc_model& model, shares& actual, int argument) {
    const int id = model.strong[places(argument).one];
    counted* const own = actual.strong[places(argument).one].get_mut();
    ensure_equal(own != nullptr, unshared(model, id) && model.watchers(id) == 0,
                 "get_mut gives the value just when there is no other reference of either kind");
    if (!own)
        return;
    *own = counted(actual.lives, argument);
    model.values[static_cast<std::size_t>(id)] = argument;
}

std::vector<operation<arc_model, shares>> operations() {
    auto all = arc_operations<arc<counted>>();
    const auto add = [&all](const char* name, auto call) { all.push_back(arc_operation<arc<counted>>(name, call)); };
    add("make_mut", make_mut);
    add("get_mut", get_mut);
    add("try_unwrap", [](arc_model& model, shares& actual, int argument) {
        const places at(argument);
        ensure_given(model, model.strong[at.one], actual.strong[at.one].try_unwrap(),
                     "try_unwrap gives the value to the only owner");
        if (unshared(model, model.strong[at.one]))
            model.strong[at.one] = 0;
    });
    add("into_inner", [](arc_model& model, shares& actual, int argument) {
        const places at(argument);
        ensure_given(model, model.strong[at.one], std::move(actual.strong[at.one]).into_inner(),
                     "into_inner gives the value to the last owner");
        model.strong[at.one] = 0;
    });
    add("counts", [](arc_model& model, shares& actual, int argument) {
        const places at(argument);
        const int id = model.weak[at.one];
        ensure_equal(static_cast<long>(actual.weak[at.one].use_count()), id ? model.owners(id) : 0L,
                     "a weak counts the arcs");
        ensure_equal(static_cast<long>(actual.weak[at.one].weak_count()), model.alive(id) ? model.watchers(id) : 0L,
                     "a weak counts the weaks while the value lives");
        const int other = model.strong[at.other];
        ensure_equal(static_cast<long>(actual.strong[at.other].weak_count()), other ? model.watchers(other) : 0L,
                     "an arc counts the weaks");
    });
    add("ptr_eq", [](arc_model& model, shares& actual, int argument) {
        const places at(argument);
        ensure_equal(ptr_eq(actual.strong[at.one], actual.strong[at.other]),
                     model.strong[at.one] == model.strong[at.other], "ptr_eq says whether arcs share one value");
        ensure_equal(ptr_eq(actual.weak[at.one], actual.weak[at.other]), model.weak[at.one] == model.weak[at.other],
                     "ptr_eq says whether weaks watch one value");
    });
    return all;
}

TEST(Arc, AgreesWithItsModelWhereTheValueIsChangedOrTakenOut) { agrees_with_model(operations()); }

TEST(Arc, IsEmptyByDefault) {
    arc<int> none;
    EXPECT_FALSE(none);
    EXPECT_EQ(none.get(), nullptr);
    EXPECT_EQ(none.get_mut(), nullptr);
    EXPECT_EQ(none.use_count() + none.weak_count(), 0u);
    EXPECT_FALSE(none.try_unwrap());
    EXPECT_FALSE(std::move(none).into_inner());
    EXPECT_FALSE(weak<int>().upgrade());
    EXPECT_FALSE(arc<int>().downgrade().upgrade());
}

TEST(Arc, SurvivesAssignmentToItself) {
    life_register lives;
    auto shared = arc<counted>::make(lives, 3);
    auto& same = shared;
    shared = same;
    EXPECT_EQ(shared->value(), 3);
    EXPECT_EQ(shared.use_count(), 1u);
}

TEST(Arc, LeavesNothingBehindWhenTheValueCannotBeMade) {
    struct stubborn {
        explicit stubborn(int) { throw std::runtime_error("no"); }
    };
    EXPECT_THROW((void)arc<stubborn>::make(1), std::runtime_error);
}

struct copied_badly : counted {
    using counted::counted;
    copied_badly(const copied_badly& other) : counted(other) { throw std::runtime_error("no copy"); }
    copied_badly(copied_badly&&) = default;
};

TEST(Arc, KeepsASharedValueWhenItCannotBeCopied) {
    life_register lives;
    {
        auto one = arc<copied_badly>::make(lives, 5);
        const auto other = one;
        EXPECT_THROW((void)one.make_mut(), std::runtime_error);
        EXPECT_TRUE(ptr_eq(one, other));
        EXPECT_EQ(one.use_count(), 2u);
    }
    EXPECT_EQ(lives.alive(), 0);
}

TEST(Arc, TakesAnUnsharedValueFromItsWeaksBeforeChangingIt) {
    life_register lives;
    auto one = arc<counted>::make(lives, 5);
    const weak<counted> watching = one.downgrade();
    one.make_mut() = counted(lives, 6);
    EXPECT_FALSE(watching.upgrade());
    EXPECT_EQ(one->value(), 6);
    EXPECT_NE(one.get_mut(), nullptr);
    EXPECT_EQ(lives.alive(), 1);
}

TEST(Arc, IsNotChangedUnderTheEyesOfAWeak) {
    auto one = arc<int>::make(5);
    auto watching = one.downgrade();
    EXPECT_EQ(one.get_mut(), nullptr);
    EXPECT_EQ(*watching.upgrade(), 5);
    watching.reset();
    EXPECT_NE(one.get_mut(), nullptr);
}

TEST(Arc, HoldsValuesThatCannotMove) {
    const auto shared = arc<std::atomic<int>>::make(4);
    EXPECT_EQ(arc<std::atomic<int>>(shared)->load(), 4);
}

TEST(ArcDeathTest, EndsTheProcessBeforeACountOverflows) {
    testing::GTEST_FLAG(death_test_style) = "threadsafe";
    constexpr auto limit = detail::arc_counts::limit;
    detail::arc_counts almost(limit, limit - 1);
    almost.add_strong();
    almost.add_weak();
    EXPECT_DEATH(almost.add_strong(), "");
    EXPECT_DEATH((void)almost.try_add_strong(), "");
    EXPECT_DEATH(almost.add_weak(), "");
    EXPECT_DEATH(almost.add_weak_beside_strong(), "");
}

// Each thread does as it likes and in the end asks for the value.
TEST(Arc, GivesTheValueToExactlyOneOfItsLastOwners) {
    const vocabulary words{.names = {"copy_and_drop", "try_unwrap", "into_inner"}, .weights = {3, 1, 1}};
    for_all_programs(words, {.max_calls = 3}, [](const program& threads) {
        life_register lives;
        std::vector<arc<counted>> all(threads.size(), arc<counted>::make(lives, 7));
        std::atomic<int> given{0};
        support::run_actors(static_cast<int>(threads.size()), [&](int me) {
            const auto number = static_cast<std::size_t>(me);
            arc<counted> mine = std::move(all[number]);
            const auto take = [&given](const std::optional<counted>& value) {
                if (value)
                    given += value->value() == 7 ? 1 : 100;
            };
            for (const call& one : threads[number]) {
                if (one.operation == 0)
                    (void)arc<counted>(mine); // NOLINT(bugprone-use-after-move): an arc that was moved from is empty
                else
                    take(one.operation == 1 ? mine.try_unwrap() : std::move(mine).into_inner());
            }
            take(std::move(mine).into_inner());
        });
        ensure_equal(given.load(), 1, "exactly one of the last owners gets the value");
        lives.ensure_all_dead();
    });
}

struct twins {
    int first = 0;
    int second = 0;
};

// Whoever can change a value is alone with it: nobody sees it half changed, and get_mut's changes stay.
TEST(Arc, IsChangedOnlyByWhoIsAloneWithIt) {
    const vocabulary words{.names = {"get_mut", "make_mut", "read", "watch", "upgrade", "share"}};
    for_all_programs(words, {.max_threads = 3}, [](const program& threads) {
        std::vector<arc<twins>> all(threads.size(), arc<twins>::make());
        support::run_actors(static_cast<int>(threads.size()), [&](int me) {
            arc<twins> mine = all[static_cast<std::size_t>(me)];
            all[static_cast<std::size_t>(me)].reset();
            weak<twins> watching;
            const auto change = [](twins& own, int amount) {
                ensure_equal(own.first, own.second, "who may change a value is alone with it");
                own.first += amount;
                std::this_thread::yield();
                own.second += amount;
            };
            for (const auto& [which, argument] : threads[static_cast<std::size_t>(me)]) {
                if (which == 0) {
                    if (twins* const own = mine.get_mut())
                        change(*own, argument);
                } else if (which == 1) {
                    change(mine.make_mut(), argument);
                } else if (which == 2) {
                    ensure_equal(mine->first, mine->second, "nobody sees a value half changed");
                } else if (which == 3) {
                    watching = mine.downgrade();
                } else if (which == 4) {
                    if (auto gained = watching.upgrade())
                        mine = std::move(gained);
                } else {
                    const arc<twins> shared = mine;
                    ensure(mine.get_mut() == nullptr, "get_mut refuses a shared value");
                }
            }
        });
    });
}

} // namespace
