// See reasons.hpp. The first step A and the second step B are not ordered by happens-before. If B's thread has read
// something that came from A's thread after A, the chain of reads from A to B breaks at a read that does not
// synchronise with the write it reads from: that is the reason. Otherwise there is no chain at all.
#include "engine/trace/reasons.hpp"

#include "engine/trace/order.hpp"
#include "engine/trace/words.hpp"

#include <algorithm>
#include <map>

namespace heddle::model::trace {

using core::event;
using core::event_id;
using core::event_kind;
using core::graph;
using core::thread_id;

namespace {

// The steps of `thread` from program-order index `index` on.
struct beginning {
    thread_id thread;
    std::uint32_t index;
};

// Locks, flags and queues of waiting threads have none that a reader would know.
bool has_value(const event& e) { return e.size != 0 && e.size != core::queue_size; }

std::string capitalised(std::string text) {
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
}

class detective {
public:
    explicit detective(const story& told) : told_(told), graph_(told.graph()) {}

    // `to` is the last event that is ordered before the second step, or the second step itself.
    [[nodiscard]] std::string broken_link(beginning from, event_id to) const {
        for (const event_id read : told_.order().events) {
            const event& e = graph_.at(read);
            if (e.kind != event_kind::read || e.source == core::initial_write || !graph_.in_past_of(read, to))
                continue;
            const event& write = graph_.at(e.source);
            if (write.thread != e.thread && reaches(graph_.before(e.source), from) &&
                !reaches(graph_.before(last_in_past(e.thread, to)), from) && has_value(e))
                return why_unsynchronised(read);
        }
        return {};
    }

private:
    // A fence after the read may synchronise for it.
    [[nodiscard]] event_id last_in_past(thread_id thread, event_id to) const {
        return graph_.thread(thread).events[graph_.causal(to)[thread] - 1];
    }

    [[nodiscard]] static bool reaches(const core::tick* clock, beginning from) {
        return clock[from.thread] > from.index;
    }

    [[nodiscard]] std::string why_unsynchronised(event_id read) const {
        const event& e = graph_.at(read);
        const event& write = graph_.at(e.source);
        const bool load_is_weak = !core::acquires(e.order);
        const bool store_is_weak = !write.releasing;
        std::string text = capitalised(step_number(told_.number_of(read))) + " sees what " +
                           step_number(told_.number_of(e.source)) + " wrote to " + name_of_location(told_, e.location) +
                           ", but does not synchronise with it: ";
        if (load_is_weak)
            text += step_number(told_.number_of(read)) + " is " + std::string(name_of_order(e.order)) +
                    ", which does not acquire";
        if (store_is_weak)
            text += (load_is_weak ? "; " : "") + step_number(told_.number_of(e.source)) + " is " +
                    std::string(name_of_order(write.order)) + ", which does not release";
        if (!load_is_weak && !store_is_weak)
            text += "the fences around it do not suffice";
        return text + ".";
    }

    const story& told_;
    const graph& graph_;
};

class reasoning {
public:
    explicit reasoning(const story& told) : told_(told), graph_(told.graph()) {}

    [[nodiscard]] std::vector<std::string> all() {
        for (const event_id id : told_.order().events)
            if (const event_id missed = told_.missed_by(id); missed != core::no_event)
                explain_miss(id, missed);
        if (told_.failed().raced_on != 0)
            explain_race();
        explain_deadlock();
        explain_sleep();
        explain_memory_model();
        return std::move(sentences_);
    }

private:
    void explain_miss(event_id id, event_id missed) {
        if (!has_value(graph_.at(id)))
            return;
        const event& write = graph_.at(missed);
        const std::string link = detective(told_).broken_link({write.thread, write.index}, id);
        const std::string here = capitalised(step_number(told_.number_of(id)));
        const bool reads = graph_.at(id).kind == event_kind::read;
        sentences_.push_back(here + (reads ? " may read an old value: " : " may count as the older of the two: ") +
                             step_number(told_.number_of(missed)) + " does not happen before it." +
                             (link.empty() ? "" : " " + link));
        if (reads)
            explain_store_buffering(id);
    }

    // Two threads that each write and then read what the other wrote, and both miss it.
    void explain_store_buffering(event_id read) {
        for (const event_id missed : newer_writes(graph_, read))
            for (const event_id other : graph_.thread(graph_.at(missed).thread).events)
                if (const event_id write = missed_behind(missed, other, read); write != core::no_event) {
                    sentences_.push_back(writes_and_reads(write, read) + "; " + writes_and_reads(missed, other, false) +
                                         ": for one of them to see the other's write, both need seq_cst operations, "
                                         "or a seq_cst fence between write and read.");
                    return;
                }
    }

    // If `other` is a read behind `missed`: a write before `read` that it misses in turn.
    [[nodiscard]] event_id missed_behind(event_id missed, event_id other, event_id read) const {
        const event& e = graph_.at(other);
        if (e.kind != event_kind::read || e.index < graph_.at(missed).index || told_.number_of(other) == 0)
            return core::no_event;
        for (const event_id newer : newer_writes(graph_, other)) {
            const event& write = graph_.at(newer);
            if (write.thread == graph_.at(read).thread && write.index < graph_.at(read).index && has_value(write))
                return newer;
        }
        return core::no_event;
    }

