// Litmus programs written as whole programs: the text, in both languages.
#include "litmus/emit.hpp"
#include "litmus/notation.hpp"

#include <gtest/gtest.h>

namespace heddle::model::litmus {
namespace {

const char* const everything = "{y=2} Wrel x 1; Far || r=Racq x; Rsc x; s=Urlx y +r+1; Xcon y 5 || q=Cacq/rlx x 0->3";

TEST(LitmusEmit, WritesC) {
    EXPECT_EQ(emit(parse(everything), language::c, "everything"), R"(// everything
#include <pthread.h>
#include <stdatomic.h>

static atomic_int x = 0;
static atomic_int y = 2;

static void *thread_0(void *unused) {
    atomic_store_explicit(&x, 1, memory_order_release);
    atomic_thread_fence(memory_order_acq_rel);
    return unused;
}

static void *thread_1(void *unused) {
    int r = 0;
    int s = 0;
    r = atomic_load_explicit(&x, memory_order_acquire);
    (void)atomic_load_explicit(&x, memory_order_seq_cst);
    s = atomic_fetch_add_explicit(&y, 1 + r, memory_order_relaxed);
    (void)atomic_exchange_explicit(&y, 5, memory_order_consume);
    (void)r;
    (void)s;
    return unused;
}

static void *thread_2(void *unused) {
    int q = 0;
    { int expected = 0; atomic_compare_exchange_strong_explicit(&x, &expected, 3, memory_order_acquire, memory_order_relaxed); q = expected; }
    (void)q;
    return unused;
}

int main(void) {
    pthread_t t[3];
    pthread_create(&t[0], 0, thread_0, 0);
    pthread_create(&t[1], 0, thread_1, 0);
    pthread_create(&t[2], 0, thread_2, 0);
    pthread_join(t[0], 0);
    pthread_join(t[1], 0);
    pthread_join(t[2], 0);
    return 0;
}
)");
}

TEST(LitmusEmit, WritesCpp) {
    EXPECT_EQ(emit(parse("{y=2} Wrel x 1; Fsc || r=Csc/acq x 0->3; Urlx y +r"), language::cpp, "some"), R"(// some
#include <atomic>
#include <thread>

static std::atomic<int> x{0};
static std::atomic<int> y{2};

static void thread_0() {
    x.store(1, std::memory_order_release);
    std::atomic_thread_fence(std::memory_order_seq_cst);
}

static void thread_1() {
    int r = 0;
    { int expected = 0; x.compare_exchange_strong(expected, 3, std::memory_order_seq_cst, std::memory_order_acquire); r = expected; }
    (void)y.fetch_add(0 + r, std::memory_order_relaxed);
    (void)r;
}

int main() {
    std::thread t0(thread_0);
    std::thread t1(thread_1);
    t0.join();
    t1.join();
    return 0;
}
)");
}

} // namespace
} // namespace heddle::model::litmus
