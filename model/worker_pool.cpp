// Heddle's worker pool in every execution that the memory model allows. A job touches plain data: one that is lost is a
// wrong count, one that is not ordered is a race, memory that is not given back is a leak.
//
// One worker, one job: pool, lock, queue and channel together have half a million executions for that already. Relacy
// samples more of both.
#include <heddle/model.hpp>
#include <heddle/worker_pool.hpp>

#include <gtest/gtest.h>

namespace {

using namespace heddle;
using heddle::model::check;

void opens_and_closes() {
    worker_pool<> pool(1);
    (void)pool;
}

// Whatever was submitted is run once, before the destructor returns, though the worker may sleep, wake or not have
// begun when the job or the end comes.
void drains_when_it_is_destroyed() {
    int run = 0;
    {
        worker_pool<> pool(1);
        EXPECT_TRUE(static_cast<bool>(pool.submit([&run] { run += 1; }))) << "an open pool accepts jobs";
    }
    EXPECT_TRUE(run == 1) << "whatever was submitted is run once, before the destructor returns";
}

TEST(WorkerPool, OpensAndCloses) { check(opens_and_closes); }
TEST(WorkerPool, DrainsWhenItIsDestroyed) { check(drains_when_it_is_destroyed); }

} // namespace
