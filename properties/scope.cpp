// Heddle's scope under the scope contract, and what it promises beyond it.
#include <heddle/properties/scope_contract.hpp>
#include <heddle/scope.hpp>

#include <memory>
#include <optional>
#include <string>
#include <system_error>

#include <heddle/properties/no_more_threads.hpp>
#include <heddle/support/lives.hpp>

namespace {

struct heddle_scope {
    template <class Body>
    decltype(auto) operator()(Body&& body) const {
        return heddle::scope(std::forward<Body>(body));
    }
};

} // namespace

namespace heddle::properties {
INSTANTIATE_TYPED_TEST_SUITE_P(heddle, scope_contract, heddle_scope);
}

namespace {

using namespace heddle;
using namespace heddle::properties;
using support::counted;
using support::life_register;

TEST(Scope, ReturnsWhatTheBodyReturns) {
    int here = 1;
    static_assert(std::is_same_v<decltype(scope([&](auto&) -> int& { return here; })), int&>);
    static_assert(std::is_void_v<decltype(scope([](auto&) {}))>);
    EXPECT_EQ(&scope([&](auto&) -> int& { return here; }), &here);
    EXPECT_EQ(*scope([](auto&) { return std::make_unique<int>(2); }), 2);
    const std::string text = "borrowed";
    EXPECT_EQ(&scope([&](auto& s) -> const std::string& { return s.spawn([&]() -> auto& { return text; }).join(); }),
              &text);
}

TEST(Scope, ThrowsTheFirstExceptionThatNobodyJoined) {
    EXPECT_EQ(failure_of([] {
                  scope([](auto& s) {
                      auto first = s.spawn([] { throw scope_failure{1}; });
                      while (!first.is_finished())
                          std::this_thread::yield();
                      s.spawn([] { throw scope_failure{2}; });
                  });
              }),
              1);
}

TEST(Scope, ReportsJoiningTwice) {
    scope([](auto& s) {
        auto handle = s.spawn([] {});
        handle.join();
        EXPECT_THROW(handle.join(), std::system_error);
    });
}

// Rust's borrow checker forbids it; here the handle stays good and the scope does not wait for it.
TEST(Scope, DoesNotWaitForAHandleThatLeavesIt) {
    life_register lives;
    {
        auto handle = scope([&](auto& s) { return s.spawn([&] { return counted(lives, 3); }); });
        EXPECT_TRUE(handle.is_finished());
        EXPECT_EQ(handle.join(), 3);

        std::optional<join_handle<void>> failed;
        EXPECT_EQ(failure_of([&] { scope([&](auto& s) { failed = s.spawn([] { throw scope_failure{4}; }); }); }), 4);
        EXPECT_EQ(failure_of([&] { failed->join(); }), 4);
    }
    EXPECT_EQ(lives.alive(), 0);
}

TEST(Scope, DestroysCallablesAndResultsBeforeItReturns) {
    life_register lives;
    for (int i = 0; i < 50; ++i) {
        scope([&](auto& s) {
            s.spawn([kept = counted(lives, i)] { return kept; });
            auto joined = s.spawn([kept = counted(lives, i)] { return kept; });
            joined.join();
            s.spawn([kept = std::make_unique<counted>(lives, i)] { return kept->value(); });
        });
        ASSERT_EQ(lives.alive(), 0);
    }
}

TEST(Scope, ReportsAThreadThatCannotBeStartedAndWaitsForTheOthers) {
    int done = 0;
    life_register lives;
    EXPECT_THROW(scope([&](auto& s) {
                     s.spawn([&done] { done = 1; });
                     const no_more_threads from_here;
                     s.spawn([kept = counted(lives, 1)] { return kept; });
                 }),
                 std::system_error);
    EXPECT_EQ(done, 1);
    EXPECT_EQ(lives.alive(), 0);
}

} // namespace
