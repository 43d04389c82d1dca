// The core's answers to the runtime; see callbacks.hpp.
#include "engine/core/callbacks.hpp"

#include "engine/core/execution.hpp"
#include "engine/runtime/symbols.hpp"

namespace heddle::model::core {

void fail(failure_kind kind, std::string_view message, const void* pc, const void* second_pc) {
    in_body = false;
    if (kind == failure_kind::timeout)
        active->stop(run_outcome::gave_up, std::string(message));
    active->fail({kind, std::string(message), active->running_id(), pc, second_pc});
}

namespace {

[[nodiscard]] std::string describe(const race_side& side) {
    return std::string(side.atomic ? "an atomic " : "a ") + (side.write ? "write" : "read") + " of " +
           std::to_string(side.size) + (side.size == 1 ? " byte" : " bytes") + " by thread " +
           std::to_string(side.thread) + " at " + runtime::place_of(side.pc);
}

} // namespace

void fail_race(const race_side& earlier, const race_side& later, const void* address) {
    in_body = false;
    const std::string name = runtime::name_of(address);
    failure_record record{failure_kind::data_race,
                          "data race on " + name + ": " + describe(later) + " is not ordered after " +
                              describe(earlier),
                          later.thread, later.pc, earlier.pc};
    const auto step = [&name](const race_side& side, call_chain calls) {
        return final_step{side.thread, std::string(side.write ? "writes " : "reads ") + name + ": races",
                          std::move(calls)};
    };
    record.last = {step(earlier, {earlier.pc}), step(later, calls_from(later.pc))};
    active->fail(std::move(record));
}

void unsupported(std::string_view call, const void* pc) {
    in_body = false;
    active->stop(run_outcome::unsupported,
                 std::string(call) + " is not supported by the engine (" + runtime::place_of(pc) + ")");
}

void thread_exit_now() {
    in_body = false;
    active->leave_thread();
}

void process_exit(int) {
    in_body = false;
    active->leave_process();
}

void location_ended(const void* address, std::size_t size) {
    active->end_locations(reinterpret_cast<std::uintptr_t>(address), size);
}

void plain_meets_atomic(const void* address, std::size_t size, bool write, const void* pc) {
    active->watch_locations(reinterpret_cast<std::uintptr_t>(address), size, write, pc);
}

bool on_tick() { return active != nullptr && active->out_of_time(); }

} // namespace heddle::model::core
