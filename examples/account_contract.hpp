// What an account owes its users.
#pragma once

#include <heddle/contract.hpp>

struct account_spec {
    int balance = 0;
    void deposit(int n) { balance += n; }
    bool withdraw(int n) {
        if (balance < n)
            return false;
        balance -= n;
        return true;
    }
};
HEDDLE_CONTRACT(account, account_spec, deposit, withdraw);
