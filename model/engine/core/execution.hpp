// One exploration's way of running the program: model threads on fibers, events answered from the graph while there
// are any (replay) and added by the explorer afterwards.
//
// A run is a linear extension of the graph's causal order: a thread that replays a read waits until the write it reads
// from has been replayed, and nothing is added before all of the graph has been. So plain memory always holds what
// happens-before says, and the memory of an atomic object the newest of the writes so far in modification order.
#pragma once

#include "engine/core/callbacks.hpp"
#include "engine/core/checkpoints.hpp"
#include "engine/core/explorer.hpp"
#include "engine/core/locations.hpp"
#include "engine/core/model_thread.hpp"
#include "engine/core/spinning.hpp"
#include "engine/core/token.hpp"
#include "engine/runtime/objects.hpp"

#include <chrono>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <tuple>

namespace heddle::model::core {

enum class step_role : std::uint8_t {
    failing, // ends the execution
    racing,  // one of the two sides of a data race
    waiting, // cannot go on
    cause,   // came before, and is what makes the last step fail
};

// A step that the trace tells although it is no event of the graph (or, of an atomic side of a race, is one).
struct final_step {
    thread_id thread = 0;
    std::string what;
    call_chain calls;
    step_role role = step_role::failing;
    bool atomic = false;                 // one side of a race: an event, if the thread has counted it
    std::uint32_t epoch = never_counted; // how many events of the thread came before; never_counted: all of them
    thread_id other = no_event;          // waiting: for which thread, if that is known
    bool at_the_end = false;             // told after all else, though its thread could have done it before

    static constexpr std::uint32_t never_counted = std::numeric_limits<std::uint32_t>::max();
};

struct failure_record {
    failure_kind kind = failure_kind::assertion;
    std::string message;
    thread_id thread = 0;
    const void* pc = nullptr;
    const void* second_pc = nullptr;
    std::string location = {};         // "file:line" when it is known otherwise than by pc
    call_chain calls = {};             // that led to pc
    std::vector<final_step> last = {}; // in the order in which they happened
    std::uintptr_t raced_on = 0;       // the address of a data race
};

enum class mutex_kind : std::uint8_t { normal, recursive, error_checking };

// How a thread came to go on that wanted to sleep in a queue: not at all, because the word was not as expected; because
// it was taken out; because it left by itself.
enum class wait_answer : std::uint8_t { unequal, woken, left };

enum class run_outcome : std::uint8_t { complete, blocked, failed, exited, unsupported, gave_up, restart };

class execution {
public:
    execution(std::function<void()> body, bool sequentially_consistent);

    // Runs the current graph to its end. After that, failure() if the outcome is failed or unsupported.
    [[nodiscard]] run_outcome run();
    // Does the run that has just ended have to show that it is the same when it begins at the beginning? Does it?
    [[nodiscard]] bool is_to_be_repeated(run_outcome outcome, bool often) const;
    [[nodiscard]] bool repeats(run_outcome outcome);
    // Has any run begun in the middle? To be told that none must; restart() is to follow.
    [[nodiscard]] bool went_back() const { return went_back_; }
    void always_run_from_beginning();
    [[nodiscard]] explorer& search() { return *search_; }
    // Begins anew; what has been learnt about locations stays.
    void restart();
    // Explores all mutexes in the way that holds also for those that are tried, and looks for turns in vain everywhere:
    // what is met on the way changes nothing then. restart() is to follow.
    // Every run begins at the beginning and is decided by chance.
    void wander(walker& chance);
    void expect_trying_everywhere() { tries_everywhere_ = true; }
    // See explorer::bound_preemptions; restart() is to follow.
    void bound_preemptions(std::uint32_t bound, bool check) {
        preemption_bound_ = bound;
        checks_cuts_ = check;
    }
    [[nodiscard]] std::optional<std::uint32_t> preemption_bound() const { return preemption_bound_; }
    [[nodiscard]] bool tries_everywhere() const { return tries_everywhere_; }
    [[nodiscard]] const failure_record& failure() const { return failure_; }
    // Why the outcome was unsupported or gave_up.
    [[nodiscard]] const std::string& reason() const { return reason_; }
    [[nodiscard]] const std::string& observation() const { return observation_; }
    [[nodiscard]] bool sequential() const { return sequential_; }
    // Some choice was among a few of many values.
    [[nodiscard]] bool sampled() const { return sampled_; }

