// See execution.hpp. Running and scheduling; replay.cpp has what an event does.
#include "engine/core/execution.hpp"
#include "engine/core/queues.hpp"

#include "engine/runtime/execution.hpp"
#include "engine/runtime/memory.hpp"
#include "engine/runtime/thread_exit.hpp"

#include <array>

// A place for debuggers to stop at: called where an execution that is replayed fails, on the stack of the thread that
// fails.
extern "C" [[gnu::noinline, gnu::used]] void heddle_failure() { asm volatile(""); }

namespace heddle::model::core {

thread_view view;
bool in_body = false;
std::uintptr_t body_stack = 0;
execution* active = nullptr;

namespace {

constexpr std::array<tick, runtime::max_threads + clock_granule> no_past{};

// The failing step in words.
[[nodiscard]] const char* what_failed(failure_kind kind) {
    using enum failure_kind;
    switch (kind) {
    case assertion:
        return "fails the assertion";
    case deadlock:
        return "waits for itself";
    case invalid_access:
        return "accesses what it must not";
    case uncaught_exception:
        return "throws, and nobody catches";
    case unlock_error:
        return "unlocks what it does not hold";
    case nondeterminism:
        return "does something else than before";
    default:
        return "ends the program";
    }
}

void thread_entry(std::uint32_t id) { active->enter_body(id); }

} // namespace

execution::execution(std::function<void()> body, bool sequentially_consistent)
    : body_(std::move(body)), sequential_(sequentially_consistent), threads_(runtime::max_threads) {
    restart();
}

void execution::restart() {
    search_ = std::make_unique<explorer>(sequential_);
    checkpoints_.clear();
    for (const location_id where : tried_)
        search_->forbid_release(where);
    if (tries_everywhere_)
        search_->forbid_every_release();
    if (preemption_bound_)
        search_->bound_preemptions(*preemption_bound_, checks_cuts_);
    search_->wander(steps_ ? nullptr : chance_);
}

void execution::wander(walker& chance) {
    chance_ = &chance;
    from_beginning_ = true;
}

void execution::start(thread_id id, wait_kind wait) {
    model_thread& t = threads_[id];
    started_ = std::max(started_, id + 1);
    if (t.fiber == nullptr)
        t.fiber = runtime::fiber_of(id);
    runtime::arm(t.fiber, &thread_entry);
    take_script(id);
    live_ |= std::uint64_t{1} << id;
    t.wait = wait;
    t.arrived = t.detached = t.joined = t.woken_spuriously = false;
    t.next = t.looks = t.last_look = 0;
    t.effects = 0;
    t.site = 0;
    t.visits.clear();
}

run_outcome execution::run() {
    graph_ = &search_->current();
    graph_->ensure_locations(locations_.count());
    outcome_ = run_outcome::complete;
    ++runs_;
    resumed_ = go_back();
    if (!resumed_)
        begin();
    for (;;) {
        wants_checkpoint_ = false;
        runtime::switch_to(running_->fiber);
        if (!wants_checkpoint_)
            break;
        take_checkpoint();
    }
    return outcome_ == run_outcome::complete ? judge() : outcome_;
}

void execution::begin() {
    locations_.begin_run();
    executed_ = last_checkpoint_ = 0;
    observation_.clear();
    for (thread_id id = 0; id < started_; ++id) {
        threads_[id].wait = wait_kind::absent;
        threads_[id].next = 0; // a read of what a thread writes that is not created yet has to wait
    }
    started_ = 0;
    live_ = 0;
    start(0, wait_kind::ready);
    running_ = &threads_[0];
    running_id_ = 0;
}

void execution::enter_body(thread_id id) {
    resume_view();
    if (id == 0)
        body_();
    else if (running_->c11_routine != nullptr)
        running_->result = reinterpret_cast<void*>(std::intptr_t{running_->c11_routine(running_->argument)});
    else
        running_->result = running_->routine(running_->argument);
    in_body = false;
    leave_thread();
}

void execution::resume_view() {
    view.thread = running_id_;
    view.effects = running_->effects;
    view.epoch = running_->next;
    view.width = graph_->width();
    const graph_thread& t = graph_->thread(running_id_);
    const event_id last = running_->next > 0 ? t.events[running_->next - 1] : t.creator;
    view.clock = last == no_event ? no_past.data() : graph_->before(last);
}

bool execution::can_go_on(const model_thread& t) const {
    switch (t.wait) {
    case wait_kind::ready:
        return true;
    case wait_kind::source: {
        const event& e = graph_->at(t.target);
        return threads_[e.thread].next > e.index;
    }
    case wait_kind::joined:
        return threads_[t.target].wait == wait_kind::ended;
    case wait_kind::turn:
        return unreplayed() == 0 || t.next < t.scripted;
    case wait_kind::exiting:
        return false;
    case wait_kind::turn_join:
        return t.next < t.scripted || (unreplayed() == 0 && threads_[t.target].wait == wait_kind::ended);
    case wait_kind::turn_lock: {
        const graph_location& l = graph_->location(t.target);
        return t.next < t.scripted ||
               (unreplayed() == 0 && (l.order.empty() || graph_->at(l.order.back()).value != taken_value));
    }
    case wait_kind::asleep:
        return t.next < t.scripted ||
               (unreplayed() == 0 && waker_of(*graph_, t.target, graph_->at(t.target).thread) != no_event);
    case wait_kind::spinning: // a walk by chance has no revisit that would let it read something else
        return chance_ != nullptr && !spins_for_ever(static_cast<thread_id>(&t - threads_.data()));
    case wait_kind::released:
        return !search_->waits(t.target);
    default:
        return false;
    }
}

// The next thread that can go on, round robin; while the graph is being replayed, one with events left in it if there
// is any. So a thread that joins others comes after them.
thread_id execution::pick() const {
    if (steps_)
        return pick_followed();
    if (chance_ != nullptr)
        return pick_by_chance();
    const bool replay = unreplayed() > 0;
    thread_id fresh = no_event;
    // The live threads after the running one, then those up to it.
    const std::uint64_t later = live_ & (~std::uint64_t{1} << running_id_);
    for (const std::uint64_t half : {later, live_ & ~later})
        for (std::uint64_t left = half; left != 0; left &= left - 1) {
            const auto id = static_cast<thread_id>(std::countr_zero(left));
            const model_thread& t = threads_[id];
            if (!can_go_on(t))
                continue;
            if (!replay || t.next < t.scripted)
                return id;
            if (fresh == no_event)
                fresh = id;
        }
    return fresh != no_event ? fresh : exiting_thread();
}

thread_id execution::pick_by_chance() const {
    std::uint64_t ready = 0;
    for (std::uint64_t left = live_; left != 0; left &= left - 1) {
        const auto id = static_cast<thread_id>(std::countr_zero(left));
        if (can_go_on(threads_[id]))
            ready |= std::uint64_t{1} << id;
    }
    return ready != 0 ? chance_->pick(ready) : exiting_thread();
}

// A thread that called exit(), when no other can go on.
thread_id execution::exiting_thread() const {
    for (thread_id id = 0; id < graph_->thread_count(); ++id)
        if (threads_[id].wait == wait_kind::exiting)
            return id;
    return no_event;
}

void execution::wait(wait_kind kind, std::uint32_t target) {
    model_thread& self = *running_;
    const thread_id self_id = running_id_;
    self.wait = kind;
    self.target = target;
    self.effects = view.effects;
    if (steps_)
        self.calls = calls_from(self.wait_pc);
    const thread_id chosen = pick();
    if (chosen == no_event) {
        runtime::switch_to_host();
    } else if (chosen != self_id) {
        running_ = &threads_[chosen];
        running_id_ = chosen;
        runtime::switch_to(running_->fiber);
    }
    self.wait = wait_kind::ready;
    resume_view();
}

// Whether the next event of the running thread is one to add; waits until that is known. If not, the graph has it:
// a thread that waits here may go on in an execution to which the search has gone back, and find it there.
bool execution::is_my_turn(const void* pc) {
    running_->wait_pc = pc;
    if (chance_ != nullptr && !steps_ && !replaying())
        wait(wait_kind::turn, 0);
    while (!replaying() && (unreplayed() != 0 || !my_step()))
        wait(wait_kind::turn, 0);
    if (replaying())
        return false;
    if (graph_->size() >= max_events_) [[unlikely]]
        stop(run_outcome::gave_up, "an execution has more than " + std::to_string(max_events_) + " events");
    return true;
}

// The last steps: destructors of thread-local objects belong to the body.
void execution::leave_thread() {
    in_body = true;
    runtime::run_thread_exit(running_id_);
    in_body = false;
    finish();
}

// The others can still do whatever they could have done before the process ended, so they go first.
void execution::leave_process() {
    wait(wait_kind::exiting, 0);
    give_up(run_outcome::exited);
}

void execution::finish() {
    event_id id = no_event;
    if (replaying() || !is_my_turn(nullptr)) {
        id = replayed_event();
        check_replay(id, event_kind::finish);
    } else {
        decide(event_kind::finish, nullptr);
        id = search_->add_plain(running_id_, event_kind::finish, memory_order::relaxed, no_event, nullptr);
    }
    count_event(id);
    runtime::thread_ended(running_id_);
    live_ &= ~(std::uint64_t{1} << running_id_);
    wait(wait_kind::ended, 0);
    __builtin_unreachable();
}

thread_id execution::thread_with_base(std::uintptr_t base) const {
    const thread_id id = runtime::in_stacks(base) ? runtime::stack_slot_of(base) : 0;
    return threads_[id].wait != wait_kind::absent && threads_[id].fiber->thread_base == base ? id : no_event;
}

void execution::block_forever() {
    wait(wait_kind::never, 0);
    __builtin_unreachable();
}

void execution::give_up(run_outcome outcome) {
    outcome_ = outcome;
    in_body = false;
    runtime::switch_to_host();
    __builtin_unreachable();
}

void execution::stop(run_outcome outcome, std::string reason) {
    reason_ = std::move(reason);
    give_up(outcome);
}

void execution::fail(failure_record record) {
    failure_ = std::move(record);
    if (failure_.pc != nullptr)
        failure_.calls = calls_from(failure_.pc);
    runtime::world.judging = runtime::judged_write::own;
    if (steps_)
        heddle_failure();
    if (failure_.last.empty())
        failure_.last.push_back({running_id_, what_failed(failure_.kind), failure_.calls});
    give_up(run_outcome::failed);
}

} // namespace heddle::model::core
