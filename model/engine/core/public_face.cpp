// What <heddle/model.hpp> promises.
#include "engine/core/exploration.hpp"
#include "engine/core/test_framework.hpp"
#include "engine/runtime/body.hpp"

namespace heddle::model {

namespace core {

test_framework* listening_framework = nullptr;

void fail_expectation(const char* file, int line, const char* message) {
    if (active == nullptr || !runtime::in_body())
        return;
    in_body = false;
    active->fail({failure_kind::assertion, message, active->running_id(), nullptr, nullptr,
                  std::string(file == nullptr ? "" : file) + ":" + std::to_string(line)});
}

} // namespace core

result explore(std::function<void()> body, const options& how) {
    if (core::active != nullptr) {
        result refused;
        refused.unsupported = "explore() inside an exploration";
        return refused;
    }
    return core::exploration(std::move(body), how).explore();
}

void observe(std::string_view what) {
    if (core::active == nullptr || !runtime::in_body())
        return;
    const core::engine_scope scope;
    core::active->observe(what);
}

moment here() {
    if (core::active == nullptr || !runtime::in_body())
        return {};
    const core::engine_scope scope;
    return core::active->here();
}

bool happens_before(const moment& first, const moment& second) {
    if (core::active == nullptr || !runtime::in_body())
        return false;
    const core::engine_scope scope;
    return core::active->happens_before(first, second);
}

std::string_view to_string(failure_kind kind) {
    switch (kind) {
    case failure_kind::data_race:
        return "data-race";
    case failure_kind::assertion:
        return "assertion";
    case failure_kind::deadlock:
        return "deadlock";
    case failure_kind::livelock:
        return "livelock";
    case failure_kind::use_after_free:
        return "use-after-free";
    case failure_kind::double_free:
        return "double-free";
    case failure_kind::leak:
        return "leak";
    case failure_kind::invalid_access:
        return "invalid-access";
    case failure_kind::uncaught_exception:
        return "uncaught-exception";
    case failure_kind::unlock_error:
        return "unlock-error";
    case failure_kind::nondeterminism:
        return "nondeterminism";
    case failure_kind::crash:
        return "crash";
    case failure_kind::timeout:
        return "timeout";
    }
    return "unknown";
}

} // namespace heddle::model