    // A thread that waits without a time limit may go on without reason, once in an execution.
    void allow_spurious_wakeups() { spurious_wakeups_ = true; }
    void set_deadline(std::chrono::steady_clock::time_point deadline) { deadline_ = deadline; }
    void set_limits(std::uint32_t max_events, std::chrono::milliseconds one_execution);
    // The next run follows the token instead of the search, and records what a trace tells of its steps: the calls that
    // lead to them, the names of what they access, and the calls that lead to plain accesses of the bytes at `watched`.
    void follow(token steps, std::uintptr_t watched = 0);
    void stop_recording();
    [[nodiscard]] bool follows() const { return steps_.has_value(); }
    // Of a run that follows a token: the calls that led to an event or to one side of a race, and what is at a
    // location.
    [[nodiscard]] call_chain calls_of(event_id id) const;
    [[nodiscard]] call_chain calls_of(const race_side& side) const;
    // Has the running thread learnt, in whatever way, that this access has been?
    [[nodiscard]] bool knows_of(const race_side& side) const;
    [[nodiscard]] const runtime::object& object_of(location_id where);
    void note_plain_access(const void* pc);
    [[nodiscard]] bool out_of_time();
    // How many events of each thread the run has executed.
    [[nodiscard]] std::vector<std::uint32_t> progress() const;
    [[nodiscard]] bool is_asleep(thread_id id) const { return threads_[id].wait == wait_kind::asleep; }

    // What the hooks call, in engine mode on the fiber of the running thread.
    [[nodiscard]] word read(std::uintptr_t address, std::uint8_t size, memory_order order, const void* pc);
    void write(std::uintptr_t address, std::uint8_t size, word value, memory_order order, const void* pc);
    // Answers the value read; `done` says whether it wrote.
    [[nodiscard]] word rmw(std::uintptr_t address, std::uint8_t size, rmw_kind kind, const rmw_operands& operands,
                           const void* pc, bool& done);
    void visit(std::uintptr_t address, const void* pc);
    void fence(memory_order order, const void* pc);
    [[nodiscard]] thread_id create(void* (*routine)(void*), int (*c11_routine)(void*), void* argument, const void* pc);
    void join(thread_id target, const void* pc);
    // A value of 0 .. count-1 that the body leaves open. `all`: there are no more values than these.
    [[nodiscard]] std::uint32_t choose(std::uint32_t count, bool all, const void* pc);
    // Mutexes answer as their POSIX functions do: 0 or an error number.
    [[nodiscard]] int lock(std::uintptr_t mutex, mutex_kind kind, bool only_try, const void* pc);
    [[nodiscard]] int unlock(std::uintptr_t mutex, mutex_kind kind, const void* pc);
    void destroy_mutex(std::uintptr_t mutex, const void* pc);
    // Readers-writer locks and semaphores, see counters.cpp. Those that only try answer EBUSY or EAGAIN.
    [[nodiscard]] int lock_shared(std::uintptr_t lock, bool only_try, const void* pc);
    [[nodiscard]] int lock_exclusively(std::uintptr_t lock, bool only_try, const void* pc);
    [[nodiscard]] int unlock_either(std::uintptr_t lock, const void* pc);
    void set_units(std::uintptr_t semaphore, word units, const void* pc);
    [[nodiscard]] int take_unit(std::uintptr_t semaphore, bool only_try, const void* pc);
    void give_unit(std::uintptr_t semaphore, const void* pc);
    [[nodiscard]] word units(std::uintptr_t semaphore, const void* pc);
    // Queues of waiting threads, by the address of what they wait at; see queues.hpp.
    [[nodiscard]] wait_answer compare_and_sleep(std::uintptr_t address, word expected, word bitset, bool may_leave,
                                                const void* pc);
    event_id enter_queue(std::uintptr_t address, word bitset, const void* pc);
    [[nodiscard]] wait_answer sleep(std::uintptr_t address, event_id entry, bool may_leave, const void* pc);
    [[nodiscard]] bool arrive(std::uintptr_t address, word count, const void* pc);
    word wake(std::uintptr_t address, word count, word bitset, const void* pc);
    word requeue(std::uintptr_t from, std::uintptr_t to, word count, const void* pc);
    // Virtual time, in nanoseconds.
    [[nodiscard]] std::uint64_t now();
    void elapse(std::uint64_t until, const void* pc);
    void observe(std::string_view what);
    [[nodiscard]] moment here() const;
    [[nodiscard]] bool happens_before(const moment& first, const moment& second) const;

