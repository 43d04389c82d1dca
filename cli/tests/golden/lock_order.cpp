// Two accounts locked in the order of the transfer: two opposite transfers wait for each other.
#include <mutex>
#include <thread>

struct account {
    std::mutex guard;
    int balance = 100;
};

account savings, checking;

void transfer(account& from, account& to, int amount) {
    const std::lock_guard<std::mutex> lock_from(from.guard);
    const std::lock_guard<std::mutex> lock_to(to.guard);
    from.balance -= amount;
    to.balance += amount;
}

int main() {
    std::thread one([] { transfer(savings, checking, 10); });
    std::thread two([] { transfer(checking, savings, 20); });
    one.join();
    two.join();
}
