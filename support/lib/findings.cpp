#include <heddle/support/findings.hpp>

#include <utility>

namespace heddle::support {

namespace {

findings& all() {
    static findings only;
    return only;
}

} // namespace

void record_failure(finding what) {
    if (all().failures.empty())
        all().failures.push_back(std::move(what));
}

void record_no_verdict(const std::string& why) {
    if (all().no_verdict.empty())
        all().no_verdict = why;
}

void record_covered(const std::string& what) { all().covered.push_back(what); }

const findings& recorded_findings() { return all(); }

} // namespace heddle::support
