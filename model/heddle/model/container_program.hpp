// The programs of queues and stacks: threads push elements of their own and pop what there is, and in the end one
// thread pops the rest. What a producer wrote before its push is plain data, so that an element that is not published
// is a data race; one that is lost, doubled, out of order, or missed by a pop that had to find it, is a broken promise.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/model/growth.hpp>
#include <heddle/support/container_calls.hpp>

namespace heddle::model {

/// The order in which elements of one producer must come out.
enum class order_out {
    oldest_first, // at any time, to each consumer
    newest_first, // when nobody pushes any more
};

/// A container and what is known of the elements that go through it, each of which is numbered by its producer.
template <class Container>
class watched_container {
public:
    explicit watched_container(std::size_t producers)
        : lives_(producers * most), notes_(producers * most), numbers_(producers) {}

    /// False if there is no room.
    bool push(std::size_t producer) {
        const int number = static_cast<int>(producer) * most + numbers_[producer];
        notes_[static_cast<std::size_t>(number)] = number + 1;
        if (!support::push_to(*container_,
                              support::make_element<content>(lives_[static_cast<std::size_t>(number)], number)))
            return false;
        ++numbers_[producer];
        return true;
    }

    /// The producer of an element that has been popped, and its place among that producer's elements.
    std::optional<std::pair<std::size_t, int>> pop() {
        const auto element = support::pop_from(*container_);
        if (!element)
            return std::nullopt;
        const int number = support::number_of(*element);
        EXPECT_TRUE(number >= 0 && number < most * static_cast<int>(numbers_.size())) << "what is popped was pushed";
        int& note = notes_[static_cast<std::size_t>(number)];
        EXPECT_EQ(note, number + 1) << "each element is popped once, with what was done before it was pushed";
        note = 0;
        return std::pair(static_cast<std::size_t>(number / most), number % most);
    }

    /// Destroys the container; each element that is still in it with it, and none twice.
    void destroy() {
        container_.reset();
        for (const support::life_register& one : lives_)
            one.ensure_all_dead();
    }

    /// Elements pushed by a producer.
    int pushed(std::size_t producer) const { return numbers_[producer]; }

    static constexpr int most = 6; // elements of a producer

private:
    using content = support::content_of<Container>;

    // One for each number: a common one would order what nothing else orders, in every way there is.
    std::vector<support::life_register> lives_;
    std::unique_ptr<Container> container_ = std::make_unique<Container>();
    std::vector<int> notes_;   // by number: written before it is pushed, taken back by who pops it
    std::vector<int> numbers_; // by producer: elements it has pushed
};

/// What one consumer got, in order.
using taken = std::vector<std::pair<std::size_t, int>>;

/// Fails unless what one consumer got of each producer rises.
inline void expect_rising(const taken& all, std::size_t producers) {
    std::vector<int> last(producers, -1);
    for (const auto& [producer, place] : all) {
        EXPECT_GT(place, last[producer]) << "elements of one producer come in the order in which they came in";
        last[producer] = place;
    }
}

/// Runs one program, in which 0 stands for push and 1 for pop, on a container with `before` elements in it.
template <class Container, order_out Order>
void run_container_program(const thread_calls& program, int before) {
    const std::size_t threads = program.size();
    watched_container<Container> shared(threads + 1); // the last producer is the one that fills it before
    for (int i = 0; i < before; ++i)
        EXPECT_TRUE(shared.push(threads)) << "there is room";
    std::vector<taken> got(threads + 1);
    std::vector<int> missed(threads); // the most elements of its own that must have been there when a pop found nothing
    on_model_threads(threads, [&](std::size_t me) {
        for (const int call : program[me]) {
            if (call == 0) {
                shared.push(me);
            } else if (const auto one = shared.pop()) {
                got[me].push_back(*one);
            } else {
                missed[me] = std::max(missed[me], before + shared.pushed(me) - static_cast<int>(got[me].size()));
            }
        }
    });
    int popped = 0; // by all threads
    for (const taken& one : got)
        popped += static_cast<int>(one.size());
    for (std::size_t me = 0; me < threads; ++me)
        EXPECT_LE(missed[me], popped - static_cast<int>(got[me].size())) << "a pop finds what is there";
    while (const auto one = shared.pop())
        got[threads].push_back(*one);
    if constexpr (Order == order_out::newest_first)
        std::reverse(got[threads].begin(), got[threads].end());
    for (std::size_t consumer = Order == order_out::oldest_first ? 0 : threads; consumer <= threads; ++consumer)
        expect_rising(got[consumer], threads + 1);
    int pushed = 0;
    for (std::size_t producer = 0; producer <= threads; ++producer)
        pushed += shared.pushed(producer);
    EXPECT_EQ(popped + static_cast<int>(got[threads].size()), pushed) << "everything pushed is popped";
    shared.destroy();
}

/// All programs of pushes and pops on a container that holds some elements at first.
template <class Container, order_out Order>
programs_of_size container_programs(int before) {
    return all_programs({"push", "try_pop"}, [before](const thread_calls& program) {
        run_container_program<Container, Order>(program, before);
    });
}

/// An element that nobody pops is destroyed with the container.
template <class Container>
void leave_elements() {
    watched_container<Container> shared(2);
    on_model_threads(2, [&](std::size_t me) { shared.push(me); });
    shared.destroy();
}

} // namespace heddle::model
