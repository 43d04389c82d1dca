// The way back: to the newest alternative that has not been taken.
#include "engine/core/explorer.hpp"
#include "engine/core/queues.hpp"

#include <algorithm>
#include <stdexcept>

namespace heddle::model::core {

void explorer::open_frame() {
    if (depth_ == frames_.size()) {
        frames_.emplace_back();
        frames_.back().own = std::make_unique<graph>();
    }
    frames_[depth_].choices = choices_.size();
    frames_[depth_].number = ++opened_frames_;
    graph_ = frames_[depth_++].own.get();
}

void explorer::close_frame() {
    --depth_;
    graph_ = frames_[depth_ - 1].own.get();
}

bool explorer::advance() {
    while (ceiling() > floor_)
        if (take_newest(ceiling()))
            return true;
    return false;
}

bool explorer::take_newest(std::uint32_t top) {
    while (choices_.size() <= frames_[depth_ - 1].choices)
        close_frame();
    const choice newest = choices_.back();
    const alternative chosen = alternatives_.back();
    alternatives_.pop_back();
    drop_empty_choice();
    changed_ = newest.stamp;
    here_.take(top, ceiling());
    if (here_.level() <= cut_level_)
        cut_level_ = 0;
    return is_mine() && take(newest, chosen) && leads_below_bound();
}

bool explorer::leads_below_bound() {
    if (!preemption_bound_ || cut_level_ != 0 || !preemptions_.stay_above(*graph_, *preemption_bound_))
        return true;
    cut_ = true;
    cut_level_ = checks_cuts_ ? here_.level() : 0;
    return checks_cuts_;
}

bool explorer::is_above_bound() {
    if (!preemption_bound_)
        return false;
    if (preemptions_.needed(*graph_, *preemption_bound_) <= *preemption_bound_) {
        if (cut_level_ != 0)
            throw std::logic_error("an execution within the bound on preemptions is left out");
        return false;
    }
    cut_ = true;
    return true;
}

bool explorer::is_mine() {
    if (share_.level == 0 || here_.level() != share_.level)
        return true;
    ++share_.roots;
    return share_.parts != 0 && here_.number() % share_.parts == share_.part;
}

bool explorer::is_counted() const {
    return here_.level() >= share_.level || (share_.parts != 0 && here_.number() % share_.parts == share_.part);
}

bool explorer::step_down(std::uint32_t left, bool& runs) {
    if (left >= ceiling())
        return false;
    const std::uint32_t top = ceiling();
    drop_from(left + 1);
    runs = take_newest(top);
    return true;
}

void explorer::drop_from(std::uint32_t number) {
    alternatives_.resize(number);
    while (!choices_.empty() && choices_.back().alternatives >= number)
        choices_.pop_back();
}

bool explorer::take(const choice& from, alternative chosen) {
    switch (chosen.kind) {
    case move::read_from:
        return take_read_from(from.stamp, chosen.value);
    case move::place:
        return take_place(from.stamp, static_cast<std::int32_t>(chosen.value));
    case move::place_revisiting:
        return take_place_revisiting(from.stamp, static_cast<std::int32_t>(chosen.value));
    case move::value:
        graph_->cut(from.stamp + 1);
        graph_->at(from.stamp).value = chosen.value;
        return true;
    case move::selection:
        return take_selection(from.stamp, chosen.value);
    case move::selection_revisiting:
        graph_->cut(from.stamp + 1);
        graph_->operands(frames_[depth_ - 1].revisited).selection = chosen.value;
        return revisit_now(from.stamp);
    case move::conflict_selection:
        graph_->cut(from.stamp + 1);
        graph_->operands(from.stamp).selection = chosen.value;
        conflict_now(from.stamp, graph_->at(from.stamp).source);
        return false;
    case move::conflict:
        take_conflict(from.stamp, chosen.value);
        return false;
    case move::revisit:
        take_revisit(from.stamp, chosen.value);
        return false;
    }
    return false;
}

bool explorer::take_read_from(event_id read, event_id source) {
    graph_->cut(read + 1);
    select_first(read, source, read, move::selection);
    word result = 0;
    const rmw_verdict verdict = resolve(read, source, result);
    return consistent(read) && complete(read, verdict, result);
}

// A wake that comes to read from `source` begins with its first set of threads; the others are left for later.
void explorer::select_first(event_id read, event_id source, event_id stamp, move others) {
    if (graph_->at(read).operation != rmw_kind::wake)
        return;
    graph_->set_source(read, source);
    graph_->operands(read).selection = 0;
    open_choice(stamp);
    offer_selections(read, others);
    drop_empty_choice();
}

// A wake takes these threads out of its queue instead.
bool explorer::take_selection(event_id read, std::uint32_t selection) {
    graph_->cut(read + 1);
    graph_->operands(read).selection = selection;
    word result = 0;
    const rmw_verdict verdict = resolve(read, graph_->at(read).source, result);
    return consistent(read) && complete(read, verdict, result);
}

bool explorer::take_place(event_id write, std::int32_t position) {
    graph_->cut(write + 1);
    graph_->remove_write(write);
    graph_->insert_write(write, position);
    return consistent(write);
}

// A second read-modify-write of one write cannot be, so there is nothing to run; but its write may be read by an
// earlier read instead, and the one that claimed the source be dropped for it.
void explorer::take_conflict(event_id read, event_id source) {
    graph_->cut(read + 1);
    select_first(read, source, read, move::conflict_selection);
    conflict_now(read, source);
}

void explorer::conflict_now(event_id read, event_id source) {
    event& e = graph_->at(read);
    const rmw_operands& operands = graph_->operands(read);
    word result = 0;
    (void)apply_to(*graph_, e.location, source, e.operation, operands, e.size, result);
    e.exclusive = true;
    e.order = operands.success;
    graph_->set_source(read, source);
    const event_id write = append_exclusive(read, result);
    open_choice(write);
    offer_revisits(write);
    drop_empty_choice();
}

// What is newest in modification order has nothing after it, so it closes no cycle.
bool explorer::consistent(event_id changed) {
    const auto holds = [this](location_id queue) { return queue_holds(*graph_, queue); };
    if (!sequential_ && !std::all_of(queues_.begin(), queues_.end(), holds))
        return false;
    const event& e = graph_->at(changed);
    if (graph_->place(changed) == graph_->last_place(e.location))
        return true;
    if (sequential_)
        return consistency_.sc_acyclic(*graph_, changed);
    return !strong_ || consistency_.psc_acyclic(*graph_);
}

} // namespace heddle::model::core
