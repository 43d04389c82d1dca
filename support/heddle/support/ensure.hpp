// How a contract says that a promise was broken: by an exception that names it. Every layer understands exceptions, so
// one piece of contract code serves them all, and no test framework is needed where the code under test runs.
#pragma once

#include <sstream>
#include <stdexcept>
#include <string>

namespace heddle::support {

/// A promise of the code under test that did not hold. `what()` names the promise and the line that checked it.
struct broken_promise : std::logic_error {
    using std::logic_error::logic_error;
};

/// A line of source. std::source_location would do, but clang 14 does not give it with GCC's library.
struct code_place {
    const char* file;
    int line;

    static constexpr code_place current(const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
        return {file, line};
    }
};

[[noreturn]] inline void fail(const std::string& promise, code_place where) {
    std::ostringstream text;
    text << where.file << ':' << where.line << ": broken: " << promise;
    throw broken_promise(text.str());
}

/// Throws broken_promise unless `kept`. `promise` says in the present tense what should hold.
inline void ensure(bool kept, const char* promise, code_place where = code_place::current()) {
    if (!kept)
        fail(promise, where);
}

/// Throws broken_promise unless both are equal; the message shows both.
template <class A, class B>
void ensure_equal(const A& actual, const B& expected, const char* promise, code_place where = code_place::current()) {
    if (actual == expected)
        return;
    std::ostringstream text;
    text << promise << " (got " << actual << ", expected " << expected << ')';
    fail(text.str(), where);
}

} // namespace heddle::support
