// A message handed over by a relaxed flag.
#include <atomic>
#include <cstdio>
#include <thread>

struct message {
    int length;
    char text[8];
};

message box;
std::atomic<bool> ready{false};

int main() {
    std::thread sender([] {
        box.length = 5;
        ready.store(true, std::memory_order_relaxed);
    });
    std::thread receiver([] {
        if (ready.load(std::memory_order_acquire))
            std::printf("%d\n", box.length);
    });
    sender.join();
    receiver.join();
}
