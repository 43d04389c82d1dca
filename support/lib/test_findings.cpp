#include "test_findings.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include <heddle/support/evidence.hpp>
#include <heddle/support/findings.hpp>

namespace heddle::support {

namespace {

std::string running_test;
std::string failed_test; // of the first failure; empty if there is none

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

nlohmann::json as_json(const finding& what) {
    return {{"kind", what.kind},     {"message", what.message}, {"location", what.location},
            {"replay", what.replay}, {"details", what.details}, {"test", failed_test}};
}

} // namespace

void failure_listener::OnTestStart(const testing::TestInfo& test) {
    running_test = std::string(test.test_suite_name()) + "." + test.name();
}

// GoogleTest holds its lock here, so nothing may be asked of it.
void failure_listener::OnTestPartResult(const testing::TestPartResult& part) {
    if (!part.failed() || !failed_test.empty())
        return;
    constexpr std::string_view no_verdict = "no verdict: ";
    if (const std::string_view message = part.message(); message.find(no_verdict) != message.npos)
        return record_no_verdict(first_line(std::string(message.substr(message.find(no_verdict) + no_verdict.size()))));
    failed_test = running_test.empty() ? "(outside of any test)" : running_test;
    const std::string place =
        part.file_name() ? part.file_name() + std::string(":") + std::to_string(part.line_number()) : "";
    record_failure({.kind = "assertion",
                    .message = first_line(part.message()),
                    .location = place,
                    .replay = {},
                    .details = part.message()});
}

bool write_findings(double seconds) {
    const char* const name = std::getenv("HEDDLE_FINDINGS");
    if (!name)
        return true;
    const findings& all = recorded_findings();
    nlohmann::json found = {{"checked", counted_evidence()}, {"seconds", seconds}, {"covered", all.covered}};
    found["verdict"] = !all.failures.empty() ? "failed" : all.no_verdict.empty() ? "verified" : "incomplete";
    if (!all.failures.empty())
        found["failure"] = as_json(all.failures.front());
    if (!all.no_verdict.empty())
        found["reason"] = all.no_verdict;
    const std::string draft = std::string(name) + ".new";
    std::ofstream out(draft);
    out << found.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
    out.close();
    if (out && std::rename(draft.c_str(), name) == 0)
        return true;
    std::fprintf(stderr, "cannot write %s\n", name);
    return false;
}

} // namespace heddle::support
