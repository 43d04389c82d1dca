// How far an exploration has come, kept in a file: the place in the tree of decisions, and the totals of what lies
// before it. A process that is killed has written the newest whole file some seconds ago; another goes on from there,
// and the totals at the end are the same.
#pragma once

#include "engine/core/execution.hpp"
#include "engine/core/position.hpp"

#include <heddle/model.hpp>

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace heddle::model::core {

// What is left of the tree when the run at `path` has been: the alternatives on the stack from `floor` up to `ceiling`.
struct region {
    std::vector<std::uint32_t> path;
    std::uint32_t floor = 0;
    std::uint32_t ceiling = std::numeric_limits<std::uint32_t>::max();
};

// What somebody has still to explore, and has found in what is explored.
struct part_of_work {
    std::vector<region> open;
    result totals = nothing_yet();

private:
    [[nodiscard]] static result nothing_yet() {
        result nothing;
        nothing.complete = true;
        return nothing;
    }
};

[[nodiscard]] nlohmann::json to_json(const part_of_work& part);
[[nodiscard]] part_of_work part_from(const nlohmann::json& words);

struct savepoint {
    std::string of; // identity of what is explored, and how
    part_of_work work;
    std::size_t level = 0; // of the shares' roots
    bool tries_everywhere = false;
    std::uint32_t preemption_bound = 0; // while it is being widened
    double seconds = 0;                 // that it took so far
};

// What a savepoint belongs to: the code under test and the options that shape the tree.
[[nodiscard]] std::string identity_of(const options& how);

// Throws std::runtime_error if the file cannot be written; what was there before stays then.
void save(const std::string& file, const savepoint& reached);

// Nothing if there is no file. Throws std::runtime_error if it is damaged or of something else.
[[nodiscard]] std::optional<savepoint> load(const std::string& file, const std::string& of);

// Begins anew, and brings the search to what is left of the region; the run at its path has been. False if the body
// does not lead there.
[[nodiscard]] bool go_to(execution& run, const region& where);

// The level at which the tree of this body has roots enough for so many equal shares: found by exploring the runs
// above, so everybody finds the same.
[[nodiscard]] std::size_t level_for(execution& run, unsigned shards);

} // namespace heddle::model::core