    [[noreturn]] void finish();
    [[noreturn]] void leave_thread();
    [[noreturn]] void leave_process();
    [[noreturn]] void block_forever();
    [[noreturn]] void give_up(run_outcome outcome);
    [[noreturn]] void stop(run_outcome outcome, std::string reason);
    [[noreturn]] void fail(failure_record record);
    void watch_locations(std::uintptr_t address, std::size_t size, bool write, const void* pc);
    void end_locations(std::uintptr_t address, std::size_t size) { locations_.end(address, size); }

    [[nodiscard]] model_thread& running() { return *running_; }
    [[nodiscard]] thread_id running_id() const { return running_id_; }
    [[nodiscard]] model_thread& thread(thread_id id) { return threads_[id]; }
    [[nodiscard]] thread_id thread_limit() const { return static_cast<thread_id>(threads_.size()); }
    [[nodiscard]] std::function<void()>& body() { return body_; }
    [[nodiscard]] location_info& location(location_id id) { return locations_.at(id); }
    [[nodiscard]] thread_id thread_with_base(std::uintptr_t base) const; // no_event if there is none

    void enter_body(thread_id id); // a thread's first and only steps

private:
    [[nodiscard]] bool replaying() const { return running_->next < running_->scripted; }
    [[nodiscard]] event_id replayed_event() const { return running_->script[running_->next]; }
    [[nodiscard]] event_id newest_event() const { return graph_->size() - 1; }
    [[nodiscard]] std::uint32_t unreplayed() const { return graph_->size() - executed_; }
    [[nodiscard]] bool can_go_on(const model_thread& t) const;
    [[nodiscard]] thread_id pick() const;
    [[nodiscard]] thread_id exiting_thread() const;
    void wait(wait_kind kind, std::uint32_t target);
    [[nodiscard]] bool is_my_turn(const void* pc);
    [[nodiscard]] bool branches_at(location_id where);
    [[nodiscard]] std::uint32_t checkpoint_distance() const;
    [[nodiscard]] bool remember();
    void take_checkpoint();
    [[nodiscard]] bool go_back();
    void restore(const checkpoint& from);
    void begin();
    void resume_view();

