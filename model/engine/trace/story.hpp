// An execution as a trace tells it: its steps in an order that explains it, numbered, with uninteresting ones folded.
#pragma once

#include "engine/core/execution.hpp"
#include "engine/trace/order.hpp"

#include <optional>
#include <string>

namespace heddle::model::trace {

// One row of the table: events of one thread that are told together, or a step that is no event.
struct row {
    core::thread_id thread = 0;
    unsigned number = 0;
    std::vector<core::event_id> events;
    const core::final_step* step = nullptr; // also for an event that is one side of a race
    bool folded = false;                    // several events that touch nothing another thread does
};

// As sentences name a row.
[[nodiscard]] inline std::string step_number(unsigned number) { return "step " + std::to_string(number); }

class story {
public:
    // Of what `run` has executed; `failed` outlives the story.
    story(core::execution& run, const core::failure_record& failed);

    [[nodiscard]] core::execution& run() const { return run_; }
    [[nodiscard]] const core::graph& graph() const { return graph_; }
    [[nodiscard]] const core::failure_record& failed() const { return failed_; }
    [[nodiscard]] const std::vector<row>& rows() const { return rows_; }
    [[nodiscard]] const explaining_order& order() const { return order_; }
    [[nodiscard]] const std::vector<std::uint32_t>& executed() const { return executed_; }

    // The number of the row that tells an event; 0 if none does.
    [[nodiscard]] unsigned number_of(core::event_id id) const { return numbers_[id]; }
    // Of the writes told before a read, the modification-order-newest that it missed; before a write, one that was told
    // although it is newer. no_event if there is none.
    [[nodiscard]] core::event_id missed_by(core::event_id id) const { return missed_[id]; }
    [[nodiscard]] core::call_chain calls_of(const row& one) const;

private:
    void tell_events();
    void tell_event(core::event_id id);
    void tell_step(const core::final_step& step);
    void tell_steps_before(core::thread_id thread, std::uint32_t epoch);
    [[nodiscard]] const core::final_step* race_side_of(core::event_id id) const;
    [[nodiscard]] bool joins_last_row(core::event_id id) const;
    [[nodiscard]] bool is_second_half_of_wait(core::event_id id) const;
    [[nodiscard]] bool is_private(core::event_id id) const;
    [[nodiscard]] bool is_inside_of_library(core::event_id id) const;
    void find_shared_locations();
    void find_missed(core::event_id id, std::vector<bool>& told);
    void number_rows();
    void number_untold_events();

    core::execution& run_;
    const core::graph& graph_;
    const core::failure_record& failed_;
    std::vector<std::uint32_t> executed_;
    explaining_order order_;
    std::vector<bool> shared_; // locations that several threads access
    std::vector<const core::final_step*> untold_;
    std::vector<row> rows_;
    std::vector<unsigned> numbers_;      // by event
    std::vector<core::event_id> missed_; // by event
};

} // namespace heddle::model::trace
