// See words.hpp.
#include "engine/trace/words.hpp"

#include "engine/hooks/waiter_pool.hpp"

#include "engine/runtime/values.hpp"

#include <algorithm>
#include <array>

namespace heddle::model::trace {

using core::event;
using core::event_id;
using core::event_kind;
using core::rmw_kind;
using core::word;

namespace {

// "1", "1 and 2", "1, 2 and 3"
std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i)
        text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
    return text;
}

class speaker {
public:
    explicit speaker(const story& told) : told_(told), graph_(told.graph()) {}

    [[nodiscard]] told_row words(const row& one) const {
        if (one.events.empty())
            return {one.step->what, {}};
        const event& first = graph_.at(one.events.front());
        if (one.folded && one.events.size() > 1)
            return {own_business(one), {}};
        told_row said = single(one.events.front());
        const event& last = graph_.at(one.events.back());
        if (first.operation == rmw_kind::enqueue && last.size == 0)
            said.text = "unlocks " + name(last) + " and " + said.text;
        if ((first.kind == event_kind::woken && one.events.size() > 1) ||
            (first.operation == rmw_kind::leave && last.size == 0))
            said.text += " and locks " + name(last);
        if (first.kind == event_kind::create || first.kind == event_kind::join)
            said.text = threads(one);
        else if (first.kind == event_kind::read && graph_.at(one.events.back()).kind == event_kind::read &&
                 one.events.size() > 1)
            said.text += ", " + std::to_string(one.events.size()) + " times";
        return said;
    }

private:
    [[nodiscard]] std::string threads(const row& one) const {
        std::vector<std::string> numbers;
        for (const event_id id : one.events)
            numbers.push_back(std::to_string(graph_.at(id).source));
        const bool starts = graph_.at(one.events.front()).kind == event_kind::create;
        return (starts ? "starts thread" : "joins thread") + std::string(numbers.size() > 1 ? "s " : " ") +
               listed(numbers);
    }

    [[nodiscard]] std::string own_business(const row& one) const {
        std::vector<std::string> names;
        for (const event_id id : one.events) {
            std::string name = name_of_location(told_, graph_.at(id).location);
            if (std::find(names.begin(), names.end(), name) == names.end())
                names.push_back(std::move(name));
        }
        if (names.size() > 3)
            names = {names[0], names[1], std::to_string(names.size() - 2) + " more"};
        return "... works on " + listed(names) + ", which no other thread touches";
    }

    [[nodiscard]] told_row single(event_id id) const {
        const event& e = graph_.at(id);
        switch (e.kind) {
        case event_kind::read:
            return {e.operation == rmw_kind::none ? read(e) : modify(id), missed_by_read(id)};
        case event_kind::write:
            return {write(e), missed_by_write(id)};
        case event_kind::fence:
            return {"fence" + order(e), {}};
        case event_kind::choice:
            return {"chooses " + std::to_string(static_cast<std::uint64_t>(e.value)) + " of " +
                        std::to_string(e.source),
                    {}};
        case event_kind::woken:
            return {"is woken by " + step_number(told_.number_of(e.source)), {}};
        case event_kind::elapse:
            return {"time passes", {}};
        default:
            return {};
        }
    }

    [[nodiscard]] std::string name(const event& e) const { return name_of_location(told_, e.location); }
    [[nodiscard]] std::string value(const event& e, word value) const { return value_at(told_, e.location, value); }
    [[nodiscard]] static std::string order(const event& e) { return " (" + std::string(name_of_order(e.order)) + ")"; }

    // Where a value comes from, if that is not what one would expect.
    [[nodiscard]] std::string origin(const event& e) const {
        if (e.source == core::initial_write || graph_.at(e.source).thread == e.thread)
            return {};
        return ", from " + step_number(told_.number_of(e.source));
    }

    [[nodiscard]] std::string read(const event& e) const {
        if (hooks::counts_waiters(told_.run().location(e.location).address))
            return "finds nobody to wake";
        return "reads " + name(e) + " = " + value(e, e.value) + order(e) + origin(e);
    }

    [[nodiscard]] std::string write(const event& e) const {
        if (e.size == 0 && e.value > core::done_value)
            return "writes " + name(e) + " = " + std::to_string(static_cast<std::uint64_t>(e.value));
        if (e.size == 0)
            return e.value == core::free_value ? "unlocks " + name(e) : "has initialised " + name(e);
        return "writes " + name(e) + " = " + value(e, e.value) + order(e);
    }

    [[nodiscard]] std::string missed_by_read(event_id id) const {
        const event_id missed = told_.missed_by(id);
        if (missed == core::no_event || !has_value(graph_.at(id)))
            return {};
        const event& e = graph_.at(id);
        const std::string old = e.source == core::initial_write
                                    ? "the initial value"
                                    : "the value of " + step_number(told_.number_of(e.source));
        return "OLD: " + old + "; misses " + step_number(told_.number_of(missed)) + ", which wrote " +
               value(e, graph_.at(missed).value);
    }

