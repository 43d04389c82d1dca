// Random sequences of calls on one thread, run beside a sequential model that says what each must answer.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <heddle/properties/call.hpp>
#include <heddle/support/ensure.hpp>

namespace heddle::properties {

/// Runs `replay` on some hundred random sequences; an exception from it fails the current GoogleTest test, with the
/// shortest sequence found that fails too and the RC_PARAMS that repeat it.
void for_all_sequences(const vocabulary& words, const std::function<void(const calls&)>& replay);

/// One operation of a type under test, beside its model: makes the call on both and ensures that they agree.
/// Where the model forbids the call it returns without making it.
template <class Model, class Subject>
struct operation {
    std::string name;
    std::function<void(Model&, Subject&, int argument)> call;
    std::size_t weight = 1;
};

/// Checks that a fresh Subject agrees with a fresh Model on every random sequence of `operations`. `finish`, if given,
/// runs at the end of each sequence, on subject and model as they are then.
template <class Model, class Subject>
void agrees_with_model(const std::vector<operation<Model, Subject>>& operations,
                       const std::function<void(Model&, Subject&)>& finish = nullptr) {
    vocabulary words;
    for (const auto& one : operations) {
        words.names.push_back(one.name);
        words.weights.push_back(one.weight);
    }
    for_all_sequences(words, [&](const calls& sequence) {
        Model model;
        const auto subject = std::make_unique<Subject>();
        for (const auto& [which, argument] : sequence)
            operations[which].call(model, *subject, argument);
        if (finish)
            finish(model, *subject);
    });
}

} // namespace heddle::properties
