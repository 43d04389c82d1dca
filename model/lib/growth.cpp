// The sizes that check_growing() goes through, the programs of a size, and what it says of them.
#include <heddle/model/growth.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <optional>

#include <gtest/gtest.h>

#include <heddle/support/evidence.hpp>
#include <heddle/support/findings.hpp>
#include <heddle/support/time_share.hpp>
#include <heddle/support/watchdog.hpp>

namespace heddle::model {

namespace {

using clock = std::chrono::steady_clock;
using time_limit = std::optional<clock::time_point>;

struct explored {
    std::uint64_t programs = 0;
    std::uint64_t executions = 0;
    bool whole = true;   // every execution of every program, and none failed
    bool failed = false; // the test has failed
};

// "14,310"
std::string grouped(std::uint64_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t place = digits.size(); place > 3;)
        digits.insert(place -= 3, ",");
    return digits;
}

std::string many(std::uint64_t number, const std::string& what) {
    return grouped(number) + " " + what + (number == 1 ? "" : "s");
}

// A token names a program by its number of all that this test explores, and the execution: "17/h1r0:…".
struct replayed {
    std::uint64_t program = 0;
    std::string execution;
};

std::optional<replayed> what_to_replay() {
    const char* const text = std::getenv("HEDDLE_REPLAY");
    if (!text)
        return std::nullopt;
    char* end = nullptr;
    const std::uint64_t program = std::strtoull(text, &end, 10);
    if (end == text || *end != '/')
        return replayed{0, text};
    return replayed{program, end + 1};
}

void fail(const failure& bug, std::uint64_t number, const std::string& text) {
    const std::string token = std::to_string(number) + "/" + bug.replay;
    support::record_failure({.kind = std::string(bug.kind_name()),
                             .message = bug.message,
                             .location = bug.location,
                             .replay = token,
                             .details = "the program:\n" + text + "\n" + bug.trace});
    ADD_FAILURE() << "the program:\n" << text << "\n" << bug.trace << "repeat it with: HEDDLE_REPLAY=" << token;
}

// One test's explorations, numbered.
class explorer {
public:
    explorer(options how, time_limit end) : how_(std::move(how)), end_(end), replay_(what_to_replay()) {}

    explored explore_all(const std::vector<small_program>& programs, time_limit until) {
        explored all;
        for (const small_program& one : programs) {
            ++number_;
            if (replay_ && replay_->program != number_)
                continue;
            ++all.programs;
            add(all, one, until);
            if (!all.whole)
                break;
        }
        return all;
    }

    [[nodiscard]] const time_limit& end() const { return end_; }
    [[nodiscard]] bool replays() const { return replay_.has_value(); }
    // Nothing if there is no verdict because of a bound; else why.
    [[nodiscard]] const std::string& unsupported() const { return unsupported_; }

private:
    void add(explored& all, const small_program& one, time_limit until) {
        options how = how_;
        if (until) {
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(*until - clock::now());
            how.time_limit = std::max(left, std::chrono::milliseconds(1));
        }
        if (replay_)
            how.replay = replay_->execution;
        support::at("exploring");
        const result found = explore(one.body, how);
        all.executions += found.executions;
        support::count_evidence(found.executions);
        all.whole = all.whole && found.verified();
        if (found.bug) {
            all.failed = true;
            fail(*found.bug, number_, one.text);
        } else if (found.unsupported) {
            unsupported_ = *found.unsupported;
        }
    }

