// Heddle's threads under the thread contract, what spawn and join_handle promise beyond it, and what may be sent.
#include <heddle/properties/no_more_threads.hpp>
#include <heddle/properties/thread_contract.hpp>
#include <heddle/thread.hpp>

#include <map>
#include <string>
#include <variant>
#include <vector>

namespace heddle::properties {
template <>
inline constexpr bool brings_exceptions<join_handle<void>> = true;

using handles = testing::Types<join_handle<int>, join_handle<void>>;
INSTANTIATE_TYPED_TEST_SUITE_P(heddle, thread_contract, handles);
} // namespace heddle::properties

namespace {

// A class that borrows and says so, and one that is refused unless it says that it may be sent.
struct borrows {
    int* hidden;
};
template <class T>
struct owner_of {
    T* address;
};

} // namespace

template <>
inline constexpr bool heddle::enable_send<borrows> = false;
template <>
inline constexpr bool heddle::enable_send<owner_of<int*>> = true;

namespace {

using namespace heddle;
using namespace heddle::properties;
using support::counted;
using support::life_register;

static_assert(sizeof(join_handle<int>) <= 2 * sizeof(void*));

template <class... T>
inline constexpr bool all_send = (send<T> && ...);
template <class... T>
inline constexpr bool none_sends = !(send<T> || ...);

static_assert(all_send<int, const int, std::string, std::unique_ptr<int>, std::vector<std::string>, void (*)(int*),
                       std::pair<int, std::string>, std::array<int, 3>, std::unique_ptr<const int[]>,
                       std::map<int, std::string>, std::chrono::seconds, join_handle<int>, std::thread::id>);
static_assert(none_sends<int*, const int*, void*, const char*, int&, const int&, int&&, std::string_view,
                         std::span<int>, std::span<int, 3>, std::reference_wrapper<int>, std::function<void()>>);
static_assert(none_sends<std::pair<int, const char*>, std::tuple<int, int&>, std::optional<std::string_view>,
                         std::vector<int*>, std::array<std::span<int>, 2>, std::map<int, std::string_view>,
                         std::variant<int, int*>, std::unique_ptr<char*[]>, std::pair<const std::string_view, int>,
                         std::vector<std::vector<std::pair<int, std::string_view>>>, join_handle<int*>>);
static_assert(all_send<std::shared_ptr<const int>, std::shared_ptr<std::atomic<int>>, std::weak_ptr<const int>>);
static_assert(none_sends<std::shared_ptr<int>, std::weak_ptr<int>, std::shared_ptr<const std::string_view>>);
static_assert(none_sends<std::unique_lock<std::mutex>, std::shared_lock<std::shared_mutex>>);
static_assert(none_sends<borrows, std::vector<borrows>, owner_of<char*>> && send<owner_of<int*>>);

// How often an argument was copied and moved on its way.
struct traveller {
    int copies = 0;
    int moves = 0;

    traveller() = default;
    traveller(const traveller& other) : copies(other.copies + 1), moves(other.moves) {}
    traveller(traveller&& other) noexcept : copies(other.copies), moves(other.moves + 1) {}
};

TEST(Spawn, MovesArgumentsInAndTheResultOut) {
    const traveller back = spawn([](traveller one) { return one; }, traveller()).join();
    EXPECT_EQ(back.copies, 0);
    EXPECT_LE(back.moves, 5);
}

TEST(Spawn, CopiesAnLvalueOnceAndLeavesIt) {
    const traveller original;
    EXPECT_EQ(spawn([](traveller one) { return one.copies; }, original).join(), 1);
    EXPECT_EQ(original.copies, 0);
}

TEST(Spawn, CallsMembersOfItsArgument) { EXPECT_EQ(spawn(&std::string::size, std::string("four")).join(), 4U); }

TEST(Spawn, DestroysArgumentsAndDoesNotRunWhenCopyingThrows) {
    struct uncopyable {
        uncopyable() = default;
        uncopyable(const uncopyable&) { throw thread_failure{1}; }
    };
    life_register lives;
    const uncopyable one;
    EXPECT_THROW(spawn([](counted, uncopyable) {}, counted(lives, 1), one), thread_failure);
    EXPECT_EQ(lives.alive(), 0);
}

TEST(Spawn, ReportsAThreadThatCannotBeStarted) {
    life_register lives;
    const no_more_threads now;
    EXPECT_THROW(spawn([](counted one) { return one; }, counted(lives, 1)), std::system_error);
    EXPECT_EQ(lives.alive(), 0);
}

TEST(JoinHandle, LetsTheThreadRunOnWhenItIsDropped) {
    struct board {
        std::atomic<bool> may_end{false};
        std::atomic<bool> ended{false};
    };
    struct board_of {
        board* where;
    };
    life_register lives;
    board shared;
    {
        const auto dropped = spawn(
            [](board_of its, counted argument) {
                while (!its.where->may_end)
                    std::this_thread::yield();
                its.where->ended = true;
                return argument;
            },
            board_of{&shared}, counted(lives, 1));
        EXPECT_FALSE(dropped.is_finished());
    }
    EXPECT_FALSE(shared.ended);
    shared.may_end = true;
    while (lives.alive() > 0)
        std::this_thread::yield();
    EXPECT_TRUE(shared.ended);
}

TEST(JoinHandle, DropsResultAndExceptionThatNobodyJoins) {
    life_register lives;
    for (int i = 0; i < 50; ++i) {
        auto finished = spawn([](counted one) { return one; }, counted(lives, i));
        while (i % 2 == 0 && !finished.is_finished())
            std::this_thread::yield();
        spawn([](counted one) { throw std::make_unique<counted>(std::move(one)); }, counted(lives, i));
    }
    while (lives.alive() > 0)
        std::this_thread::yield();
}

TEST(JoinHandle, ReplacesAThreadByAnother) {
    auto handle = spawn([](int value) { return value; }, 1);
    handle = spawn([](int value) { return value; }, 2);
    EXPECT_EQ(handle.join(), 2);
    EXPECT_FALSE(handle.joinable());
}

TEST(JoinHandle, ReportsJoiningTwiceAndAskingAfterwards) {
    auto handle = spawn([] {});
    EXPECT_TRUE(handle.joinable());
    handle.join();
    EXPECT_FALSE(handle.joinable());
    EXPECT_THROW(handle.join(), std::system_error);
    EXPECT_THROW((void)handle.is_finished(), std::system_error);
}

TEST(JoinHandle, ReportsAThreadThatJoinsItself) {
    using handle = join_handle<bool>;
    struct place {
        std::atomic<handle*> where{nullptr};
    };
    struct place_of {
        place* its;
    };
    place shared;
    handle own = spawn(
        [](place_of at) {
            while (!at.its->where)
                std::this_thread::yield();
            try {
                at.its->where.load()->join();
            } catch (const std::system_error&) {
                return true;
            }
            return false;
        },
        place_of{&shared});
    shared.where = &own;
    EXPECT_TRUE(own.join());
}

TEST(JoinHandle, IsNotFinishedWhileTheThreadWorks) {
    struct gate {
        std::atomic<bool>* open;
    };
    std::atomic<bool> open{false};
    auto handle = spawn(
        [](gate its) {
            while (!*its.open)
                std::this_thread::yield();
        },
        gate{&open});
    EXPECT_FALSE(handle.is_finished());
    open = true;
    handle.join();
}

} // namespace
