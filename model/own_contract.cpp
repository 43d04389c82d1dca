// Contracts of one's own under the engine: what it accepts, and what it rejects that hardly ever shows on real cores.
#include <heddle/model/own_contract.hpp>
#include <heddle/properties/contracts/containers.hpp>

#include <account_contract.hpp>

#include <atomic>
#include <optional>

HEDDLE_CONTRACT(account_as_it_is, heddle::itself, deposit, withdraw);

namespace {

template <bool Hasty>
class account {
public:
    void deposit(int n) { balance_.fetch_add(n); }
    bool withdraw(int n) {
        int seen = balance_.load();
        while (seen >= n) {
            if (Hasty) {
                balance_.fetch_sub(n);
                return true;
            }
            if (balance_.compare_exchange_strong(seen, seen - n))
                return true;
        }
        return false;
    }

private:
    std::atomic<int> balance_{0};
};

// One producer, one consumer. Published by `Publish`.
template <std::memory_order Publish>
class ring {
public:
    static constexpr std::size_t capacity = 2;
    bool try_push(int number) {
        // relaxed: only the producer writes it.
        const unsigned tail = tail_.load(std::memory_order_relaxed);
        // acquire: of the slot that the consumer has given back.
        if (tail - head_.load(std::memory_order_acquire) == capacity)
            return false;
        slots_[tail % capacity].store(number, std::memory_order_relaxed); // relaxed: published by tail_
        tail_.store(tail + 1, Publish);
        return true;
    }
    std::optional<int> try_pop() {
        const unsigned head = head_.load(std::memory_order_relaxed); // relaxed: only the consumer writes it
        if (head == tail_.load(std::memory_order_acquire))           // acquire: of the slot
            return std::nullopt;
        const int number = slots_[head % capacity].load(std::memory_order_relaxed); // relaxed: see try_push
        head_.store(head + 1, std::memory_order_release);                           // release: gives the slot back
        return number;
    }

private:
    std::atomic<int> slots_[capacity]{};
    std::atomic<unsigned> head_{0};
    std::atomic<unsigned> tail_{0};
};

} // namespace

namespace heddle::model {

using healthy = testing::Types<under_contract<contracts::account, account<false>>,
                               under_contract<contracts::spsc_queue, ring<std::memory_order_release>>>;
INSTANTIATE_TYPED_TEST_SUITE_P(healthy, own_contract, healthy);

namespace {

using properties::pair_of;

// The first program that fails, made as small as can be; its calls.
std::string smallest(const properties::tested_pair& pair) {
    for (const auto& program : properties::programs_of_size(pair, 2, 1)) {
        if (!explore_generated(pair, program).bug)
            continue;
        const auto small = shrunk_by_exploring(pair, program);
        return to_string(small, pair.operations());
    }
    return "none fails";
}

TEST(OwnContract, RejectsAnAccountThatIsOverdrawn) {
    EXPECT_EQ(smallest(pair_of<contracts::account, account<true>>()), "deposit(1); { withdraw(1) | withdraw(1) }");
    EXPECT_EQ(smallest(pair_of<contracts::account_as_it_is, account<true>>()),
              "deposit(1); { withdraw(1) | withdraw(1) }");
}

TEST(OwnContract, RejectsARingThatPublishesTooLittle) {
    EXPECT_EQ(smallest(pair_of<contracts::spsc_queue, ring<std::memory_order_relaxed>>()), "{ push(1) | try_pop() }");
}

} // namespace
} // namespace heddle::model
