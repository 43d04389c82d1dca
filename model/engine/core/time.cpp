// Virtual time: the same in every run of an execution, whatever the machine does. Time passes when a thread sleeps and
// when the time of a wait is over: then an event says how late it is. What a thread's clock shows is the latest time in
// its causal past, so that clocks never run backwards for what one thread learns from another.
//
// A thread that looks at the clock again and again, and only reads meanwhile, waits for time to pass: each look doubles
// its step, so that it reaches any deadline soon.
#include "engine/core/replay.hpp"

#include <algorithm>

namespace heddle::model::core {

namespace {

constexpr std::uint32_t longest_step = 40; // 2^40 ns are 18 minutes

} // namespace

std::uint64_t execution::now() {
    const std::vector<event_id>& own = graph_->thread(running_id_).events;
    model_thread& self = *running_;
    const auto only_reads = [this](event_id id) { return graph_->at(id).kind == event_kind::read; };
    if (!std::all_of(own.begin() + self.last_look, own.begin() + self.next, only_reads))
        self.looks = 0;
    self.last_look = self.next;
    self.looks = std::min(self.looks + 1, longest_step);
    std::uint64_t latest = 0;
    const event_id last = self.next > 0 ? own[self.next - 1] : graph_->thread(running_id_).creator;
    for (event_id id = 0; last != no_event && id < graph_->size(); ++id)
        if (graph_->at(id).kind == event_kind::elapse && graph_->in_past_of(id, last))
            latest = std::max(latest, static_cast<std::uint64_t>(graph_->at(id).value));
    return latest + (std::uint64_t{1} << self.looks);
}

// It is at least this late for the running thread from now on.
void execution::elapse(std::uint64_t until, const void* pc) {
    event_id id = no_event;
    if (replaying() || !is_my_turn(pc)) {
        id = replayed_event();
        check_replay(id, event_kind::elapse);
        if (graph_->at(id).value != until)
            diverged(id, "another time");
    } else {
        decide(event_kind::elapse, pc);
        id = search_->add_plain(running_id_, event_kind::elapse, memory_order::relaxed, no_event, pc);
        graph_->at(id).value = until;
    }
    count_event(id);
}

} // namespace heddle::model::core
