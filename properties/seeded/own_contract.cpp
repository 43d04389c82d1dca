// The machinery of contracts of one's own: what it accepts, what it rejects, and how small it makes what it rejects.
#include <heddle/properties/own_contract.hpp>
#include <heddle/properties/queue_contract.hpp>

#include <account.hpp>
#include <account_contract.hpp>

#include <atomic>
#include <deque>
#include <iostream>
#include <mutex>
#include <optional>

HEDDLE_CONTRACT(account_as_it_is, heddle::itself, deposit, withdraw);

namespace {

class careful_account {
public:
    void deposit(int n) { balance_.fetch_add(n); }
    bool withdraw(int n) {
        int seen = balance_.load();
        while (seen >= n) {
            if (balance_.compare_exchange_weak(seen, seen - n))
                return true;
        }
        return false;
    }

private:
    std::atomic<int> balance_{0};
};

class locked_queue {
public:
    using value_type = heddle::support::counted;
    void push(value_type element) {
        const std::scoped_lock hold(lock_);
        elements_.push_back(element);
    }
    std::optional<value_type> try_pop() {
        const std::scoped_lock hold(lock_);
        if (elements_.empty())
            return std::nullopt;
        std::optional<value_type> front(elements_.front());
        elements_.pop_front();
        return front;
    }

private:
    std::mutex lock_;
    std::deque<value_type> elements_;
};

} // namespace

namespace heddle::properties {

using healthy = testing::Types<under_contract<contracts::account, careful_account>,
                               under_contract<contracts::account_as_it_is, careful_account>>;
INSTANTIATE_TYPED_TEST_SUITE_P(healthy, own_contract, healthy);
INSTANTIATE_TYPED_TEST_SUITE_P(locked, queue_contract, locked_queue);

namespace {

TEST(OwnContract, RejectsAnAccountThatIsOverdrawn) {
    const tested_pair& pair = pair_of<contracts::account, accounts::hasty_account>();
    const examination got = examine(pair, {.programs = 10'000});
    ASSERT_TRUE(got.bug);
    std::cout << report(*got.bug, pair);
    EXPECT_LE(count_calls(got.bug->program), 4U);
}

TEST(OwnContract, RejectsItByItsOwnSequentialBehaviour) {
    const tested_pair& pair = pair_of<contracts::account_as_it_is, accounts::hasty_account>();
    const examination got = examine(pair, {.programs = 10'000});
    ASSERT_TRUE(got.bug);
    EXPECT_LE(count_calls(got.bug->program), 4U);
}

} // namespace
} // namespace heddle::properties
