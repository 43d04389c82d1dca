// See story.hpp.
#include "engine/trace/story.hpp"

#include "engine/hooks/waiter_pool.hpp"

#include <algorithm>

namespace heddle::model::trace {

using core::event;
using core::event_id;
using core::event_kind;
using core::final_step;
using core::thread_id;

story::story(core::execution& run, const core::failure_record& failed)
    : run_(run), graph_(run.search().current()), failed_(failed), executed_(run.progress()),
      order_(explain(graph_, executed_, failed.thread)), numbers_(graph_.size(), 0),
      missed_(graph_.size(), core::no_event) {
    for (const final_step& step : failed.last)
        if (!step.atomic || step.epoch >= executed_[step.thread])
            untold_.push_back(&step);
    find_shared_locations();
    tell_events();
    for (const final_step* const step : untold_)
        if (step != nullptr)
            tell_step(*step);
    number_rows();
}

core::call_chain story::calls_of(const row& one) const {
    return one.events.empty() ? one.step->calls : run_.calls_of(one.events.front());
}

void story::find_shared_locations() {
    constexpr thread_id several = core::no_event;
    std::vector<thread_id> users(graph_.location_count(), core::initial_write);
    for (const event_id id : order_.events) {
        const event& e = graph_.at(id);
        if (e.location == core::no_location)
            continue;
        thread_id& user = users[e.location];
        user = user == core::initial_write || user == e.thread ? e.thread : several;
    }
    for (const thread_id user : users)
        shared_.push_back(user == several);
}

bool story::is_private(event_id id) const {
    const event& e = graph_.at(id);
    return e.location != core::no_location && e.size != core::queue_size && !shared_[e.location];
}

// How the standard library counts who waits for an atomic object is its own business. That it counted nobody is told.
bool story::is_inside_of_library(event_id id) const {
    const event& e = graph_.at(id);
    if (e.kind == event_kind::fence) { // comes with the count, before it or after it
        const std::vector<event_id>& own = graph_.thread(e.thread).events;
        const auto with = [&](event_id other) {
            const event& o = graph_.at(other);
            return o.pc == e.pc && o.location != core::no_location &&
                   hooks::counts_waiters(run_.location(o.location).address);
        };
        return (e.index != 0 && with(own[e.index - 1])) || (e.index + 1 < own.size() && with(own[e.index + 1]));
    }
    if (e.location == core::no_location)
        return false;
    const std::uintptr_t address = run_.location(e.location).address;
    const bool finds_nobody = e.operation == core::rmw_kind::none && e.kind == event_kind::read && e.value == 0;
    return hooks::counts_waiters(address) ? !finds_nobody : is_private(id) && runtime::is_library_data(address);
}

void story::tell_events() {
    std::vector<bool> told(graph_.size(), false);
    for (const event_id id : order_.events) {
        find_missed(id, told);
        told[id] = true;
        const event& e = graph_.at(id);
        tell_steps_before(e.thread, e.index);
        if (is_inside_of_library(id))
            continue;
        const bool told_with_read = e.kind == event_kind::write && e.exclusive;
        if (told_with_read)
            rows_.back().events.push_back(id);
        else if (e.kind != event_kind::finish)
            tell_event(id);
        if (const final_step* const side = race_side_of(id))
            rows_.back().step = side;
        tell_steps_before(e.thread, e.index + 1);
    }
}

void story::tell_event(event_id id) {
    if (joins_last_row(id)) {
        rows_.back().events.push_back(id);
        rows_.back().folded = is_private(id) && is_private(rows_.back().events.front());
        return;
    }
    rows_.push_back({graph_.at(id).thread, 0, {id}, nullptr, false});
}

// Starting or joining several threads, looking at the same value again, and going about one's own business.
bool story::joins_last_row(event_id id) const {
    if (rows_.empty() || rows_.back().step != nullptr || rows_.back().thread != graph_.at(id).thread)
        return false;
    const event& e = graph_.at(id);
    const event_id before = rows_.back().events.back();
    const event& last = graph_.at(before);
    if (is_second_half_of_wait(id))
        return true;
    if (e.kind == event_kind::create || e.kind == event_kind::join)
        return last.kind == e.kind;
    if (is_private(id))
        return is_private(before);
    return e.kind == event_kind::read && last.kind == event_kind::read && e.location == last.location &&
           e.source == last.source && e.pc == last.pc && !e.exclusive;
}

// Waiting at a condition variable is entering its queue and giving back the mutex, and later being woken and taking it:
// the same call of the library.
bool story::is_second_half_of_wait(event_id id) const {
    const event& e = graph_.at(id);
    const event& first = graph_.at(rows_.back().events.front());
    const bool half_done = first.operation == core::rmw_kind::enqueue || first.operation == core::rmw_kind::leave ||
                           first.kind == event_kind::woken;
    return half_done && e.location != core::no_location && e.size == 0 && e.pc == first.pc;
}

// A plain step is told as soon as its thread has come so far, or, if it was the first of its thread, no later than the
// thread's first event.
void story::tell_steps_before(thread_id thread, std::uint32_t epoch) {
    for (const final_step*& step : untold_)
        if (step != nullptr && step->thread == thread && step->epoch <= epoch && !step->at_the_end) {
            tell_step(*step);
            step = nullptr;
        }
}

void story::tell_step(const final_step& step) { rows_.push_back({step.thread, 0, {}, &step, false}); }

// An atomic side of a race is an event, unless the execution ended just before it.
const final_step* story::race_side_of(event_id id) const {
    const event& e = graph_.at(id);
    const std::uint32_t index = e.kind == event_kind::write && e.exclusive ? e.index - 1 : e.index;
    for (const final_step& step : failed_.last)
        if (step.atomic && step.thread == e.thread && (step.epoch == e.index || step.epoch == index))
            return &step;
    return nullptr;
}

void story::find_missed(event_id id, std::vector<bool>& told) {
    for (const event_id write : newer_writes(graph_, id))
        if (told[write])
            missed_[id] = write;
}

void story::number_rows() {
    unsigned number = 0;
    for (row& each : rows_) {
        each.number = ++number;
        for (const event_id id : each.events)
            numbers_[id] = number;
    }
    number_untold_events();
}

// They count as part of what their thread does next.
void story::number_untold_events() {
    std::vector<unsigned> next(graph_.thread_count(), 0);
    for (auto id = order_.events.rbegin(); id != order_.events.rend(); ++id) {
        unsigned& number = next[graph_.at(*id).thread];
        if (numbers_[*id] == 0)
            numbers_[*id] = number;
        number = numbers_[*id];
    }
}

} // namespace heddle::model::trace
