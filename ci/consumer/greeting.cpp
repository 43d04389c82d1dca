// The primitives alone, from an installed Heddle.
#include <heddle/mutex.hpp>

int main() {
    heddle::mutex<int> shared(41);
    ++*shared.lock();
    return *shared.lock() == 42 ? 0 : 1;
}
