// Treiber's stack whose pop frees a node at once, while another pop still looks at it.
#include <atomic>
#include <thread>

struct node {
    int value;
    node* next;
};

class stack {
public:
    void push(int value) {
        node* const fresh = new node{value, head_.load()};
        while (!head_.compare_exchange_weak(fresh->next, fresh)) {
        }
    }

    bool pop() {
        node* top = head_.load(std::memory_order_acquire);
        while (top != nullptr) {
            if (head_.compare_exchange_weak(top, top->next, std::memory_order_acq_rel)) {
                delete top;
                return true;
            }
        }
        return false;
    }

private:
    std::atomic<node*> head_{nullptr};
};

stack numbers;

int main() {
    numbers.push(1);
    std::thread one([] { numbers.pop(); });
    std::thread two([] { numbers.pop(); });
    one.join();
    two.join();
}
