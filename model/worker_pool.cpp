// Heddle's worker pool in every execution that the memory model allows. A job touches plain data: one that is lost is a
// wrong count, one that is not ordered is a race, memory that is not given back is a leak.
//
// One worker, one job: pool, lock, queue and channel together have half a million executions for that already. Relacy
// samples more of both.
#include <heddle/model.hpp>
#include <heddle/model/worker_pool_contract.hpp>
#include <heddle/worker_pool.hpp>

#include <gtest/gtest.h>

namespace heddle::model {
INSTANTIATE_TYPED_TEST_SUITE_P(heddle, worker_pool_contract, worker_pool<>);
}

namespace {

using namespace heddle;
using heddle::model::check;

void opens_and_closes() {
    worker_pool<> pool(1);
    (void)pool;
}

TEST(WorkerPool, OpensAndCloses) { check(opens_and_closes); }

} // namespace
