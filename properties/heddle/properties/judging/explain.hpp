// A violation in words and as a table with a column for each process.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <heddle/properties/judging/judge.hpp>

namespace heddle::properties::judging {

/// A call as it is shown.
struct shown_call {
    std::uint32_t process = 0;
    std::int64_t called = 0;
    std::int64_t returned = never;
    std::string text;   // "withdraw(5)"
    std::string answer; // "true"; empty if it did not return
    bool stuck = false; // it never returned and must wait
};

/// What can be told about a violation; calls by the numbers of the finding.
struct account {
    std::string part;              // empty if the history is not divided
    std::vector<shown_call> calls; // those of the part
    std::string state;             // after the longest order that explains a part; empty if it cannot be shown
    std::string expected;          // what the specification answers there to the call that cannot be placed
};

/// Which of the calls an explanation shows; texts and answers of the others need not be filled in.
std::vector<bool> calls_shown(const finding& found, const std::vector<shown_call>& calls);

/// The middle of a long text left out.
std::string shortened(std::string_view text, std::size_t width);

/// Where two texts part, as a sentence; empty for short ones, where anyone sees it.
std::string first_difference(std::string_view expected, std::string_view seen);

/// The whole explanation, lines ended.
std::string explain(const finding& found, const account& told);

/// The calls and returns up to `until`, the last `most` of them: a row each, a column for each process.
std::string table(const std::vector<shown_call>& calls, std::int64_t until, std::uint32_t marked, std::size_t most);

} // namespace heddle::properties::judging
