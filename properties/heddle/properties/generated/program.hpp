// A generated program: calls that one thread makes first, calls that several threads make at the same time, and calls
// that one thread makes when all of them are done. Operations and arguments are numbers here; a contract says what they
// mean. As text, for failures, regression tests and replay:
//
//     push(1); { push(2); try_pop() | try_pop() } try_pop()
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace heddle::properties {

/// What generators need to know of an operation of a contract.
struct operation_info {
    std::string name;
    std::size_t arguments = 0;
    std::string role;      // whose calls are all made by one thread; empty: anyone's
    bool distinct = false; // each call gets an argument of its own
};

using operation_infos = std::vector<operation_info>;

struct generated_call {
    std::size_t operation = 0;
    std::vector<int> numbers; // for heddle::argument, one for each argument
    friend bool operator==(const generated_call&, const generated_call&) = default;
};

using generated_calls = std::vector<generated_call>;

struct generated_program {
    generated_calls before;
    std::vector<generated_calls> threads;
    generated_calls after;

    friend bool operator==(const generated_program&, const generated_program&) = default;
};

/// Where a call of a program stands; calls are numbered from 0: before, thread by thread, after.
struct program_place {
    std::uint32_t process = 0; // 0: before and after; else the number of the thread, from 1
    const generated_call* call = nullptr;
};

/// The calls of a program by their numbers. The program must outlive them.
std::vector<program_place> places_of(const generated_program& program);

std::size_t count_calls(const generated_program& program);

/// Whether every role is one thread's at most. Before and after count for nobody.
bool honours_roles(const generated_program& program, const operation_infos& operations);

/// Programs that are one step smaller, the largest steps first: without a thread (or with what the only one calls
/// called before), without what comes before or after, without a call, with smaller arguments.
std::vector<generated_program> smaller_programs(const generated_program& program, const operation_infos& operations);

std::string to_string(const generated_calls& calls, const operation_infos& operations);
std::string to_string(const generated_program& program, const operation_infos& operations);

/// Throws std::invalid_argument, saying where, if the text is no program over these operations.
generated_program parse_program(std::string_view text, const operation_infos& operations);

} // namespace heddle::properties
