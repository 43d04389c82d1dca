// See runtime_test_core.hpp.
#include "runtime_test_core.hpp"

#include "engine/runtime/body.hpp"
#include "engine/runtime/execution.hpp"
#include "engine/runtime/fiber.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace heddle::model {

namespace core {

thread_view view;
bool in_body = false;
std::uintptr_t body_stack = 0;

} // namespace core

namespace runtime_test {

namespace {

constexpr unsigned width = runtime::max_threads;

struct model_thread {
    std::function<void()> body;
    std::array<std::uint32_t, width> clock{};
    std::uint32_t epoch = 0;
    bool ended = false;
};

std::array<model_thread, width> threads;
std::optional<failed> recorded;
const void* last_ended_location = nullptr;
const void* last_met_atomic = nullptr;
bool give_up = false;

void enter(std::uint32_t thread) {
    threads[thread].body();
    const core::engine_scope engine;
    threads[thread].ended = true;
    runtime::switch_to_host();
}

bool go(std::uint32_t thread) {
    core::view = {
        .thread = thread, .epoch = threads[thread].epoch, .clock = threads[thread].clock.data(), .width = width};
    runtime::switch_to(runtime::fiber_of(thread));
    return threads[thread].ended;
}

[[noreturn]] void give_up_with(failed how) {
    core::in_body = false;
    recorded = std::move(how);
    runtime::switch_to_host();
    __builtin_unreachable();
}

} // namespace

const std::optional<failed>& last_failure() { return recorded; }
void forget_failure() { recorded.reset(); }

exploration::exploration() {
    forget_failure();
    runtime::begin_exploration();
    next_execution();
}

exploration::~exploration() {
    runtime::end_execution();
    runtime::end_exploration();
}

void exploration::next_execution() {
    runtime::begin_execution();
    threads = {};
}

bool run(std::uint32_t thread, std::function<void()> body) {
    threads[thread].body = std::move(body);
    threads[thread].ended = false;
    runtime::arm(runtime::fiber_of(thread), &enter);
    runtime::thread_started(thread);
    return go(thread);
}

bool resume(std::uint32_t thread) {
    const bool ended = go(thread);
    return ended;
}

void pause_body() {
    const core::engine_scope engine;
    runtime::switch_to_host();
}

void synchronise(std::uint32_t from, std::uint32_t to) {
    model_thread& source = threads[from];
    source.clock[from] = ++source.epoch;
    for (unsigned i = 0; i < width; ++i)
        threads[to].clock[i] = std::max(threads[to].clock[i], source.clock[i]);
}

const void* ended_location() { return last_ended_location; }
void give_up_at_next_tick(bool wanted) { give_up = wanted; }

} // namespace runtime_test

namespace core {

using runtime_test::failed;

void fail(failure_kind kind, std::string_view message, const void* pc, const void* second_pc, const void* /*block*/) {
    in_body = false;
    failed how;
    how.kind = kind;
    how.message = message;
    how.pc = pc;
    how.second_pc = second_pc;
    runtime_test::give_up_with(std::move(how));
}

void fail_race(const race_side& earlier, const race_side& later, const void* address) {
    in_body = false;
    failed how;
    how.kind = failure_kind::data_race;
    how.race = true;
    how.earlier = earlier;
    how.later = later;
    how.pc = address;
    runtime_test::give_up_with(std::move(how));
}

void unsupported(std::string_view call, const void* pc) {
    in_body = false;
    failed how;
    how.unsupported = true;
    how.message = call;
    how.pc = pc;
    runtime_test::give_up_with(std::move(how));
}

void thread_exit_now() {
    in_body = false;
    failed how;
    how.gave_up = true;
    runtime_test::give_up_with(std::move(how));
}

void process_exit(int status) {
    in_body = false;
    failed how;
    how.exit = status;
    runtime_test::give_up_with(std::move(how));
}

void plain_meets_atomic(const void* address, std::size_t, bool, const void*) {
    runtime_test::last_met_atomic = address;
}

void location_ended(const void* address, std::size_t) { runtime_test::last_ended_location = address; }

bool on_tick() { return runtime_test::give_up; }

} // namespace core

} // namespace heddle::model
