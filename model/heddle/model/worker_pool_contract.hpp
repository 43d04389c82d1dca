// What every worker pool owes its users, in every execution that the memory model allows: whatever was submitted is run
// once, before the destructor returns, though workers may sleep, wake or not have begun when a job or the end comes. A
// job touches plain data: one that is not ordered is a race.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/model/growth.hpp>
#include <heddle/support/fits/worker_pool.hpp>

namespace heddle::model {

template <class Pool>
void run_pool_program(program_size size) {
    std::vector<int> run(static_cast<std::size_t>(size.operations));
    {
        Pool pool(static_cast<std::size_t>(size.threads));
        for (int& one : run)
            pool.submit([&one] { one += 1; });
    }
    for (const int one : run)
        EXPECT_EQ(one, 1) << "whatever was submitted is run once, before the destructor returns";
}

template <class Pool>
class worker_pool_contract : public testing::Test, support::fits_worker_pool<Pool> {};

TYPED_TEST_SUITE_P(worker_pool_contract);

TYPED_TEST_P(worker_pool_contract, DrainsWhenItIsDestroyed) {
    growth_limits limits;
    limits.least = {1, 1};
    limits.calls_without_time = 1;
    check_growing(
        [](program_size size) {
            const std::string text =
                std::to_string(size.threads) + " workers, " + std::to_string(size.operations) + " jobs\n";
            return std::vector<small_program>{{text, [size] { run_pool_program<TypeParam>(size); }}};
        },
        limits);
}

REGISTER_TYPED_TEST_SUITE_P(worker_pool_contract, DrainsWhenItIsDestroyed);

} // namespace heddle::model
