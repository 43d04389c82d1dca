// A replay token: one execution as a line of text, the same in every process and independent of addresses. It lists the
// events in an order in which they can happen, each with its thread and what was decided for it.
#pragma once

#include "engine/core/graph.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace heddle::model::core {

struct token_step {
    thread_id thread = 0;
    event_kind kind = event_kind::finish;
    // read: the step number of the write it reads from, plus one, 0 for the initial write; write: its place in
    // modification order among the steps so far, but of a read-modify-write the selection; choice: the value; create
    // and join: the other thread.
    std::uint32_t decision = 0;
};

struct token {
    bool sequential = false;
    thread_id last_thread = 0; // which thread goes on after the last step
    std::vector<token_step> steps;
};

// Can this event come next when the first `done[t]` events of each thread t have happened?
[[nodiscard]] bool may_happen(const graph& g, event_id id, const std::vector<std::uint32_t>& done);

// The first `executed[t]` events of each thread t, in an order that respects causality.
[[nodiscard]] std::vector<event_id> causal_order(const graph& g, const std::vector<std::uint32_t>& executed);

[[nodiscard]] token describe(const graph& g, const std::vector<event_id>& order, thread_id last_thread,
                             bool sequential);
[[nodiscard]] std::string to_text(const token& t);
[[nodiscard]] std::optional<token> parse_token(std::string_view text);

} // namespace heddle::model::core
