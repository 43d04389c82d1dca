// See explorer.hpp. Adding events; revisit.cpp has the backward revisits, advance.cpp the way back.
#include "engine/core/explorer.hpp"

#include "engine/core/coherence.hpp"
#include "engine/core/queues.hpp"

#include <algorithm>
#include <array>

namespace heddle::model::core {

namespace {

[[nodiscard]] event event_of(const access& a, event_kind kind) {
    event e;
    e.thread = a.thread;
    e.location = a.location;
    e.size = a.size;
    e.order = a.order;
    e.pc = a.pc;
    e.site = a.site;
    e.kind = kind;
    return e;
}

} // namespace

const tick* explorer::past_of(event_id id) const {
    static constexpr std::array<tick, 256> beginning{};
    if (id == no_event)
        return beginning.data();
    return sequential_ ? graph_->causal(id) : graph_->before(id);
}

std::int32_t explorer::bound_before(event_id id, location_id where) const {
    return coherence_bound(*graph_, where, past_of(id));
}

void explorer::drop_empty_choice() {
    if (choices_.back().alternatives == alternatives_.size())
        choices_.pop_back();
}

event_id explorer::add_plain(thread_id thread, event_kind kind, memory_order order, event_id other, const void* pc) {
    event e;
    e.thread = thread;
    e.kind = kind;
    e.order = order;
    e.source = other;
    e.pc = pc;
    strong_ = strong_ || order == memory_order::seq_cst;
    return graph_->append(e);
}

void explorer::add_choice(thread_id thread, std::uint32_t count, const void* pc) {
    const event_id id = add_plain(thread, event_kind::choice, memory_order::relaxed, count, pc);
    if (forced_) {
        graph_->at(id).value = decision_;
        return;
    }
    open_choice(id);
    for (std::uint32_t value = 1; value < count; ++value)
        offer(move::value, value);
    drop_empty_choice();
    settle();
}

void explorer::add_read(const access& a) {
    const std::int32_t bound = bound_before(graph_->last_of(a.thread), a.location);
    const event_id read = graph_->append(event_of(a, event_kind::read));
    strong_ = strong_ || a.order == memory_order::seq_cst;
    if (forced_) {
        graph_->set_source(read, decision_);
        return;
    }
    open_choice(read);
    for (std::int32_t p = bound; p < graph_->last_place(a.location); ++p)
        offer(move::read_from, graph_->write_at(a.location, p));
    drop_empty_choice();
    graph_->set_source(read, graph_->write_at(a.location, graph_->last_place(a.location)));
    settle();
}

void explorer::add_write(const access& a, word value) {
    const std::int32_t bound = bound_before(graph_->last_of(a.thread), a.location);
    event e = event_of(a, event_kind::write);
    e.value = value;
    strong_ = strong_ || a.order == memory_order::seq_cst;
    const event_id write = graph_->append(e);
    if (forced_) {
        graph_->insert_write(write, static_cast<std::int32_t>(decision_));
        return;
    }
    open_choice(write);
    offer_revisits(write);
    for (std::int32_t p = bound + 1; p <= graph_->last_place(a.location); ++p)
        if (!graph_->claimed(a.location, p - 1))
            offer(move::place, static_cast<std::uint32_t>(p));
    drop_empty_choice();
    graph_->insert_write(write, graph_->last_place(a.location) + 1);
    release_waiting(write);
    settle();
}

bool explorer::add_rmw(const access& a, rmw_kind kind, const rmw_operands& operands) {
    if (forced_)
        return force_rmw(a, kind, operands);
    const std::int32_t bound = bound_before(graph_->last_of(a.thread), a.location);
    event_id chosen = no_event;
    const std::size_t offered = alternatives_.size();
    for (std::int32_t p = bound; p <= graph_->last_place(a.location); ++p) {
        const event_id source = graph_->write_at(a.location, p);
        word ignored = 0;
        const rmw_verdict verdict = apply_to(*graph_, a.location, source, kind, operands, a.size, ignored);
        if (verdict == rmw_verdict::waits && releases_in_place(a.location))
            continue;
        if (verdict == rmw_verdict::writes && graph_->claimed(a.location, p)) {
            offer(move::conflict, source);
            continue;
        }
        if (chosen != no_event)
            offer(move::read_from, chosen);
        chosen = source;
        if (kind == rmw_kind::leave && verdict == rmw_verdict::reads_only)
            break; // this is the write that took the thread out of its queue
    }
    if (chosen == no_event) {
        alternatives_.resize(offered);
        return false;
    }
    const event_id read = append_rmw_read(a, kind, operands);
    choices_.push_back({read, offered});
    if (kind == rmw_kind::wake) {
        graph_->set_source(read, chosen);
        offer_selections(read, move::selection);
    }
    drop_empty_choice();
    take_source(read, chosen);
    settle();
    return true;
}

// In a random walk: the event that was added takes one of its alternatives, and the others are forgotten. Backward
// revisits are not among them: the order of the threads is random instead.
void explorer::settle() {
    if (chance_ == nullptr || entering_ || choices_.empty())
        return;
    const choice added = choices_.front();
    const std::size_t end = choices_.size() > 1 ? choices_[1].alternatives : alternatives_.size();
    std::vector<alternative> open;
    for (std::size_t i = added.alternatives; i < end; ++i)
        if (const move kind = alternatives_[i].kind;
            kind == move::read_from || kind == move::place || kind == move::value || kind == move::selection)
            open.push_back(alternatives_[i]);
    const event before = graph_->at(added.stamp);
    const std::uint32_t chosen = chance_->among(static_cast<std::uint32_t>(open.size()) + 1);
    drop_from(0);
    if (chosen != 0 && !take(added, open[chosen - 1])) {
        drop_from(0);
        const bool reads = before.kind == event_kind::read;
        (void)take(added, {reads ? move::read_from : move::place,
                           reads ? before.source : static_cast<std::uint32_t>(before.position)});
    }
    drop_from(0);
}

event_id explorer::append_rmw_read(const access& a, rmw_kind kind, const rmw_operands& operands) {
    event e = event_of(a, event_kind::read);
    e.operation = kind;
    strong_ = strong_ || operands.success == memory_order::seq_cst || operands.failure == memory_order::seq_cst;
    const event_id read = graph_->append(e);
    graph_->operands(read) = operands;
    if (a.size == queue_size && std::find(queues_.begin(), queues_.end(), a.location) == queues_.end())
        queues_.push_back(a.location);
    return read;
}

bool explorer::force_rmw(const access& a, rmw_kind kind, const rmw_operands& operands) {
    const event_id read = append_rmw_read(a, kind, operands);
    graph_->operands(read).selection = selection_;
    word result = 0;
    if (resolve(read, decision_, result) == rmw_verdict::writes)
        graph_->insert_write(append_exclusive(read, result), graph_->source_place(graph_->at(read)) + 1);
    return true;
}

void explorer::add_waiting(const access& a, rmw_kind kind, const rmw_operands& operands) {
    const std::int32_t bound = bound_before(graph_->last_of(a.thread), a.location);
    const event_id read = append_rmw_read(a, kind, operands);
    open_choice(read);
    for (std::int32_t p = bound; p < graph_->last_place(a.location); ++p)
        if (graph_->value_of(graph_->write_at(a.location, p), a.location) == free_value)
            offer(move::conflict, graph_->write_at(a.location, p));
    drop_empty_choice();
    take_source(read, graph_->write_at(a.location, graph_->last_place(a.location)));
    settle();
}

void explorer::forbid_release(location_id where) {
    if (where >= unreleased_.size())
        unreleased_.resize(where + 1, false);
    unreleased_[where] = true;
}

// Decides what a read that reads from `source` is: a plain read, the read of a read-modify-write, or one that waits.
rmw_verdict explorer::resolve(event_id read, event_id source, word& result) {
    event& e = graph_->at(read);
    rmw_verdict verdict = rmw_verdict::reads_only;
    e.in_place = false;
    if (e.operation != rmw_kind::none) {
        const rmw_operands& operands = graph_->operands(read);
        verdict = apply_to(*graph_, e.location, source, e.operation, operands, e.size, result);
        e.exclusive = verdict == rmw_verdict::writes;
        e.order = e.exclusive ? operands.success : operands.failure;
        if (verdict == rmw_verdict::waits)
            e.order = memory_order::relaxed;
    }
    graph_->set_source(read, source);
    return verdict;
}

// Adds the write of a read-modify-write whose read has been resolved to write. If it makes the graph inconsistent (the
// read alone did not, but program order leads to the write too) there is nothing to run, but its revisits are still to
// be tried.
event_id explorer::add_exclusive(event_id read, word value) {
    const event_id write = append_exclusive(read, value);
    open_choice(write);
    offer_revisits(write);
    drop_empty_choice();
    graph_->insert_write(write, graph_->source_place(graph_->at(read)) + 1);
    return write;
}

void explorer::take_source(event_id read, event_id source) {
    word result = 0;
    const rmw_verdict verdict = resolve(read, source, result);
    if (verdict == rmw_verdict::writes)
        add_exclusive(read, result);
    else if (verdict == rmw_verdict::enqueues)
        add_entry(read);
}

// Adds what belongs to a resolved read. False if that cannot be.
bool explorer::complete(event_id read, rmw_verdict verdict, word result) {
    if (verdict == rmw_verdict::writes) {
        const event_id write = add_exclusive(read, result);
        if (graph_->at(read).operation != rmw_kind::enqueue)
            return consistent(write);
        const event_id comparison = comparison_of(*graph_, write);
        return consistent(write) && (comparison == no_event || consistent(comparison));
    }
    if (verdict != rmw_verdict::enqueues)
        return true;
    add_entry(read);
    return consistent(read);
}

// A comparison holds: its thread enters the queue in the same step.
void explorer::add_entry(event_id comparison) {
    const event& e = graph_->at(comparison);
    const rmw_operands& compared = graph_->operands(comparison);
    entering_ = true;
    (void)add_rmw({e.thread, compared.queue, queue_size, memory_order::relaxed, e.pc}, rmw_kind::enqueue,
                  {thread_bit(e.thread), compared.operand});
    entering_ = false;
}

// The other sets of threads that a wake can choose, given what it reads from.
void explorer::offer_selections(event_id wake, move kind) {
    const event& e = graph_->at(wake);
    const rmw_operands& operands = graph_->operands(wake);
    const std::uint32_t ways =
        selections(reachable(*graph_, e.location, e.source, operands.expected), operands.operand);
    for (std::uint32_t selection = 1; selection < ways; ++selection)
        offer(kind, selection);
}

event_id explorer::append_exclusive(event_id read, word value) {
    const event& r = graph_->at(read);
    event e;
    e.thread = r.thread;
    e.location = r.location;
    e.size = r.size;
    e.order = graph_->operands(read).success;
    e.pc = r.pc;
    e.kind = event_kind::write;
    e.exclusive = true;
    e.value = value;
    return graph_->append(e);
}

// The reads that waited for `write` read from the newest write now; the first that can take it does.
void explorer::release_waiting(event_id write) {
    const location_id where = graph_->at(write).location;
    if (graph_->at(write).size != 0 || !releases_in_place(where))
        return;
    const graph_location& l = graph_->location(where);
    for (std::size_t i = 0; i < l.reads.size(); ++i) {
        const event_id read = l.reads[i];
        if (!waits(read))
            continue;
        take_source(read, l.order.back());
        graph_->at(read).in_place = !waits(read);
    }
}

} // namespace heddle::model::core
