// See trace.hpp.
#include "engine/core/trace.hpp"
#include "engine/core/queues.hpp"

#include "engine/runtime/symbols.hpp"

#include <algorithm>
#include <array>

namespace heddle::model::core {

namespace {

[[nodiscard]] std::string order_name(memory_order order) {
    constexpr std::array<const char*, 6> names{"relaxed", "consume", "acquire", "release", "acq_rel", "seq_cst"};
    return names[static_cast<std::size_t>(order)];
}

[[nodiscard]] std::string number(word value) {
    if (value >> 64U != 0)
        return number(value >> 64U) + "'" + std::to_string(static_cast<std::uint64_t>(value));
    return std::to_string(static_cast<std::uint64_t>(value));
}

class narrator {
public:
    narrator(execution& run, const std::vector<event_id>& order)
        : run_(run), graph_(run.search().current()), steps_(graph_.size(), 0) {
        for (std::size_t i = 0; i < order.size(); ++i)
            steps_[order[i]] = static_cast<std::uint32_t>(i + 1);
    }

    [[nodiscard]] std::string thread(thread_id id, const std::vector<final_step>& last) {
        std::string text = "thread " + std::to_string(id) + "\n";
        for (const event_id event : graph_.thread(id).events)
            if (steps_[event] != 0 && !tells_nothing(event))
                text += line(std::to_string(steps_[event]), what(event), run_.calls_of(event));
        for (const final_step& step : last)
            if (step.thread == id)
                text += line("!", step.what, step.calls);
        return text;
    }

private:
    // The write of a read-modify-write is told with its read.
    [[nodiscard]] bool tells_nothing(event_id id) const {
        const event& e = graph_.at(id);
        return (e.kind == event_kind::write && e.exclusive) || e.kind == event_kind::finish;
    }

    [[nodiscard]] static std::string line(std::string step, const std::string& what, const call_chain& calls) {
        step.insert(0, step.size() < 5 ? 5 - step.size() : 0, ' ');
        std::string text = step + "  " + what;
        const std::string place = user_place(calls);
        if (!place.empty()) {
            text.append(text.size() < 70 ? 70 - text.size() : 1, ' ');
            text += place;
        }
        return text + "\n";
    }

    [[nodiscard]] std::string what(event_id id) {
        const event& e = graph_.at(id);
        switch (e.kind) {
        case event_kind::read:
            return e.operation == rmw_kind::none ? read(e) : modify(id);
        case event_kind::write:
            return write(e);
        case event_kind::fence:
            return "fence (" + order_name(e.order) + ")";
        case event_kind::create:
            return "creates thread " + std::to_string(e.source);
        case event_kind::join:
            return "joins thread " + std::to_string(e.source);
        case event_kind::choice:
            return "chooses " + number(e.value) + " of " + std::to_string(e.source);
        case event_kind::woken:
            return "is woken by step " + std::to_string(steps_[e.source]);
        case event_kind::elapse:
            return "time passes";
        case event_kind::finish:
            break;
        }
        return "ends";
    }

    [[nodiscard]] std::string name(const event& e) {
        return runtime::name_of(reinterpret_cast<const void*>(run_.location(e.location).address));
    }

    [[nodiscard]] std::string origin(const event& e) const {
        if (e.source == initial_write)
            return "the initial value";
        return "from step " + std::to_string(steps_[e.source]);
    }

    [[nodiscard]] std::string read(const event& e) {
        return name(e) + " is " + number(e.value) + " (" + order_name(e.order) + "), " + origin(e);
    }

    [[nodiscard]] std::string write(const event& e) {
        if (e.size == 0 && e.value > done_value)
            return name(e) + " = " + number(e.value);
        if (e.size == 0)
            return e.value == free_value ? "unlocks " + name(e) : "has initialised " + name(e);
        return name(e) + " = " + number(e.value) + " (" + order_name(e.order) + ")";
    }

    [[nodiscard]] std::string modify(event_id id) {
        const event& e = graph_.at(id);
        if (e.operation == rmw_kind::lock || e.operation == rmw_kind::try_lock)
            return (e.exclusive ? "locks " : "finds locked: ") + name(e);
        if (e.size == queue_size)
            return queue(id);
        if (counts(e))
            return (e.exclusive ? "passes " : "finds closed: ") + name(e);
        if (e.size == 0 && (e.operation == rmw_kind::add || e.operation == rmw_kind::subtract))
            return (e.operation == rmw_kind::add ? "posts " : "unlocks ") + name(e);
        if (e.operation == rmw_kind::compare_wait)
            return name(e) + " is " + number(e.value) + ", " + origin(e) +
                   (falls_asleep(e) ? ": sleeps" : ": no sleep");
        if (e.operation == rmw_kind::once)
            return (e.exclusive ? "initialises " : "finds initialised: ") + name(e);
        std::string text = name(e) + " " + number(e.value);
        if (e.exclusive)
            text += " -> " + number(graph_.at(graph_.thread(e.thread).events[e.index + 1]).value);
        else
            text += ", compare-exchange fails";
        return text + " (" + order_name(e.order) + "), " + origin(e);
    }

    // Of a lock with readers or a semaphore, as far as its number tells.
    [[nodiscard]] static bool counts(const event& e) {
        return e.operation == rmw_kind::await_clear || e.operation == rmw_kind::await_some ||
               e.operation == rmw_kind::try_clear || e.operation == rmw_kind::try_some;
    }

    [[nodiscard]] bool falls_asleep(const event& e) const {
        const std::vector<event_id>& own = graph_.thread(e.thread).events;
        return e.index + 1 < own.size() && graph_.at(own[e.index + 1]).operation == rmw_kind::enqueue;
    }

    [[nodiscard]] std::string queue(event_id id) {
        const event& e = graph_.at(id);
        if (e.operation == rmw_kind::enqueue)
            return "sleeps at " + name(e);
        if (e.operation == rmw_kind::arrive)
            return "arrives at " + name(e);
        if (e.operation == rmw_kind::leave)
            return e.exclusive ? "stops waiting at " + name(e) : "is woken by step " + std::to_string(steps_[e.source]);
        if (!e.exclusive)
            return "wakes nobody at " + name(e);
        word woken = e.value & ~graph_.at(graph_.thread(e.thread).events[e.index + 1]).value;
        std::string text = "wakes thread";
        for (thread_id thread = 0; woken != 0; ++thread, woken >>= 1U)
            if ((woken & 1U) != 0)
                text += " " + std::to_string(thread);
        return text + " at " + name(e);
    }

    execution& run_;
    graph& graph_;
    std::vector<std::uint32_t> steps_;
};

} // namespace

std::string describe_execution(execution& run, const std::vector<event_id>& order,
                               const std::vector<final_step>& last) {
    narrator tells(run, order);
    std::string text;
    for (thread_id id = 0; id < run.search().current().thread_count(); ++id)
        text += tells.thread(id, last);
    return text;
}

} // namespace heddle::model::core
