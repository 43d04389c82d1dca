// What every queue between one producer and one consumer owes its users, under stress: elements come in order, none
// lost, none twice, with what the producer did before; what nobody pops is destroyed with the queue. What it must look
// like stands in heddle/support/container_calls.hpp.
#pragma once

#include <memory>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/stress/scenario.hpp>
#include <heddle/support/ensure.hpp>
#include <heddle/support/fits/spsc_queue.hpp>
#include <heddle/support/watchdog.hpp>

namespace heddle::stress {

/// Actor 0 produces, actor 1 consumes, some elements less than there are in some rounds.
template <class Queue>
class spsc_queue_round : public round {
public:
    explicit spsc_queue_round(support::random_source& random)
        : made_(support::make_bounded<Queue>(1 + random.below(8))), left_(static_cast<int>(random.below(3))),
          notes_(everything) {
        // Who leaves elements behind must find room for them.
        if (static_cast<std::size_t>(left_) > made_.room)
            left_ = 0;
    }

    std::uint64_t play(int me, perturbation& shaken) override {
        support::at(me == 0 ? "producing" : "consuming");
        std::uint64_t calls = 0;
        for (int number = 0; number < everything - (me == 0 ? 0 : left_); ++number) {
            while (!(me == 0 ? produce(number) : consume(number))) {
                ++calls;
                std::this_thread::yield();
            }
            ++calls;
            shaken.shake();
        }
        return calls;
    }

    void judge() override {
        made_.queue.reset();
        lives_.ensure_all_dead();
    }

private:
    using content = support::content_of<Queue>;
    static constexpr int everything = 300; // elements a round

    bool produce(int number) {
        notes_[static_cast<std::size_t>(number)] = number + 1;
        try {
            auto element = support::make_element<content>(lives_, number);
            if constexpr (std::copy_constructible<content>)
                return support::push_to(*made_.queue, std::as_const(element));
            else
                return support::push_to(*made_.queue, std::move(element));
        } catch (const support::fragile::copy_failed&) {
            return support::push_to(*made_.queue, support::make_element<content>(lives_, number));
        }
    }

    bool consume(int expected) {
        const auto element = support::pop_from(*made_.queue);
        if (!element)
            return false;
        support::ensure_equal(support::number_of(*element), expected, "elements come in order, each once");
        support::ensure_equal(notes_[static_cast<std::size_t>(expected)], expected + 1,
                              "what was done before push is seen by who pops the element");
        return true;
    }

    support::life_register lives_;
    support::bounded<Queue> made_;
    int left_;               // elements that stay in the queue
    std::vector<int> notes_; // by number, written before it is pushed
};

template <class T>
class spsc_queue_contract : public testing::Test, support::fits_spsc_queue<T> {};

TYPED_TEST_SUITE_P(spsc_queue_contract);

TYPED_TEST_P(spsc_queue_contract, DeliversInOrderAndLosesNothing) {
    run_rounds(
        [](int, support::random_source& random) { return std::make_unique<spsc_queue_round<TypeParam>>(random); }, {2});
}

REGISTER_TYPED_TEST_SUITE_P(spsc_queue_contract, DeliversInOrderAndLosesNothing);

} // namespace heddle::stress
