// RapidCheck under GoogleTest, with a number of cases of our own.
#include "litmus/random_check.hpp"

#include <sstream>

#include <gtest/gtest.h>

namespace heddle::model::litmus {

namespace {

// Prints nothing: RapidCheck's own listener advises at the end of the process what GoogleTest has already said.
class silent_listener : public rc::detail::TestListener {
    void onTestCaseFinished(const rc::detail::CaseDescription&) override {}
    void onShrinkTried(const rc::detail::CaseDescription&, bool) override {}
    void onTestFinished(const rc::detail::TestMetadata&, const rc::detail::TestResult&) override {}
};

} // namespace

void check_random_programs(int count, const std::function<std::string(const program&)>& problem,
                           const program_size& limit) {
    const auto& test = *testing::UnitTest::GetInstance()->current_test_info();
    rc::detail::TestMetadata metadata;
    metadata.id = std::string(test.test_suite_name()) + "/" + test.name();
    metadata.description = test.name();
    auto parameters = rc::detail::configuration().testParams;
    parameters.maxSuccess = parameters.maxSuccess * count / 100;
    std::string last_problem;
    silent_listener listener;
    const auto result = rc::detail::checkTestable(
        [&] {
            const auto code = *random_programs(limit);
            const auto text = problem(code);
            if (!text.empty())
                last_problem = text; // shrinking ends with the smallest program's
            RC_ASSERT(text == "");
        },
        metadata, parameters, listener);
    if (result.is<rc::detail::SuccessResult>())
        return;
    std::ostringstream text;
    rc::detail::printResultMessage(result, text);
    ADD_FAILURE() << text.str() << "\n"
                  << last_problem << "\nrepeat it with: RC_PARAMS=\"seed=" << parameters.seed
                  << "\" --gtest_filter=" << test.test_suite_name() << "." << test.name();
}

} // namespace heddle::model::litmus