    [[nodiscard]] std::string writes_and_reads(event_id write, event_id read, bool begins = true) const {
        return (begins ? "Thread " : "thread ") + std::to_string(graph_.at(write).thread) + " writes in " +
               step_number(told_.number_of(write)) + " and then reads in " + step_number(told_.number_of(read));
    }

    void explain_race() {
        const row* first = nullptr;
        const row* second = nullptr;
        for (const row& each : told_.rows())
            if (each.step != nullptr && each.step->role == core::step_role::racing)
                (first == nullptr ? first : second) = &each;
        if (second == nullptr)
            return;
        const std::uint32_t steps = told_.executed()[second->thread];
        const core::graph_thread& thread = graph_.thread(second->thread);
        const event_id last = steps == 0 ? thread.creator : thread.events[steps - 1];
        if (last == core::no_event)
            return;
        const std::uint32_t index =
            first->step->atomic && !first->events.empty() ? graph_.at(first->events.front()).index : first->step->epoch;
        const std::string link = detective(told_).broken_link({first->thread, index}, last);
        const std::string from = step_number(first->number);
        const std::string to = step_number(second->number);
        if (!link.empty())
            sentences_.push_back(link + " So " + from + " does not happen before " + to + ".");
        else
            sentences_.push_back("Before " + to + ", thread " + std::to_string(second->thread) +
                                 " has read nothing that thread " + std::to_string(first->thread) + " wrote after " +
                                 from + ": the two can happen at the same time.");
    }

    // Does the weakness of memory matter?
    void explain_memory_model() {
        if (told_.order().exceptions != 0 && told_.order().exact)
            sentences_.emplace_back("No interleaving of the threads explains these values: only memory orders weaker "
                                    "than seq_cst allow them.");
        else if (told_.order().exceptions == 0 && told_.failed().kind != failure_kind::data_race && uses_weak_orders())
            sentences_.emplace_back("This is an interleaving of the threads, in which each read returns the newest "
                                    "value: stronger memory orders would not prevent it.");
    }

    [[nodiscard]] bool uses_weak_orders() const {
        const auto is_weak = [this](event_id id) {
            const event& e = graph_.at(id);
            return (e.kind == event_kind::read || e.kind == event_kind::write) && has_value(e) &&
                   e.order != core::memory_order::seq_cst;
        };
        return std::any_of(told_.order().events.begin(), told_.order().events.end(), is_weak);
    }

    void explain_deadlock() {
        for (const core::final_step& step : told_.failed().last)
            if (step.role == core::step_role::waiting && step.other != core::no_event)
                waits_[step.thread] = step.other;
        for (const auto& [thread, other] : waits_)
            if (std::vector<thread_id> circle = circle_from(thread); !circle.empty()) {
                circle.push_back(thread);
                std::string text =
                    "Thread " + std::to_string(thread) + " waits for thread " + std::to_string(circle[1]);
                for (std::size_t i = 2; i < circle.size(); ++i)
                    text += ", which waits for thread " + std::to_string(circle[i]);
                sentences_.push_back(text + ".");
                return;
            }
    }

    // Why was a thread not woken that sleeps for ever?
    void explain_sleep() {
        for (const core::final_step& step : told_.failed().last) {
            if (step.role != core::step_role::waiting || !told_.run().is_asleep(step.thread))
                continue;
            if (const event_id entry = last_entry(step.thread); entry != core::no_event)
                sentences_.push_back(why_asleep(step.thread, entry));
        }
    }

    // Into a queue; no_event for who waits at a barrier, which nobody wakes.
    [[nodiscard]] event_id last_entry(thread_id thread) const {
        event_id entry = core::no_event;
        for (const event_id id : graph_.thread(thread).events)
            if (graph_.at(id).operation == core::rmw_kind::enqueue)
                entry = id;
        return entry;
    }

    [[nodiscard]] std::string why_asleep(thread_id sleeper, event_id entry) const {
        const core::location_id queue = graph_.at(entry).location;
        unsigned last = 0; // that woke, or would have woken
        for (const event_id id : told_.order().events)
            if (graph_.at(id).location == queue && graph_.at(id).operation == core::rmw_kind::wake)
                last = told_.number_of(id);
        const std::string thread = "thread " + std::to_string(sleeper);
        if (last == 0)
            return "No step wakes " + thread + ".";
        const unsigned asleep = told_.number_of(entry);
        if (last < asleep)
            return capitalised(step_number(last)) + " comes too early to wake " + thread + ", which goes to sleep in " +
                   step_number(asleep) + "; no later step wakes it.";
        return capitalised(thread) + ", asleep since " + step_number(asleep) + ", is not woken by " +
               step_number(last) + ", and no later step wakes it.";
    }

    // The threads that wait for each other, beginning and ending with this one; empty if it is not among them.
    [[nodiscard]] std::vector<thread_id> circle_from(thread_id first) const {
        std::vector<thread_id> circle{first};
        for (thread_id at = first; circle.size() <= waits_.size();) {
            const auto next = waits_.find(at);
            if (next == waits_.end())
                return {};
            if (next->second == first)
                return circle;
            circle.push_back(at = next->second);
        }
        return {};
    }

    std::map<thread_id, thread_id> waits_;
    const story& told_;
    const graph& graph_;
    std::vector<std::string> sentences_;
};

} // namespace

std::vector<std::string> reasons(const story& told) { return reasoning(told).all(); }

} // namespace heddle::model::trace
