// A contract and a type under it as the machinery sees them that generates, runs, shrinks and reports programs: without
// their types, so that it is compiled once. <heddle/properties/generated/typed.hpp> makes one.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <heddle/properties/generated/program.hpp>
#include <heddle/properties/judging/judgement.hpp>

namespace heddle::properties {

enum class call_state : std::uint8_t { not_made, returned, stuck };

/// When a call was made, in units of the caller's own.
struct call_moments {
    call_state state = call_state::not_made;
    std::int64_t called = 0;
    std::int64_t returned = 0;
};

/// One object under test and a program's calls, made ready; used for one run.
class trial {
public:
    virtual ~trial() = default;

    /// Makes a call, by its number in the program. Thread-safe for different calls as far as the type under test is.
    /// An exception is kept as the call's complaint.
    virtual void make(std::uint32_t call) = 0;
    /// To be called when all calls have returned: what the object finds wrong in the end becomes a complaint.
    virtual void finish() = 0;
    /// What went wrong besides answers; empty if nothing did.
    virtual std::string complaint() const = 0;

    /// Whether the specification gives in this order of all calls the answers that were seen.
    virtual bool explained_by(const std::vector<std::uint32_t>& order) const = 0;
    /// Searches for an order that respects the pairs `before`; calls not made are left out. To be called once.
    virtual judgement judge(const std::vector<call_moments>& moments, const judging::precedence& before,
                            const bounds& limits) = 0;

    /// "push(3)"; and what it answered.
    virtual std::string text(std::uint32_t call) const = 0;
    virtual std::string answer(std::uint32_t call) const = 0;
};

/// A contract and a type under it.
class tested_pair {
public:
    virtual ~tested_pair() = default;

    virtual const operation_infos& operations() const = 0;
    virtual std::string contract_name() const = 0; // as C++ spells it
    virtual std::string type_name() const = 0;
    virtual std::unique_ptr<trial> prepare(const generated_program& program) const = 0;
    /// Whether preconditions hold and nobody waits for ever, whatever the order in which the threads come.
    virtual bool is_sound(const generated_program& program) const = 0;
};

/// Whether roles are honoured, too.
inline bool may_be_run(const generated_program& program, const tested_pair& pair) {
    return honours_roles(program, pair.operations()) && pair.is_sound(program);
}

/// All programs of so many threads with up to so many calls each, with at least one that has so many; small ones first.
/// Before them up to two calls are made (one, if there are many different ones). Afterwards what takes no arguments is
/// called, or else everything. Arguments that need not be distinct are 1 or 2. Of programs that differ in the order of
/// their threads only one is there.
std::vector<generated_program> programs_of_size(const tested_pair& pair, std::size_t threads, std::size_t calls);

/// What comes before what, as far as a program itself tells it: in one thread, and before and after the threads.
judging::precedence order_in_program(const generated_program& program);

/// The calls with the values that their arguments stand for, a line each thread.
std::string in_lines(const generated_program& program, const tested_pair& pair);

} // namespace heddle::properties
