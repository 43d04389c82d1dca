// The core's answers to the runtime; see callbacks.hpp.
#include "engine/core/callbacks.hpp"

#include "engine/core/execution.hpp"
#include "engine/runtime/heap_history.hpp"
#include "engine/runtime/symbols.hpp"
#include "engine/runtime/world.hpp"

#include <algorithm>

namespace heddle::model::core {

void fail(failure_kind kind, std::string_view message, const void* pc, const void* second_pc, const void* block) {
    in_body = false;
    if (kind == failure_kind::timeout)
        active->stop(run_outcome::gave_up, std::string(message));
    failure_record record{kind, std::string(message), active->running_id(), pc, second_pc};
    if (const std::optional<runtime::known_block> found = runtime::block_around(block); found && found->freed) {
        record.last.push_back({found->freed->thread, "frees " + found->name, found->freed->calls, step_role::cause,
                               false, found->freed->epoch});
        record.last.push_back({active->running_id(),
                               kind == failure_kind::double_free
                                   ? "frees " + found->name + " again"
                                   : "uses " + runtime::name_of(block, 1) + ", which is freed",
                               calls_from(pc)});
    }
    active->fail(std::move(record));
}

namespace {

[[nodiscard]] std::string describe(const race_side& side, const std::string& what, const call_chain& calls) {
    return std::string(side.atomic ? "an atomic " : "a plain ") + (side.write ? "write of " : "read of ") + what +
           " by thread " + std::to_string(side.thread) + " at " + user_place(calls);
}

[[nodiscard]] final_step race_step(const race_side& side, const std::string& name, call_chain calls) {
    return {side.thread,      (side.write ? "writes " : "reads ") + name + (side.atomic ? " (atomically)" : ""),
            std::move(calls), step_role::racing,
            side.atomic,      side.epoch};
}

// When the later side is the write that the end of a mutex or condition variable counts as.
void tell_destruction(failure_record& record, const race_side& use, const std::string& name) {
    final_step& end = record.last.back();
    end.what = "destroys " + name;
    record.last.front().what = "uses " + name;
    record.message = "the use of " + name + " by thread " + std::to_string(use.thread) + " at " +
                     user_place(record.last.front().calls) + " and its destruction by thread " +
                     std::to_string(end.thread) + " at " + user_place(end.calls) + " are not ordered";
}

// When the later side is the write that a free counts as. What the free does not even know of could as well come after
// it: that is a use after free, and is told so.
void tell_free(failure_record& record, const race_side& use, const std::string& name, const void* address) {
    final_step& free = record.last.back();
    const runtime::known_block block = runtime::block_around(address).value();
    const std::string freed = std::to_string(free.thread) + " at " + user_place(free.calls);
    free.what = "frees " + block.name;
    if (active->knows_of(use)) {
        record.message = describe(use, name, record.last.front().calls) + " and the freeing of " + block.name +
                         " by thread " + freed + " are not ordered";
        return;
    }
    record.kind = failure_kind::use_after_free;
    record.message =
        describe(use, name, record.last.front().calls) + ", which thread " + freed + " frees without waiting for it";
    free.role = step_role::cause;
    final_step& used = record.last.front();
    used.what = "uses " + name + ", which is freed";
    used.role = step_role::failing;
    used.atomic = false;
    used.at_the_end = true;
    std::swap(used, free);
}

} // namespace

void fail_race(const race_side& earlier, const race_side& later, const void* address) {
    in_body = false;
    const std::string name = runtime::name_of(address, std::min(earlier.size, later.size));
    const call_chain earlier_calls = active->calls_of(earlier);
    const call_chain later_calls = calls_from(later.pc);
    const std::string before = describe(earlier, name, earlier_calls);
    failure_record record{failure_kind::data_race,
                          before + " and " + describe(later, "it", later_calls) + " are not ordered", later.thread,
                          later.pc, earlier.pc};
    record.raced_on = reinterpret_cast<std::uintptr_t>(address);
    record.last = {race_step(earlier, name, earlier_calls), race_step(later, name, later_calls)};
    record.last.back().epoch = final_step::never_counted;
    if (runtime::world.judging == runtime::judged_write::destruction)
        tell_destruction(record, earlier, name);
    else if (runtime::world.judging == runtime::judged_write::free && runtime::in_arenas(record.raced_on))
        tell_free(record, earlier, name, address);
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
    active->note_plain_access(pc);
    active->watch_locations(reinterpret_cast<std::uintptr_t>(address), size, write, pc);
}

bool on_tick() { return active != nullptr && active->out_of_time(); }

} // namespace heddle::model::core
