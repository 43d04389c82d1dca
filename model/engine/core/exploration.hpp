// The loop over all executions. exploration.cpp has the loop and its bounds, judging.cpp what becomes of a run,
// dividing.cpp what several processes, shards and checkpoints need.
#pragma once

#include "engine/core/execution.hpp"
#include "engine/core/places.hpp"
#include "engine/core/savepoint.hpp"
#include "engine/core/telling.hpp"
#include "engine/core/workers.hpp"

#include <unordered_set>

namespace heddle::model::core {

class exploration {
public:
    exploration(std::function<void()> body, const options& how);
    [[nodiscard]] result explore();

private:
    struct word_hash {
        [[nodiscard]] std::size_t operator()(word value) const {
            return static_cast<std::size_t>(value) ^ static_cast<std::size_t>(value >> 64U);
        }
    };

    void explore_all();
    void explore_whole();
    void explore_part();
    [[nodiscard]] bool explore_region(bool has_been_entered);
    void end_well();
    [[nodiscard]] bool widens();
    void name_what_was_left_out();
    void wander();
    void replay();
    [[nodiscard]] bool out_of_bounds();
    [[nodiscard]] bool reached_bound(const std::string& bound);
    void tell_progress();

    [[nodiscard]] bool run_once(); // false if the exploration ends with this execution
    [[nodiscard]] bool judge(run_outcome outcome);
    [[nodiscard]] bool judge_complete(bool to_the_end);
    [[nodiscard]] bool report(const failure_record& record);
    void look_for_smaller(failing_execution& smallest, std::uint64_t& looked_at, std::uint64_t& alike);
    [[nodiscard]] bool next_run();
    [[nodiscard]] std::optional<failure_record> failure_of(run_outcome outcome);
    void begin_anew_without_checkpoints();
    void begin_anew();

    void check_request() const;
    void prepare();
    void assemble();
    void enter(const region& where);
    [[nodiscard]] part_of_work what_is_left();
    void write_down(part_of_work work);
    void keep_place(bool now);
    void divide();
    [[nodiscard]] bool ends_all() const;
    [[noreturn]] void leave();
    [[nodiscard]] bool gather();

    const options& how_;
    execution run_;
    result result_;
    std::unique_ptr<walker> chance_;
    std::optional<std::uint32_t> preemption_bound_;
    std::uint64_t runs_ = 0; // of this process
    std::uint64_t earlier_team_runs_ = 0;
    std::optional<savepoint> reached_; // by an earlier process
    bool restarts_ = false;
    bool goes_on_ = false;     // from a checkpoint
    std::vector<region> open_; // to be explored after the one in which the search is
    std::optional<places> places_;
    share part_;
    std::optional<workers> team_;
    bool is_child_ = false;
    bool divided_ = false;
    bool anew_ = false; // all processes have to
    std::uint64_t earlier_runs_ = 0;
    std::chrono::duration<double> earlier_{0};
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
    std::chrono::steady_clock::time_point saved_at_;
    std::chrono::steady_clock::time_point told_at_;
    double expected_ = 0;
    std::chrono::steady_clock::time_point deadline_;
    std::unordered_set<word, word_hash> seen_;
};

} // namespace heddle::model::core
