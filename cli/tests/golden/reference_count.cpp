// A reference count that is decremented with release but without acquire before the destruction: the last owner may
// destroy the object while another one's last use of it is still to come.
#include <atomic>
#include <thread>

struct counted {
    std::atomic<int> owners{2};
    int data = 0;
};

void drop(counted* object) {
    if (object->owners.fetch_sub(1, std::memory_order_release) == 1)
        delete object;
}

int main() {
    auto* const shared = new counted;
    std::thread other([shared] {
        shared->data = 1;
        drop(shared);
    });
    drop(shared);
    other.join();
}
