// What every counted pointer owes its users, in every execution that the memory model allows: the value is destroyed
// once, after its last use, and not while it is shared; a weak form gives it back or nothing.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/model/growth.hpp>
#include <heddle/support/counted_pointer.hpp>
#include <heddle/support/fits/arc.hpp>
#include <heddle/support/lives.hpp>

namespace heddle::model {

/// One thread's share of a value, and what it does with it. It is given up at the end.
template <class P>
class value_share {
public:
    explicit value_share(P share) : mine_(std::move(share)) {}

    static std::vector<std::string> words() {
        std::vector<std::string> all = {"use", "copy", "drop"};
        if constexpr (support::has_weak<P>)
            all.emplace_back("drop_and_upgrade");
        return all;
    }

    void call(int what) {
        if (!mine_)
            return;
        is_whole(mine_);
        if (what == 1) {
            P copy = mine_;
            mine_ = std::move(copy);
        } else if (what == 2) {
            mine_.reset();
        } else if (what == 3) {
            drop_and_upgrade();
        }
    }

private:
    static void is_whole(const P& share) { EXPECT_EQ(share->value(), 7) << "a value lives while it is shared"; }

    void drop_and_upgrade() {
        if constexpr (support::has_weak<P>) {
            const support::weak_of<P> watching(mine_);
            mine_.reset();
            if (const P gained = support::upgraded(watching))
                is_whole(gained);
        }
    }

    P mine_;
};

template <class P>
void run_arc_program(const thread_calls& program) {
    support::life_register lives;
    {
        std::vector<P> shares(program.size(), support::make_counted<P>(lives, 7));
        on_model_threads(program.size(), [&](std::size_t me) {
            value_share<P> mine(std::move(shares[me]));
            for (const int call : program[me])
                mine.call(call);
        });
    }
    EXPECT_EQ(lives.alive(), 0) << "a value is destroyed exactly once";
}

template <class P>
class arc_contract : public testing::Test, support::fits_arc<P> {};

TYPED_TEST_SUITE_P(arc_contract);

TYPED_TEST_P(arc_contract, DestroysTheValueOnceAfterItsLastUse) {
    growth_limits limits;
    limits.calls_without_time = 2;
    check_growing(all_programs(value_share<TypeParam>::words(), run_arc_program<TypeParam>), limits);
}

REGISTER_TYPED_TEST_SUITE_P(arc_contract, DestroysTheValueOnceAfterItsLastUse);

} // namespace heddle::model
