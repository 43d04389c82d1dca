// heddle::contracts::queue, stack and spsc_queue: what containers owe their users, as specifications, and how their
// operations are called whatever the vocabulary (see <heddle/support/container_calls.hpp>). Each element pushed has a
// number of its own, so that one that comes twice, or not, or in the wrong order is seen.
#pragma once

#include <concepts>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <heddle/contract.hpp>
#include <heddle/properties/judging/member.hpp>
#include <heddle/support/container_calls.hpp>
#include <heddle/support/elements.hpp>

namespace heddle::contracts {

enum class pops_from { the_front, the_back };

/// A container that takes `Room` elements at least; how many more is its own business.
template <pops_from End, std::size_t Room>
struct container_spec {
    std::vector<int> elements;

    bool push(int number) {
        elements.push_back(number);
        return true;
    }
    std::optional<int> try_pop() {
        if (elements.empty())
            return std::nullopt;
        const auto at = End == pops_from::the_front ? elements.begin() : elements.end() - 1;
        const int number = *at;
        elements.erase(at);
        return number;
    }

    // A full container may refuse.
    bool could_answer(properties::called<&container_spec::push>, int number, bool accepted) {
        return accepted ? push(number) : elements.size() >= Room;
    }

    static constexpr bool refusals_change_nothing = true;
    // Between threads that are not ordered "empty" and "full" may be old news: a producer that finds a ring full while
    // its consumer finds it empty is what acquire and release give, and all that such containers promise.
    static constexpr bool refusals_may_be_stale = true;
    friend bool operator==(const container_spec&, const container_spec&) = default;
};

/// The container and the lives of its elements.
template <class Container>
class container_subject {
public:
    static constexpr std::size_t capacity = 2; // where it is for the contract to choose

    bool push(int number) {
        return support::push_to(*made_.queue, support::make_element<support::content_of<Container>>(lives_, number));
    }
    std::optional<int> try_pop() {
        const auto popped = support::pop_from(*made_.queue);
        return popped ? std::optional(support::number_of(*popped)) : std::nullopt;
    }
    void finish() {
        made_.queue.reset();
        lives_.ensure_all_dead();
    }

private:
    support::life_register lives_; // outlives the elements
    support::bounded<Container> made_ = support::make_bounded<Container>(capacity);
};

template <class Container>
constexpr std::size_t room_under_test() {
    return std::constructible_from<Container, std::size_t> ? container_subject<Container>::capacity
                                                           : support::room_of<Container>();
}

/// The words that all three have in common.
template <pops_from End>
struct container {
    template <class T>
    using specification = container_spec<End, room_under_test<T>()>;
    template <class T>
    using subject = container_subject<T>;

    struct push_operation : operation {
        static constexpr std::string_view name = "push";
        static constexpr bool distinct = true;
        template <class Spec>
        static constexpr auto member = &Spec::push;
        template <class Subject>
        static bool call(Subject& container, int number) {
            return container.push(number);
        }
    };
    struct try_pop_operation : operation {
        static constexpr std::string_view name = "try_pop";
        template <class Spec>
        static constexpr auto member = &Spec::try_pop;
        template <class Subject>
        static std::optional<int> call(Subject& container) {
            return container.try_pop();
        }
    };
    using operations = operation_list<void, push_operation, try_pop_operation>;
};

/// First in, first out, for any number of threads.
struct queue : container<pops_from::the_front> {
    static constexpr std::string_view name = "queue";
};

/// Last in, first out, for any number of threads.
struct stack : container<pops_from::the_back> {
    static constexpr std::string_view name = "stack";
};

/// First in, first out, for one producer and one consumer.
struct spsc_queue : container<pops_from::the_front> {
    static constexpr std::string_view name = "spsc_queue";

    struct push_by_producer : push_operation {
        template <class>
        static constexpr std::string_view role() {
            return "producer";
        }
    };
    struct try_pop_by_consumer : try_pop_operation {
        template <class>
        static constexpr std::string_view role() {
            return "consumer";
        }
    };
    using operations = operation_list<void, push_by_producer, try_pop_by_consumer>;
};

} // namespace heddle::contracts