    options how_;
    time_limit end_;
    std::optional<replayed> replay_;
    std::string unsupported_;
    std::uint64_t number_ = 0;
};

time_limit end_of_test() {
    if (const auto share = support::time_share())
        return clock::now() + std::chrono::duration_cast<clock::duration>(*share);
    return std::nullopt;
}

void cover(const std::string& what) {
    const std::string test = testing::UnitTest::GetInstance()->current_test_info()->name();
    support::record_covered(test + ": " + what);
    std::printf("  %s\n", what.c_str());
    std::fflush(stdout);
}

std::string to_string(program_size size) {
    return many(static_cast<std::uint64_t>(size.threads), "thread") + " x " +
           many(static_cast<std::uint64_t>(size.operations), "operation");
}

bool contains(program_size large, program_size small) {
    return large.threads >= small.threads && large.operations >= small.operations;
}

// From small to large: by the number of calls, then few threads first.
std::vector<program_size> sizes(const growth_limits& limits) {
    std::vector<program_size> all;
    for (int threads = limits.least.threads; threads <= limits.most.threads; ++threads)
        for (int operations = limits.least.operations; operations <= limits.most.operations; ++operations)
            all.push_back({threads, operations});
    std::stable_sort(all.begin(), all.end(), [](program_size a, program_size b) {
        return a.threads * a.operations < b.threads * b.operations;
    });
    return all;
}

void no_verdict(const explorer& all, const std::string& what) {
    if (all.unsupported().empty())
        ADD_FAILURE() << "no verdict: the time did not suffice for " << what;
    else
        ADD_FAILURE() << "no verdict: " << all.unsupported();
}

// The next in the order of an odometer of `base` digits; false after the last.
bool advance(std::vector<int>& digits, int base) {
    for (int& one : digits) {
        if (++one < base)
            return true;
        one = 0;
    }
    return false;
}

// All that one thread may call.
std::vector<std::vector<int>> all_calls(int words, int operations) {
    std::vector<std::vector<int>> all;
    std::vector<int> one(static_cast<std::size_t>(operations), 0);
    do {
        all.push_back(one);
    } while (advance(one, words));
    return all;
}

std::string to_string(const thread_calls& program, const std::vector<std::string>& words) {
    std::string text;
    for (std::size_t i = 0; i < program.size(); ++i) {
        text += "thread " + std::to_string(i + 1) + ":";
        for (const int call : program[i])
            text += " " + words[static_cast<std::size_t>(call)];
        text += "\n";
    }
    return text;
}

std::vector<small_program> programs_over(const std::vector<std::string>& words,
                                         const std::function<void(const thread_calls&)>& run, program_size size) {
    const auto choices = all_calls(static_cast<int>(words.size()), size.operations);
    std::vector<small_program> all;
    std::vector<int> chosen(static_cast<std::size_t>(size.threads), 0);
    do {
        if (!std::is_sorted(chosen.begin(), chosen.end()))
            continue; // the same as another but for the order of its threads
        thread_calls program;
        for (const int one : chosen)
            program.push_back(choices[static_cast<std::size_t>(one)]);
        all.push_back({to_string(program, words), [program, run] { run(program); }});
    } while (advance(chosen, static_cast<int>(choices.size())));
    return all;
}

bool is_enough(program_size size, const growth_limits& limits, const time_limit& end) {
    return end ? clock::now() >= *end : size.threads * size.operations > limits.calls_without_time || size.threads > 3;
}

// Half of the time that is left.
time_limit share_of(const time_limit& end) {
    if (!end)
        return end;
    const auto now = clock::now();
    return now + std::max<clock::duration>((*end - now) / 2, std::chrono::milliseconds(1));
}

} // namespace

void check_growing(const programs_of_size& programs, const growth_limits& limits) {
    explorer all(limits.how, end_of_test());
    std::vector<program_size> given_up;
    bool first = true;
    for (const program_size size : sizes(limits)) {
        if (!first && !all.replays() && is_enough(size, limits, all.end()))
            break;
        if (std::any_of(given_up.begin(), given_up.end(), [&](program_size one) { return contains(size, one); }))
            continue;
        const explored found = all.explore_all(programs(size), first ? all.end() : share_of(all.end()));
        if (found.failed)
            return;
        if (found.whole && !all.replays())
            cover(to_string(size) + ": all " + many(found.executions, "execution") + " of " +
                  many(found.programs, "program"));
        if (!found.whole && first)
            return no_verdict(all, to_string(size));
        if (!found.whole)
            given_up.push_back(size);
        first = false;
    }
}

void check_whole(const std::string& name, const std::function<void()>& body, const options& how) {
    explorer all(how, end_of_test());
    const explored found = all.explore_all({{name, body}}, all.end());
    if (found.failed)
        return;
    if (!found.whole)
        return no_verdict(all, name);
    cover(name + ": all " + many(found.executions, "execution"));
}

programs_of_size all_programs(const std::vector<std::string>& words,
                              const std::function<void(const thread_calls&)>& run) {
    return [words, run](program_size size) { return programs_over(words, run, size); };
}

} // namespace heddle::model
