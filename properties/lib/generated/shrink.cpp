#include "shrink.hpp"

#include <algorithm>

#include <heddle/support/seed.hpp>

#include <heddle/support/watchdog.hpp>

#include "generate.hpp"

namespace heddle::properties {

namespace {

using clock = std::chrono::steady_clock;

class shrinking {
public:
    shrinking(const tested_pair& pair, program_runner& runner, const effort& how)
        : pair_(pair), runner_(runner), random_(support::process_seed()),
          rounds_at_once_(std::max<std::uint64_t>(how.rounds, 1)),
          patience_(std::min(how.patience, how.shrinking / 10)), deadline_(clock::now() + how.shrinking) {}

    bool out_of_time() const { return clock::now() >= deadline_; }

    // Runs until it fails, for at most a part of the time.
    std::optional<failed_run> fails(const generated_program& program, std::chrono::nanoseconds at_most,
                                    std::uint64_t& looked_at) {
        const auto until = std::min(deadline_, clock::now() + std::chrono::duration_cast<clock::duration>(at_most));
        do {
            support::at("shrinking");
            looked_at += rounds_at_once_;
            if (auto failed = runner_.run(program, rounds_at_once_, patience_))
                return failed;
        } while (!program.threads.empty() && clock::now() < until);
        return std::nullopt;
    }

    // One step smaller, if such a program fails within its part of the time.
    bool step(generated_program& program, failed_run& failure, std::chrono::nanoseconds at_most) {
        for (generated_program& each : smaller_programs(program, pair_.operations())) {
            if (out_of_time())
                return false;
            if (!may_be_run(each, pair_))
                continue;
            std::uint64_t looked_at = 0;
            if (auto failed = fails(each, at_most, looked_at)) {
                program = std::move(each);
                failure = std::move(*failed);
                return true;
            }
        }
        return false;
    }

    // A smaller program that fails too, drawn anew: steps that each fail may not lead from the one to the other.
    bool draw(generated_program& program, failed_run& failure, std::chrono::nanoseconds at_most) {
        const auto until = std::min(deadline_, clock::now() + std::chrono::duration_cast<clock::duration>(at_most));
        while (clock::now() < until) {
            constexpr int small = 30; // RapidCheck's size
            generated_program other = programs_(random_.split(), drawn_++ % small).value();
            if (count_calls(other) >= count_calls(program))
                continue;
            if (auto failed = runner_.run(other, rounds_at_once_, patience_)) {
                program = std::move(other);
                failure = std::move(*failed);
                return true;
            }
        }
        return false;
    }

private:
    const tested_pair& pair_;
    program_runner& runner_;
    rc::Gen<generated_program> programs_ = any_program(pair_);
    rc::Random random_;
    int drawn_ = 0;
    std::uint64_t rounds_at_once_;
    std::chrono::milliseconds patience_;
    clock::time_point deadline_;
};

} // namespace

defect shrunk(const tested_pair& pair, program_runner& runner, const generated_program& found,
              const failed_run& failure, std::uint64_t rounds, const effort& how) {
    const auto start = clock::now();
    defect bug;
    bug.program = found;
    bug.found = to_string(found, pair.operations());
    failed_run last = failure;
    shrinking search(pair, runner, how);
    // Each candidate gets a little time, then, when none fails so soon, more: what fails rarely is not given up at
    // once.
    do {
        for (const int share : {400, 100, 40}) {
            while (search.step(bug.program, last, how.shrinking / share)) {
            }
        }
    } while (search.draw(bug.program, last, how.shrinking / 8));
    bug.shrunk_to_the_end = !search.out_of_time();
    bug.explanation = last.explanation;
    // How often it fails, so that whoever repairs it knows how long to wait.
    std::uint64_t looked_at = 0;
    const int tries = last.hangs ? 0 : 20;
    for (int i = 0; i < tries; ++i) {
        looked_at += how.rounds;
        bug.failing += runner.run(bug.program, how.rounds, how.patience).has_value();
    }
    bug.looked_at = looked_at == 0 ? rounds : looked_at;
    bug.failing = std::max<std::uint64_t>(bug.failing, 1);
    bug.seconds_to_shrink = std::chrono::duration<double>(clock::now() - start).count();
    return bug;
}

} // namespace heddle::properties
