// A vector that grows while another thread reads it: the race is within the library, the fault is not.
#include <thread>
#include <vector>

std::vector<int> results;

int main() {
    results.reserve(4);
    std::thread producer([] { results.push_back(1); });
    const bool done = !results.empty();
    producer.join();
    return done ? 0 : 0;
}
