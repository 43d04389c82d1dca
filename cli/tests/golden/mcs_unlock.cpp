// The lock of Mellor-Crummey and Scott whose link publishes nothing: the unlock may lower the successor's flag before
// the successor, in modification order, has raised it, and the successor waits for ever.
#include <atomic>
#include <thread>

struct node {
    std::atomic<node*> next{nullptr};
    std::atomic<bool> waits{false};
};

std::atomic<node*> tail{nullptr};

void lock(node* mine) {
    mine->next.store(nullptr, std::memory_order_relaxed);
    mine->waits.store(true, std::memory_order_relaxed);
    node* const before = tail.exchange(mine, std::memory_order_acq_rel);
    if (before == nullptr)
        return;
    before->next.store(mine, std::memory_order_relaxed);
    while (mine->waits.load(std::memory_order_acquire)) {
    }
}

void unlock(node* mine) {
    node* expected = mine;
    if (mine->next.load(std::memory_order_relaxed) == nullptr && tail.compare_exchange_strong(expected, nullptr))
        return;
    node* after = nullptr;
    while ((after = mine->next.load(std::memory_order_relaxed)) == nullptr) {
    }
    after->waits.store(false, std::memory_order_release);
}

node first, second;

int main() {
    const auto section = [](node* mine) {
        lock(mine);
        unlock(mine);
    };
    std::thread one(section, &first), two(section, &second);
    one.join();
    two.join();
}
