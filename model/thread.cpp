// Heddle's spawn and join_handle in every execution that the memory model allows.
#include <heddle/model.hpp>
#include <heddle/model/thread_contract.hpp>
#include <heddle/thread.hpp>

#include <gtest/gtest.h>
#include <memory>
#include <system_error>
#include <utility>

namespace heddle::model {
INSTANTIATE_TYPED_TEST_SUITE_P(heddle, thread_contract, join_handle<int>);
}

namespace {

using heddle::join_handle;
using heddle::spawn;
using heddle::model::check;

// Plain data that a thread shares with its parent, which only a test should hide in a class.
struct shared_int {
    int* where;
};

int raises(shared_int shared, int amount) {
    *shared.where += amount;
    return *shared.where;
}

int fails(shared_int shared) {
    *shared.where = 1;
    throw 7;
}

// A result whose destructor uses it: it must have been written before, and be destroyed once.
struct result {
    std::unique_ptr<int> alive = std::make_unique<int>(1);

    result() = default;
    result(result&&) noexcept = default;
    ~result() {
        if (alive)
            *alive -= 1;
    }
};

result returns_result() { return {}; }

TEST(Thread, JoinBringsResultAndMemory) {
    check([] {
        int shared = 1;
        auto handle = spawn(&raises, shared_int{&shared}, 2);
        EXPECT_EQ(handle.join(), 3);
        EXPECT_EQ(shared, 3);
    });
}

TEST(Thread, JoinBringsTheException) {
    check([] {
        int shared = 0;
        auto handle = spawn(&fails, shared_int{&shared});
        int caught = 0;
        try {
            handle.join();
        } catch (int thrown) {
            caught = thrown;
        }
        EXPECT_EQ(caught, 7);
        EXPECT_EQ(shared, 1);
    });
}

TEST(Thread, FinishedShowsMemory) {
    check([] {
        int shared = 0;
        auto handle = spawn(&raises, shared_int{&shared}, 2);
        if (handle.is_finished()) {
            EXPECT_EQ(shared, 2);
        }
        handle.join();
    });
}

TEST(Thread, FinishedMeansArgumentsAreGone) {
    check([] {
        struct argument {
            int* gone;
            explicit argument(int& where) : gone(&where) {}
            argument(argument&& other) noexcept : gone(std::exchange(other.gone, nullptr)) {}
            ~argument() {
                if (gone)
                    *gone = 1;
            }
        };
        int gone = 0;
        auto handle = spawn([](argument&&) {}, argument(gone));
        if (handle.is_finished()) {
            EXPECT_EQ(gone, 1);
        }
        handle.join();
    });
}

TEST(Thread, LastOwnerDestroysTheResult) {
    check([] {
        const auto handle = spawn(&returns_result);
        (void)handle.is_finished();
    });
}

TEST(Thread, DetachedThreadsLeaveNothing) {
    check([] {
        spawn(&returns_result);
        spawn([] { throw 1; });
    });
}

TEST(Thread, HandleMovesToAnotherThread) {
    check([] {
        int shared = 0;
        auto first = spawn(&raises, shared_int{&shared}, 1);
        auto second = spawn([](decltype(first) other) { return other.join() + 1; }, std::move(first));
        EXPECT_EQ(second.join(), 2);
        EXPECT_EQ(shared, 1);
    });
}

TEST(Thread, JoiningOneselfIsReported) {
    check([] {
        struct place {
            heddle::sync::atomic<join_handle<bool>*>* where;
        };
        heddle::sync::atomic<join_handle<bool>*> shared{nullptr};
        join_handle<bool> own = spawn(
            [](place at) {
                join_handle<bool>* const mine = at.where->load(std::memory_order_acquire);
                if (mine == nullptr)
                    return true; // too early to know itself
                try {
                    return mine->join();
                } catch (const std::system_error&) {
                    return true;
                }
            },
            place{&shared});
        shared.store(&own, std::memory_order_release);
        EXPECT_TRUE(own.join());
    });
}

} // namespace
