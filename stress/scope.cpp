// Heddle's scope under stress.
#include <heddle/scope.hpp>
#include <heddle/stress/scope_contract.hpp>

#include <utility>

namespace {

struct heddle_scope {
    template <class Body>
    decltype(auto) operator()(Body&& body) const {
        return heddle::scope(std::forward<Body>(body));
    }
};

} // namespace

namespace heddle::stress {
INSTANTIATE_TYPED_TEST_SUITE_P(heddle, scope_contract, heddle_scope);
}

namespace {

using namespace heddle::stress;

// Threads that fail while others are joined: the scope throws one of the exceptions that nobody joined.
class failing_round : public round {
public:
    std::uint64_t play(int me, perturbation& shaken) override {
        int thrown = -1;
        const bool unjoined = shaken.random().one_in(2);
        try {
            heddle::support::at("within a scope of failing threads");
            heddle::scope([&](auto& s) {
                auto first = s.spawn([me]() -> int { throw me; });
                shaken.shake();
                auto second = s.spawn([first = std::move(first)]() mutable { return caught(first); });
                for (int i = 1; unjoined && i <= 2; ++i)
                    s.spawn([me, i] { throw me + i; });
                heddle::support::ensure_equal(second.join(), me, "join throws what the thread threw");
            });
        } catch (int number) {
            thrown = number;
        }
        heddle::support::ensure(unjoined ? thrown == me + 1 || thrown == me + 2 : thrown == -1,
                                "the scope throws just an exception that nobody joined");
        return unjoined ? 4 : 2;
    }

    void judge() override {}

private:
    template <class Handle>
    static int caught(Handle& handle) {
        try {
            return handle.join() - 1;
        } catch (int number) {
            return number;
        }
    }
};

TEST(Scope, ThrowsAnExceptionThatNobodyJoined) {
    run_rounds([](int, heddle::support::random_source&) { return std::make_unique<failing_round>(); });
}

} // namespace
