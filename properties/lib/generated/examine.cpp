#include <heddle/properties/generated/checking.hpp>

#include <cstdlib>
#include <stdexcept>

#include <heddle/support/evidence.hpp>
#include <heddle/support/seed.hpp>
#include <heddle/support/watchdog.hpp>

#include "generate.hpp"
#include "shrink.hpp"

namespace heddle::properties {

namespace {

using clock = std::chrono::steady_clock;

std::uint64_t seed_of(const effort& how) { return how.seed != 0 ? how.seed : support::process_seed(); }

double seconds_since(clock::time_point start) { return std::chrono::duration<double>(clock::now() - start).count(); }

// Runs program after program until one fails or enough have been run.
examination run_all(const tested_pair& pair, const rc::Gen<generated_program>& programs, std::uint64_t count,
                    std::uint64_t rounds, const effort& how) {
    examination all;
    const auto start = clock::now();
    program_runner runner(pair, seed_of(how));
    rc::Random random(seed_of(how));
    for (; all.programs < count; ++all.programs) {
        support::at("generated programs");
        // RapidCheck's size: small programs first, then, again and again, all sizes.
        const auto size = static_cast<int>(all.programs < 100 ? all.programs : all.programs * 37 % 101);
        const generated_program program = programs(random.split(), size).value();
        const auto failed = runner.run(program, rounds, how.patience);
        support::count_evidence(1);
        if (failed) {
            const double found_after = seconds_since(start);
            ++all.programs;
            all.bug = shrunk(pair, runner, program, *failed, rounds, how);
            all.bug->seconds_to_find = found_after;
            break;
        }
    }
    all.rounds = runner.rounds();
    all.unknown = runner.unknown();
    return all;
}

} // namespace

examination examine_in_sequence(const tested_pair& pair, const effort& how) {
    return run_all(pair, any_sequence(pair), how.programs, 1, how);
}

examination examine(const tested_pair& pair, const effort& how) {
    return run_all(pair, any_program(pair), how.programs, how.rounds, how);
}

examination examine(const tested_pair& pair, const generated_program& program, std::uint64_t rounds,
                    const effort& how) {
    examination all;
    const auto start = clock::now();
    program_runner runner(pair, seed_of(how));
    while (runner.rounds() < rounds) {
        support::at("one program");
        if (const auto failed = runner.run(program, how.rounds, how.patience)) {
            all.bug.emplace();
            all.bug->program = program;
            all.bug->explanation = failed->explanation;
            all.bug->failing = 1;
            all.bug->looked_at = runner.rounds();
            all.bug->seconds_to_find = seconds_since(start);
            break;
        }
    }
    all.programs = 1;
    all.rounds = runner.rounds();
    all.unknown = runner.unknown();
    support::count_evidence(all.rounds);
    return all;
}

} // namespace heddle::properties
