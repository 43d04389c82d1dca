#include "rapidcheck_run.hpp"

#include <chrono>
#include <optional>
#include <sstream>
#include <string>
#include <unordered_map>
#include <utility>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <heddle/support/evidence.hpp>
#include <heddle/support/findings.hpp>
#include <heddle/support/time_share.hpp>
#include <heddle/support/watchdog.hpp>

namespace rc::detail {
// In RapidCheck's library, but not in its installed headers.
std::string reproduceMapToString(const std::unordered_map<std::string, Reproduce>& failures);
} // namespace rc::detail

namespace heddle::properties {

namespace {

// What repeats the failure, in the words of RapidCheck.
std::string reproduction(const rc::detail::TestMetadata& property, const rc::detail::FailureResult& failure) {
    return "reproduce=" + rc::detail::reproduceMapToString({{property.id, failure.reproduce}});
}

// One line to type.
std::string line_that_repeats(const std::string& parameters) {
    const auto& test = *testing::UnitTest::GetInstance()->current_test_info();
    return "repeat it with: RC_PARAMS=\"" + parameters + "\" --gtest_filter=" + test.test_suite_name() + '.' +
           test.name();
}

// Until when cases are run: the test's share of the whole program's time, and once more for shrinking. RapidCheck knows
// no time, so later cases pass without being run or counted.
class case_time {
public:
    [[nodiscard]] bool over() const { return until_ && clock::now() >= *until_; }
    void start_shrinking() {
        if (until_ && !shrinking_)
            until_ = clock::now() + share();
        shrinking_ = true;
    }

private:
    using clock = std::chrono::steady_clock;
    static clock::duration share() {
        return std::chrono::duration_cast<clock::duration>(
            support::time_share().value_or(std::chrono::duration<double>(0)));
    }

    std::optional<clock::time_point> until_ =
        support::time_share() ? std::optional(clock::now() + share()) : std::nullopt;
    bool shrinking_ = false;
};

} // namespace

void run_property(const std::function<void()>& body) {
    const auto& test = *testing::UnitTest::GetInstance()->current_test_info();
    rc::detail::TestMetadata property;
    property.id = std::string(test.test_suite_name()) + "/" + test.name();
    property.description = test.name();
    // Real threads need not fail when RapidCheck runs the smallest case once more to describe it.
    std::string last_failure = "none";
    case_time time;
    bool first = true;
    const auto result = rc::detail::checkTestable(
        [&] {
            if (!std::exchange(first, false) && time.over())
                return;
            support::at(test.name());
            support::count_evidence(1);
            try {
                body();
            } catch (const std::exception& broken) {
                last_failure = broken.what();
                time.start_shrinking();
                throw;
            }
        },
        property);
    if (result.is<rc::detail::SuccessResult>())
        return;
    std::ostringstream text;
    rc::detail::printResultMessage(result, text);
    text << "\n\nlast failure seen: " << last_failure;
    std::string parameters;
    if (result.is<rc::detail::FailureResult>())
        parameters = reproduction(property, result.get<rc::detail::FailureResult>());
    support::record_failure(
        {.kind = "assertion", .message = last_failure, .location = {}, .replay = parameters, .details = text.str()});
    if (!parameters.empty())
        text << "\n\n" << line_that_repeats(parameters);
    ADD_FAILURE() << text.str();
}

} // namespace heddle::properties
