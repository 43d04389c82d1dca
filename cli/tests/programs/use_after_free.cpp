// Reads what another thread may have freed.
#include <atomic>
#include <thread>

std::atomic<int*> shared{new int(7)};

int main() {
    std::thread reader([] {
        if (const int* seen = shared.load(std::memory_order_acquire))
            (void)*const_cast<const volatile int*>(seen);
    });
    delete shared.exchange(nullptr, std::memory_order_acq_rel);
    reader.join();
}
