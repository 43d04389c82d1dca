// Michael and Scott's queue whose dequeue frees the old first node at once, while another dequeue still looks at it.
#include <atomic>
#include <thread>

struct node {
    int value = 0;
    std::atomic<node*> next{nullptr};
};

struct queue {
    std::atomic<node*> head{new node}, tail{head.load()};

    ~queue() {
        for (node* each = head.load(); each != nullptr;) {
            node* const next = each->next.load();
            delete each;
            each = next;
        }
    }

    void enqueue(int value) {
        node* const fresh = new node{value};
        for (;;) {
            node* last = tail.load(std::memory_order_acquire);
            node* next = nullptr;
            if (last->next.compare_exchange_strong(next, fresh, std::memory_order_acq_rel)) {
                tail.compare_exchange_strong(last, fresh, std::memory_order_acq_rel);
                return;
            }
            tail.compare_exchange_strong(last, next, std::memory_order_acq_rel);
        }
    }

    bool dequeue() {
        node* first = head.load(std::memory_order_acquire);
        for (;;) {
            node* const next = first->next.load(std::memory_order_acquire);
            if (next == nullptr)
                return false;
            if (head.compare_exchange_strong(first, next, std::memory_order_acq_rel)) {
                delete first;
                return true;
            }
        }
    }
};

int main() {
    queue numbers;
    numbers.enqueue(1);
    std::thread one([&] { numbers.dequeue(); });
    std::thread two([&] { numbers.dequeue(); });
    one.join();
    two.join();
}
