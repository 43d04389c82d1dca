// Chase and Lev's work-stealing deque without the fence in pop: the owner and a thief take the same element.
#include <atomic>
#include <cassert>
#include <thread>

std::atomic<int> top{0}, bottom{2};
std::atomic<int> slots[2] = {1, 2};

int pop() {
    const int last = bottom.load(std::memory_order_relaxed) - 1;
    bottom.store(last, std::memory_order_relaxed);
    // here the fence is missing
    int first = top.load(std::memory_order_relaxed);
    if (first < last)
        return slots[last].load(std::memory_order_relaxed);
    bottom.store(last + 1, std::memory_order_relaxed);
    return first == last && top.compare_exchange_strong(first, first + 1) ? slots[last].load() : 0;
}

int steal() {
    int first = top.load(std::memory_order_acquire);
    std::atomic_thread_fence(std::memory_order_seq_cst);
    if (first >= bottom.load(std::memory_order_acquire))
        return 0;
    const int value = slots[first].load(std::memory_order_relaxed);
    return top.compare_exchange_strong(first, first + 1) ? value : 0;
}

int main() {
    int popped = 0, stolen = 0;
    std::thread owner([&] { popped = pop(); });
    std::thread thief([&] {
        steal();
        stolen = steal();
    });
    owner.join();
    thief.join();
    assert(popped == 0 || popped != stolen);
}
