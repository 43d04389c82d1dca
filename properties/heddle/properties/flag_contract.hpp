// What every flag owes its users, as properties. A flag has set(), is_set(), and wait() if it can sleep.
#pragma once

#include <vector>

#include <gtest/gtest.h>

#include <heddle/properties/programs.hpp>
#include <heddle/properties/sequences.hpp>
#include <heddle/support/actors.hpp>
#include <heddle/support/ensure.hpp>
#include <heddle/support/fits/flag.hpp>
#include <heddle/support/watchdog.hpp>

namespace heddle::properties {

/// The flag as one thread sees it.
struct flag_model {
    bool set = false;
};

template <class Flag>
std::vector<operation<flag_model, Flag>> flag_operations() {
    std::vector<operation<flag_model, Flag>> all = {
        {"set",
         [](flag_model& model, Flag& flag, int argument) {
             if (argument != 0) // else most flags are set at once
                 return;
             flag.set();
             model.set = true;
         }},
        {"is_set",
         [](flag_model& model, Flag& flag, int) {
             support::ensure_equal(flag.is_set(), model.set, "is_set says whether the flag was set");
         }},
    };
    if constexpr (support::flag_has_wait<Flag>)
        all.push_back({"wait", [](flag_model& model, Flag& flag, int) {
                           if (model.set)
                               flag.wait();
                       }});
    return all;
}

template <class Flag>
class flag_contract : public testing::Test, support::fits_flag<Flag> {};

TYPED_TEST_SUITE_P(flag_contract);

TYPED_TEST_P(flag_contract, AgreesWithItsModel) {
    agrees_with_model<flag_model, TypeParam>(flag_operations<TypeParam>());
}

// The first actor writes plain data and sets the flag; whoever sees it set sees the data. All who wait are woken.
TYPED_TEST_P(flag_contract, PublishesWhatWasDoneBeforeAndWakesAll) {
    const vocabulary words{.names = {"look", "wait"}};
    for_all_programs(words, {.max_calls = 4}, [](const program& threads) {
        TypeParam flag;
        int data = 0;
        support::run_actors(static_cast<int>(threads.size()) + 1, [&](int me) {
            if (me == 0) {
                data = 1;
                flag.set();
                return;
            }
            bool seen = false;
            for (const call& one : threads[static_cast<std::size_t>(me) - 1]) {
                support::at("waiting for a flag");
                if constexpr (support::flag_has_wait<TypeParam>) {
                    if (one.operation == 1) {
                        flag.wait();
                        seen = true;
                    }
                }
                const bool now = flag.is_set();
                support::ensure(now || !seen, "a flag that was set stays set");
                seen = now;
                if (seen)
                    support::ensure_equal(data, 1, "what was done before set() is seen by who sees the flag");
            }
        });
        support::ensure(flag.is_set(), "a flag that was set stays set");
    });
}

REGISTER_TYPED_TEST_SUITE_P(flag_contract, AgreesWithItsModel, PublishesWhatWasDoneBeforeAndWakesAll);

} // namespace heddle::properties
