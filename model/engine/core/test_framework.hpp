// How the exploration hears of failed expectations of a test framework, without knowing any.
#pragma once

namespace heddle::model::core {

// Told when an exploration begins and ends. In between, a failed expectation in a body is to be reported with
// fail_expectation() instead of to the framework.
class test_framework {
public:
    virtual void begin() = 0;
    virtual void end() = 0;

protected:
    ~test_framework() = default;
};

// The framework in use, if any; set before main().
extern test_framework* listening_framework;

// In a body: ends the execution with an assertion failure at file:line. Elsewhere it does nothing and returns.
void fail_expectation(const char* file, int line, const char* message);

} // namespace heddle::model::core
