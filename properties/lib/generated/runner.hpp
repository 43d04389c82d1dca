// Runs one program on real threads, many times, and judges each run.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <heddle/properties/generated/checking.hpp>
#include <heddle/support/seed.hpp>

#include "crew.hpp"

namespace heddle::properties {

/// A run that no order explains.
struct failed_run {
    std::string explanation;
    bool hangs = false;
};

class program_runner {
public:
    program_runner(const tested_pair& pair, std::uint64_t seed) : pair_(pair), chance_(seed) {}

    /// Runs the program on `rounds` objects at once. The first run that fails, if one does.
    std::optional<failed_run> run(const generated_program& program, std::uint64_t rounds,
                                  std::chrono::milliseconds patience);

    std::uint64_t rounds() const { return rounds_; }   // runs so far
    std::uint64_t unknown() const { return unknown_; } // of them, those that could not be judged

private:
    std::shared_ptr<shift> prepare(const generated_program& program, std::uint64_t rounds);
    std::optional<failed_run> judge_hang(const generated_program& program, shift& work,
                                         std::chrono::milliseconds patience);
    std::optional<failed_run> judge(const generated_program& program, shift::round& one, bool hangs);

    const tested_pair& pair_;
    support::random_source chance_;
    crew crew_;
    std::uint64_t rounds_ = 0;
    std::uint64_t unknown_ = 0;
};

} // namespace heddle::properties
