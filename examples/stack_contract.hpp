// What a stack of numbers owes its users, as a contract of one's own: each operation as one thread would expect it.
#pragma once

#include <heddle/contract.hpp>

#include <optional>
#include <vector>

namespace examples {

struct stack_spec {
    std::vector<int> numbers;

    void push(int number) { numbers.push_back(number); }
    std::optional<int> pop() {
        const std::optional<int> last = top();
        if (last)
            numbers.pop_back();
        return last;
    }
    std::optional<int> top() const { return numbers.empty() ? std::nullopt : std::optional(numbers.back()); }
};

} // namespace examples

HEDDLE_CONTRACT(stack_of_numbers, examples::stack_spec, push, pop, top);