    [[nodiscard]] std::string missed_by_write(event_id id) const {
        const event_id newer = told_.missed_by(id);
        return newer == core::no_event || !has_value(graph_.at(id))
                   ? std::string{}
                   : "LATE: comes before " + step_number(told_.number_of(newer)) + " in modification order";
    }

    // What was written by a read-modify-write that succeeded.
    [[nodiscard]] word written(event_id read) const {
        const event& e = graph_.at(read);
        return graph_.at(graph_.thread(e.thread).events[e.index + 1]).value;
    }

    // Locks, flags and queues of waiting threads have none that a reader would know.
    [[nodiscard]] static bool has_value(const event& e) { return e.size != 0 && e.size != core::queue_size; }

    // On a queue of waiting threads.
    [[nodiscard]] std::string queue(event_id id) const {
        const event& e = graph_.at(id);
        if (e.operation == rmw_kind::enqueue)
            return "sleeps at " + name(e);
        if (e.operation == rmw_kind::arrive)
            return "arrives at " + name(e);
        if (e.operation == rmw_kind::leave)
            return e.exclusive ? "stops waiting at " + name(e)
                               : "is woken by " + step_number(told_.number_of(e.source));
        std::vector<std::string> numbers;
        word woken = e.exclusive ? e.value & ~written(id) : 0;
        for (core::thread_id thread = 0; woken != 0; ++thread, woken >>= 1U)
            if ((woken & 1U) != 0)
                numbers.push_back(std::to_string(thread));
        return numbers.empty()
                   ? "wakes nobody at " + name(e)
                   : "wakes thread" + std::string(numbers.size() > 1 ? "s " : " ") + listed(numbers) + " at " + name(e);
    }

    [[nodiscard]] bool falls_asleep(const event& e) const {
        const std::vector<event_id>& own = graph_.thread(e.thread).events;
        return e.index + 1 < own.size() && graph_.at(own[e.index + 1]).operation == rmw_kind::enqueue;
    }

    [[nodiscard]] std::string modify(event_id id) const {
        const event& e = graph_.at(id);
        if (e.size == core::queue_size)
            return queue(id);
        if (e.size == 0 && (e.operation == rmw_kind::add || e.operation == rmw_kind::subtract))
            return (e.operation == rmw_kind::add ? "posts " : "unlocks ") + name(e);
        switch (e.operation) {
        case rmw_kind::await_clear:
        case rmw_kind::await_some:
        case rmw_kind::try_clear:
        case rmw_kind::try_some:
            return e.exclusive ? "passes " + name(e) : "finds " + name(e) + " closed";
        case rmw_kind::compare_wait:
            return "compares " + name(e) + " = " + value(e, e.value) +
                   (falls_asleep(e) ? " as expected: sleeps" : ": does not sleep") + origin(e);
        case rmw_kind::lock:
            return "locks " + name(e);
        case rmw_kind::try_lock:
            return (e.exclusive ? "locks " : "tries to lock ") + name(e) + (e.exclusive ? "" : ": taken");
        case rmw_kind::once:
            return (e.exclusive ? "begins to initialise " : "finds initialised: ") + name(e);
        default:
            return e.exclusive ? change(id) : failed_comparison(id);
        }
    }

    [[nodiscard]] std::string change(event_id id) const {
        const event& e = graph_.at(id);
        const word operand = graph_.operands(id).operand;
        std::string what;
        if (e.operation == rmw_kind::exchange)
            what = "exchanges " + name(e);
        else if (e.operation == rmw_kind::add || e.operation == rmw_kind::subtract)
            what = "changes " + name(e);
        else if (e.operation == rmw_kind::compare_exchange)
            what = "compare-exchanges " + name(e);
        else
            what = "changes the bits of " + name(e) + " by " + std::to_string(static_cast<std::uint64_t>(operand));
        return what + ": " + value(e, e.value) + " -> " + value(e, written(id)) + order(e) + origin(e);
    }

    [[nodiscard]] std::string failed_comparison(event_id id) const {
        const event& e = graph_.at(id);
        return "compare-exchange of " + name(e) + " fails: is " + value(e, e.value) + ", not " +
               value(e, graph_.operands(id).expected) + order(e) + origin(e);
    }

    const story& told_;
    const core::graph& graph_;
};

} // namespace

told_row words_of(const story& told, const row& one) { return speaker(told).words(one); }

std::string name_of_thread(const story& told, core::thread_id thread) {
    std::string name = "thread " + std::to_string(thread);
    for (const row& each : told.rows())
        if (each.thread == thread) {
            const std::string function = runtime::outermost_function(told.calls_of(each));
            return function.empty() ? name : name + " (" + function + ")";
        }
    return name;
}

std::string_view name_of_order(core::memory_order order) {
    constexpr std::array<std::string_view, 6> names{"relaxed", "consume", "acquire", "release", "acq_rel", "seq_cst"};
    return names[static_cast<std::size_t>(order)];
}

std::string name_of_location(const story& told, core::location_id where) { return told.run().object_of(where).name(); }

std::string value_at(const story& told, core::location_id where, word value) {
    return runtime::value_text(value, told.run().location(where).size, told.run().object_of(where).type);
}

} // namespace heddle::model::trace
