// See crash_report.hpp.
#include "engine/runtime/crash_report.hpp"

#include "engine/runtime/body.hpp"
#include "engine/runtime/debug_information.hpp"
#include "engine/runtime/probe.hpp"
#include "engine/runtime/real.hpp"

#include <cassert>
#include <csignal>
#include <cstdlib>
#include <cxxabi.h>
#include <exception>
#include <string>
#include <typeinfo>

namespace heddle::model::runtime {

crash last_crash{};

namespace {

std::terminate_handler previous_terminate = nullptr;

std::string segmentation_fault(const crash& one) {
    if (one.code == SI_KERNEL)
        return "segmentation fault: not an address at all";
    if (one.address < null_pages_end)
        return "segmentation fault: access through a null pointer";
    return one.code == SEGV_ACCERR ? "segmentation fault: access that the memory does not allow"
                                   : "segmentation fault: access to memory that is not there";
}

std::string name_of_crash(const crash& one) {
    switch (one.signal) {
    case SIGSEGV:
        return segmentation_fault(one);
    case SIGBUS:
        return "bus error";
    case SIGFPE:
        return one.code == FPE_INTDIV ? "integer division by zero" : "arithmetic error";
    case SIGILL:
        return "illegal instruction";
    case SIGTRAP:
        return "trap";
    case SIGABRT:
        return "aborted";
    default:
        return "signal " + std::to_string(one.signal);
    }
}

// "std::runtime_error: the text", for the exception that is being handled.
std::string current_exception_text() {
    const std::type_info* const type = abi::__cxa_current_exception_type();
    std::string text = type == nullptr ? "an exception of another language" : demangled_type(type->name());
    try {
        throw;
    } catch (const std::exception& error) {
        text += std::string(": ") + error.what();
    } catch (...) {
        // its type is all there is to say
    }
    return text;
}

[[noreturn]] void on_terminate() {
    if (!in_body()) {
        if (previous_terminate != nullptr)
            previous_terminate();
        std::abort();
    }
    const host_scope host;
    const void* const pc = __builtin_return_address(0);
    if (!std::current_exception())
        core::fail(failure_kind::crash, "std::terminate was called without an exception", pc);
    core::fail(failure_kind::uncaught_exception, current_exception_text() + ", which nobody catches", pc);
}

[[noreturn]] void assertion_failed(const char* expression, const void* pc) {
    const host_scope host;
    core::fail(failure_kind::assertion, std::string(expression) + " does not hold", pc);
}

} // namespace

void report_crash() {
    const crash one = last_crash;
    const void* const pc = reinterpret_cast<const void*>(one.pc);
    if (one.overflow)
        core::fail(failure_kind::crash, "stack overflow", pc);
    if (one.signal == SIGALRM)
        core::fail(failure_kind::timeout, "the code under test goes on without ever reaching an event", pc);
    core::fail(failure_kind::crash, name_of_crash(one), pc);
}

void catch_terminate() noexcept { previous_terminate = std::set_terminate(&on_terminate); }

void release_terminate() noexcept { std::set_terminate(previous_terminate); }

} // namespace heddle::model::runtime

namespace runtime = heddle::model::runtime;
namespace core = heddle::model::core;

extern "C" {

void __assert_fail(const char* expression, const char* file, unsigned line, const char* function) noexcept {
    if (runtime::in_body())
        runtime::assertion_failed(expression, __builtin_return_address(0));
    runtime::real<void(const char*, const char*, unsigned, const char*)>("__assert_fail")(expression, file, line,
                                                                                          function);
    __builtin_unreachable();
}

void abort() noexcept {
    if (runtime::in_body()) {
        const runtime::host_scope host;
        core::fail(heddle::model::failure_kind::crash, "abort() was called", __builtin_return_address(0));
    }
    runtime::real<void()>("abort")();
    __builtin_unreachable();
}

} // extern "C"
