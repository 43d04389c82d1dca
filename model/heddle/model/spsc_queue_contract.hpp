// What every queue between one producer and one consumer owes its users, in every execution that the memory model
// allows: elements come in order, each once, with what was done before; there is room for as many as were promised.
// What it must look like stands in heddle/support/container_calls.hpp.
#pragma once

#include <array>
#include <string>

#include <gtest/gtest.h>

#include <heddle/model/growth.hpp>
#include <heddle/support/fits/spsc_queue.hpp>

namespace heddle::model {

/// A queue with room for `capacity`; the producer tries to push `elements` while the consumer tries to pop as often.
/// Then one thread pops the rest.
template <class Queue>
void run_spsc_program(std::size_t capacity, int elements) {
    using content = support::content_of<Queue>;
    std::array<support::life_register, 16> lives; // by number, so that they order nothing
    auto made = support::make_bounded<Queue>(capacity);
    std::array<int, 16> notes{}; // by number, written before it is pushed
    int pushed = 0;
    int popped = 0;
    const auto pop = [&] {
        const auto element = support::pop_from(*made.queue);
        if (!element)
            return false;
        EXPECT_EQ(support::number_of(*element), popped) << "elements come in order, each once";
        EXPECT_EQ(notes[static_cast<std::size_t>(popped)], popped + 1) << "what was done before push is seen after pop";
        ++popped;
        return true;
    };
    on_model_threads(2, [&](std::size_t me) {
        for (int i = 0; i < elements; ++i) {
            if (me == 1) {
                pop();
                continue;
            }
            notes[static_cast<std::size_t>(pushed)] = pushed + 1;
            const bool done = support::push_to(
                *made.queue, support::make_element<content>(lives[static_cast<std::size_t>(pushed)], pushed));
            EXPECT_TRUE(done || pushed >= static_cast<int>(made.room)) << "there is room for as many as were promised";
            pushed += done;
        }
    });
    while (pop()) {
    }
    EXPECT_EQ(popped, pushed) << "everything pushed is popped";
    notes[static_cast<std::size_t>(pushed)] = pushed + 1;
    EXPECT_TRUE(support::push_to(*made.queue,
                                 support::make_element<content>(lives[static_cast<std::size_t>(pushed)], pushed)) &&
                pop())
        << "a queue that is empty again has room";
    made.queue.reset();
    for (const support::life_register& one : lives)
        one.ensure_all_dead();
}

/// An element that nobody pops is destroyed with the queue.
template <class Queue>
void leave_an_element() {
    support::life_register lives;
    auto made = support::make_bounded<Queue>(2);
    on_model_threads(2, [&](std::size_t me) {
        if (me == 0)
            support::push_to(*made.queue, support::make_element<support::content_of<Queue>>(lives, 0));
    });
}

template <class T>
class spsc_queue_contract : public testing::Test, support::fits_spsc_queue<T> {};

TYPED_TEST_SUITE_P(spsc_queue_contract);

TYPED_TEST_P(spsc_queue_contract, DeliversInOrderAndLosesNothing) {
    const auto programs = [](program_size size) {
        std::vector<small_program> all;
        for (std::size_t capacity = 1; capacity <= 2; ++capacity)
            all.push_back(
                {"capacity " + std::to_string(capacity) + ", " + std::to_string(size.operations) + " elements",
                 [=] { run_spsc_program<TypeParam>(capacity, size.operations); }});
        return all;
    };
    check_growing(programs, {.least = {2, 3}, .most = {2, 8}, .how = {}});
}

TYPED_TEST_P(spsc_queue_contract, DestroysWhatIsLeft) {
    check_whole("one leaves an element", leave_an_element<TypeParam>);
}

REGISTER_TYPED_TEST_SUITE_P(spsc_queue_contract, DeliversInOrderAndLosesNothing, DestroysWhatIsLeft);

} // namespace heddle::model
