// The round that queues and stacks share: every actor pushes elements of its own and pops what it gets; what is left is
// popped when all are done. Each element comes out once, whole, and with what its producer did before.
#pragma once

#include <memory>
#include <vector>

#include <heddle/stress/scenario.hpp>
#include <heddle/support/container_calls.hpp>
#include <heddle/support/ensure.hpp>
#include <heddle/support/watchdog.hpp>

namespace heddle::stress {

/// The order in which elements of one producer must come out.
enum class order_out {
    oldest_first, // at any time, to each consumer
    newest_first, // when nobody pushes any more
};

template <class Container, order_out Order>
class container_round : public round {
public:
    container_round(int threads, support::random_source& random)
        : threads_(threads), rest_(static_cast<int>(random.below(8))), container_(std::make_unique<Container>()),
          notes_(static_cast<std::size_t>(threads * each)), takers_(notes_.size(), nobody),
          last_(static_cast<std::size_t>(threads + 1), std::vector<int>(static_cast<std::size_t>(threads), -1)) {}

    std::uint64_t play(int me, perturbation& shaken) override {
        support::at("pushing and popping");
        const std::uint64_t pops_per_push = shaken.random().below(3);
        std::uint64_t done = 0;
        for (int place = 0; place < each; ++place) {
            done += push(me, me * each + place, shaken);
            for (std::uint64_t pops = 0; pops < pops_per_push; ++pops)
                done += pop(me);
            shaken.shake();
        }
        return done;
    }

    void judge() override {
        if (Order == order_out::newest_first)
            last_.back().assign(static_cast<std::size_t>(threads_), each);
        while (pop(threads_)) {
        }
        for (const int taker : takers_)
            support::ensure(taker != nobody, "everything pushed is popped");
        for (int number = 0; number < rest_; ++number) { // destroyed with elements in it
            if (!take_in(support::make_element<content>(lives_, number)))
                break;
            support::ensure(number > 0 || support::pop_from(*container_).has_value(),
                            "what was pushed into nothing is there");
        }
        container_.reset();
        lives_.ensure_all_dead();
    }

private:
    using content = support::content_of<Container>;
    static constexpr int each = 60; // elements an actor and round
    static constexpr int nobody = -1;

    bool take_in(content&& element) {
        if constexpr (std::copy_constructible<content>) { // as an lvalue, whose copying may fail
            try {
                return support::push_to(*container_, std::as_const(element));
            } catch (const support::fragile::copy_failed&) {
            }
        }
        return support::push_to(*container_, std::move(element));
    }

    // Makes room if there is none.
    std::uint64_t push(int me, int number, perturbation& shaken) {
        notes_[static_cast<std::size_t>(number)] = number + 1;
        std::uint64_t calls = 1;
        while (!take_in(support::make_element<content>(lives_, number))) {
            shaken.shake();
            calls += pop(me);
        }
        return calls;
    }

    // 1 if there was an element, else 0.
    std::uint64_t pop(int me) {
        const auto element = support::pop_from(*container_);
        if (!element)
            return 0;
        const int number = support::number_of(*element);
        support::ensure(number >= 0 && number < threads_ * each, "what is popped was pushed");
        int& taker = takers_[static_cast<std::size_t>(number)];
        support::ensure_equal(taker, nobody, "each element is popped once");
        taker = me;
        support::ensure_equal(notes_[static_cast<std::size_t>(number)], number + 1,
                              "what was done before push is seen by who pops the element");
        int& last = last_[static_cast<std::size_t>(me)][static_cast<std::size_t>(number / each)];
        if constexpr (Order == order_out::oldest_first)
            support::ensure(number % each > last, "elements of one producer come in the order in which they came in");
        else if (me == threads_)
            support::ensure(number % each < last, "what came in last goes out first");
        last = number % each;
        return 1;
    }

    support::life_register lives_;
    int threads_;
    int rest_; // elements that are destroyed with the container
    std::unique_ptr<Container> container_;
    std::vector<int> notes_;             // by number, written before it is pushed
    std::vector<int> takers_;            // by number: who popped it
    std::vector<std::vector<int>> last_; // by consumer (the judge is the last) and producer: which came last
};

} // namespace heddle::stress