    [[nodiscard]] location_id locate(std::uintptr_t address, std::uint8_t size);
    void check_replay(event_id id, event_kind kind);
    void check(event_id id, event_signature wanted, std::uintptr_t address);
    void check_slowly(event_id id, event_signature wanted, std::uintptr_t address);
    [[noreturn]] void diverged(event_id id, const char* what);
    void refresh_scripts();
    void take_script(thread_id id);
    void await_source(const event& read, event_id id);
    void await_release(event_id read);
    void begin_location(location_id id);
    [[nodiscard]] bool is_ordered(const location_info& info) const;
    void show_access(event_id id, const event& e);
    void check_order(event_id id, bool write, std::uintptr_t address, std::size_t size, const void* pc);
    void check_by_shadow(const event& e, const location_info& info);
    void count(event_id id);
    void count_event(event_id id);
    void execute_read(event_id id);
    void execute_write(event_id id);
    [[nodiscard]] event_id add_create(const void* pc);
    [[nodiscard]] event_id add_read(std::uintptr_t address, std::uint8_t size, memory_order order, const void* pc);
    [[nodiscard]] event_id add_write(std::uintptr_t address, std::uint8_t size, word value, memory_order order,
                                     const void* pc);
    [[nodiscard]] event_id add_rmw(std::uintptr_t address, std::uint8_t size, rmw_kind kind,
                                   const rmw_operands& operands, const void* pc);
    void visit_slowly(std::uintptr_t address, const void* pc);
    void look_for_loop(std::uint32_t site);
    void spin(std::uint32_t from, std::uintptr_t address, const void* pc);
    [[nodiscard]] bool has_no_effect(event_id id) const;
    [[nodiscard]] std::uint32_t quiet_since(thread_id id, std::uint32_t next) const;
    [[nodiscard]] bool spins_for_ever(thread_id id) const;
    event_id queue_step(std::uintptr_t address, rmw_kind kind, const rmw_operands& operands, const void* pc);
    [[nodiscard]] event_id add_queue_step(std::uintptr_t address, rmw_kind kind, const rmw_operands& operands,
                                          const void* pc);
    void await_waker(event_id entry, memory_order order, const void* pc);
    [[nodiscard]] event_id compare(std::uintptr_t address, word expected, word bitset, const void* pc);
    void start(thread_id id, wait_kind wait);
    [[nodiscard]] run_outcome judge();
    [[nodiscard]] bool waits_for_newest(const model_thread& t) const;
    void allow_trying(location_id where);
    [[nodiscard]] bool following() const { return steps_ && graph_->size() < steps_->steps.size(); }
    [[nodiscard]] bool my_step() const { return !following() || steps_->steps[graph_->size()].thread == running_id_; }
    void decide(event_kind kind, const void* pc);
    [[nodiscard]] thread_id pick_followed() const;
    void record_step(const void* pc);
    void name_new_locations();
    [[nodiscard]] thread_id pick_by_chance() const;
    [[nodiscard]] std::string who_waits();
    [[nodiscard]] std::string what_waits_for(thread_id id);
    [[nodiscard]] thread_id whom_waits_for(thread_id id); // no_event: nobody in particular
    void add_waiting_steps();
    [[nodiscard]] thread_id first_waiting() const;

    std::function<void()> body_;
    bool sequential_;
    std::unique_ptr<explorer> search_;
    std::vector<location_id> tried_; // mutexes that are locked and tried
    bool tries_everywhere_ = false;
    std::optional<std::uint32_t> preemption_bound_;
    bool checks_cuts_ = false;
    walker* chance_ = nullptr;
    std::vector<std::uint32_t> loop_sites_; // see spinning.hpp
    locations locations_;
    checkpoints checkpoints_;
    bool wants_checkpoint_ = false; // the running thread has switched to the host for that
    bool here_again_ = false;       // and a later run has gone back to there
    bool resumed_ = false;          // the run began at a checkpoint
    bool went_back_ = false;        // and so did others
    bool from_beginning_ = false;   // none does, and none takes a checkpoint
    graph* graph_ = nullptr;
    std::vector<model_thread> threads_;
    model_thread* running_ = nullptr;
    thread_id running_id_ = 0;
    thread_id started_ = 0;  // threads from this one on have not run in this run
    std::uint64_t live_ = 0; // the threads that run and have not ended, as bits
    std::uint32_t executed_ = 0;
    std::uint32_t last_checkpoint_ = 0; // in the run: how many had been executed then
    run_outcome outcome_ = run_outcome::complete;
    failure_record failure_;
    std::string reason_;
    std::string observation_;
    std::optional<token> steps_;
    std::vector<call_chain> recorded_calls_;                                                    // by event
    std::vector<std::optional<runtime::object>> recorded_objects_;                              // by location
    std::map<std::tuple<thread_id, const void*, std::uint32_t>, call_chain> recorded_accesses_; // plain ones
    event_id named_events_ = 0; // whose locations have been recorded
    bool sampled_ = false;
    bool spurious_wakeups_ = false;
    std::uint32_t max_events_ = 20'000;
    std::chrono::milliseconds execution_limit_{0};
    std::uint64_t runs_ = 0;
    std::optional<std::chrono::steady_clock::time_point> deadline_;
    std::uint64_t timed_run_ = 0; // the run that out_of_time() watches, and since when
    std::chrono::steady_clock::time_point timed_since_;
};

// The exploration in progress, if any.
extern execution* active;

} // namespace heddle::model::core
