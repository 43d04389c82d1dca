// An account that looks before it withdraws.
#pragma once

#include <atomic>

namespace accounts {

class hasty_account {
public:
    void deposit(int n) { balance_.fetch_add(n); }
    bool withdraw(int n) {
        if (balance_.load() < n)
            return false;
        balance_.fetch_sub(n);
        return true;
    }

private:
    std::atomic<int> balance_{0};
};

} // namespace accounts
