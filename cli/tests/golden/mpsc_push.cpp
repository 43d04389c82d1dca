// An intrusive queue of many producers whose exchange publishes nothing: the reset of a node's link may count as later
// than the link that the next producer puts there, and the consumer waits for ever.
#include <atomic>
#include <thread>

struct node {
    std::atomic<node*> next{nullptr};
};

node stub, first, second;
std::atomic<node*> back{&stub};

void push(node* mine) {
    mine->next.store(nullptr, std::memory_order_relaxed);
    node* const before = back.exchange(mine, std::memory_order_relaxed);
    before->next.store(mine, std::memory_order_release);
}

void pop_both() {
    node* front = &stub;
    for (int i = 0; i < 2; ++i) {
        node* next = nullptr;
        while ((next = front->next.load(std::memory_order_acquire)) == nullptr) {
        }
        front = next;
    }
}

int main() {
    std::thread one(push, &first), two(push, &second);
    pop_both();
    one.join();
    two.join();
}
