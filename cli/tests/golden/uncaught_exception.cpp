// Takes the last element in two steps; in between it may be gone, and nobody catches what at() throws.
#include <mutex>
#include <thread>
#include <vector>

std::mutex guard;
std::vector<int> items{42};

bool is_empty() {
    const std::lock_guard<std::mutex> held(guard);
    return items.empty();
}

void take() {
    if (is_empty())
        return;
    const std::lock_guard<std::mutex> held(guard);
    (void)items.at(0);
    items.pop_back();
}

int main() {
    std::thread one(take), two(take);
    one.join();
    two.join();
}
