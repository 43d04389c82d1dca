// A litmus program: a few threads, each a straight line of atomic operations on named locations.
//
// Loads and read-modify-writes may put what they read into a register of their thread; later operations of the
// same thread may use registers in the values they write (a data dependency). There are no branches: a program's
// control flow never depends on a value, except that a failing compare-exchange does not write.
// The textual form is in notation.hpp. Plain data without invariants; `check_program` says whether it makes sense.
#pragma once

#include <atomic>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace heddle::model::litmus {

// An integer expression: `constant` plus the sum of the registers named (a register may occur twice).
struct expression {
    int constant = 0;
    std::vector<std::string> registers = {};

    friend bool operator==(const expression&, const expression&) = default;
};

enum class operation_kind { store, load, fetch_add, exchange, compare_exchange, fence };

struct operation {
    operation_kind kind = operation_kind::load;
    std::memory_order order = std::memory_order_relaxed;         // of a compare-exchange: when it succeeds
    std::memory_order failure_order = std::memory_order_relaxed; // compare-exchange only
    std::string location = {};                                   // empty for a fence
    std::string result = {};  // register that receives the value read; empty when it has no name
    expression value = {};    // stored, added, exchanged in, or desired by a compare-exchange
    expression expected = {}; // compare-exchange only

    friend bool operator==(const operation&, const operation&) = default;
};

using thread_code = std::vector<operation>;

struct program {
    std::map<std::string, int> initial = {}; // locations that do not start at 0
    std::vector<thread_code> threads = {};

    friend bool operator==(const program&, const program&) = default;
};

// Whether the operation reads (a compare-exchange always does).
[[nodiscard]] bool reads(const operation& op);

// Whether C++20 allows this order for this kind of operation (as its success order, for a compare-exchange).
[[nodiscard]] bool order_allowed(operation_kind kind, std::memory_order order);

// Whether C++20 allows this order when a compare-exchange fails.
[[nodiscard]] bool failure_order_allowed(std::memory_order order);

// What is wrong with the program, in one sentence, or nothing. A program makes sense if every order is allowed for
// its operation, every register is read into before it is used, and every name denotes one thing only: a location,
// or a register of one thread.
[[nodiscard]] std::optional<std::string> check_program(const program& code);

// All locations the program mentions, with their initial values.
[[nodiscard]] std::map<std::string, int> initial_memory(const program& code);

} // namespace heddle::model::litmus
