// See programs.hpp. Instrumented: this is code under test. Nodes lie in arrays and are never reused, so that the search
// and not a reclamation scheme is measured.
#include "programs.hpp"

#include <array>
#include <atomic>
#include <mutex>
#include <thread>

namespace heddle::bench {

namespace {

using std::memory_order_acq_rel;
using std::memory_order_acquire;
using std::memory_order_relaxed;
using std::memory_order_release;
using std::memory_order_seq_cst;

template <class Body>
void three_threads(Body body) {
    std::array<std::thread, 3> threads;
    for (int i = 0; i < 3; ++i)
        threads[static_cast<std::size_t>(i)] = std::thread(body, i);
    for (std::thread& each : threads)
        each.join();
}

struct node {
    int value = 0;
    std::atomic<node*> next{nullptr};
};

// R. Kent Treiber, 1986.
void treiber_stack() {
    std::array<node, 3> nodes;
    std::atomic<node*> top{nullptr};
    three_threads([&](int i) {
        node& mine = nodes[static_cast<std::size_t>(i)];
        mine.value = i;
        node* seen = top.load(memory_order_relaxed);
        do
            mine.next.store(seen, memory_order_relaxed);
        while (!top.compare_exchange_strong(seen, &mine, memory_order_release, memory_order_relaxed));
        seen = top.load(memory_order_acquire);
        while (seen != nullptr && !top.compare_exchange_strong(seen, seen->next.load(memory_order_relaxed),
                                                               memory_order_acquire, memory_order_acquire)) {
        }
    });
}

// Maged Michael and Michael Scott, PODC 1996.
struct michael_scott_queue {
    std::array<node, 4> nodes;
    std::atomic<node*> head{&nodes[3]};
    std::atomic<node*> tail{&nodes[3]};

    void push(node& fresh) {
        for (;;) {
            node* last = tail.load(memory_order_acquire);
            node* next = last->next.load(memory_order_acquire);
            if (next != nullptr) {
                tail.compare_exchange_strong(last, next, memory_order_release, memory_order_relaxed);
            } else if (last->next.compare_exchange_strong(next, &fresh, memory_order_release, memory_order_relaxed)) {
                tail.compare_exchange_strong(last, &fresh, memory_order_release, memory_order_relaxed);
                return;
            }
        }
    }

    int pop() {
        for (;;) {
            node* first = head.load(memory_order_acquire);
            node* last = tail.load(memory_order_acquire);
            node* next = first->next.load(memory_order_acquire);
            if (next == nullptr)
                return -1;
            if (first == last)
                tail.compare_exchange_strong(last, next, memory_order_release, memory_order_relaxed);
            else if (head.compare_exchange_strong(first, next, memory_order_acq_rel, memory_order_relaxed))
                return next->value;
        }
    }
};

void queue_of_two_producers() {
    michael_scott_queue queue;
    three_threads([&](int i) {
        if (i == 2) {
            (void)queue.pop();
            return;
        }
        node& mine = queue.nodes[static_cast<std::size_t>(i)];
        mine.value = i;
        queue.push(mine);
    });
}

// David Chase and Yossi Lev, SPAA 2005; orders after Nhat Minh Lê and others, PPoPP 2013.
struct chase_lev_deque {
    std::array<std::atomic<int>, 4> slots{};
    std::atomic<long> top{0};
    std::atomic<long> bottom{0};

    [[nodiscard]] std::atomic<int>& slot(long at) { return slots[static_cast<std::size_t>(at % 4)]; }

    void push(int value) {
        const long b = bottom.load(memory_order_relaxed);
        slot(b).store(value, memory_order_relaxed);
        std::atomic_thread_fence(memory_order_release);
        bottom.store(b + 1, memory_order_relaxed);
    }

    int take() {
        const long b = bottom.load(memory_order_relaxed) - 1;
        bottom.store(b, memory_order_relaxed);
        std::atomic_thread_fence(memory_order_seq_cst);
        long t = top.load(memory_order_relaxed);
        if (t > b) {
            bottom.store(b + 1, memory_order_relaxed);
            return -1;
        }
        int value = slot(b).load(memory_order_relaxed);
        if (t == b) {
            if (!top.compare_exchange_strong(t, t + 1, memory_order_seq_cst, memory_order_relaxed))
                value = -1;
            bottom.store(b + 1, memory_order_relaxed);
        }
        return value;
    }

    int steal() {
        long t = top.load(memory_order_acquire);
        std::atomic_thread_fence(memory_order_seq_cst);
        if (t >= bottom.load(memory_order_acquire))
            return -1;
        const int value = slot(t).load(memory_order_relaxed);
        return top.compare_exchange_strong(t, t + 1, memory_order_seq_cst, memory_order_relaxed) ? value : -1;
    }
};

void work_stealing() {
    chase_lev_deque deque;
    three_threads([&](int i) {
        if (i != 0) {
            (void)deque.steal();
            return;
        }
        deque.push(1);
        deque.push(2);
        (void)deque.take();
        (void)deque.take();
    });
}

void two_sections_each() {
    std::mutex mutex;
    int count = 0;
    three_threads([&](int) {
        for (int k = 0; k < 2; ++k) {
            const std::lock_guard guard(mutex);
            ++count;
        }
    });
}

} // namespace

std::vector<program> data_structures() {
    return {{"Treiber stack, 3 x push and pop", treiber_stack},
            {"Michael-Scott queue, 2 push, 1 pop", queue_of_two_producers},
            {"Chase-Lev deque, 2 thieves", work_stealing},
            {"mutex, 3 threads x 2 sections", two_sections_each, 90}};
}

} // namespace heddle::bench
