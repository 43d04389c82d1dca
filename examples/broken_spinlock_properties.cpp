// A lock that looks right, under Heddle's mutex contract: the README's first example. The tests demand that it fails.
#include <heddle/properties/mutex_contract.hpp> // what every mutex owes its users

#include <atomic>

class spinlock {
    std::atomic<bool> taken_{false};

public:
    void lock() {
        while (taken_.load()) {
        }
        taken_.store(true);
    }
    void unlock() { taken_.store(false); }
};

namespace heddle::properties {
INSTANTIATE_TYPED_TEST_SUITE_P(my, mutex_contract, ::spinlock);
}
