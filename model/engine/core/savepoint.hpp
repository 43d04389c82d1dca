// How far an exploration has come, kept in a file: the place in the tree of decisions, and the totals of what lies
// before it. A process that is killed has written the newest whole file some seconds ago; another goes on from there,
// and the totals at the end are the same.
#pragma once

#include "engine/core/execution.hpp"
#include "engine/core/position.hpp"

#include <heddle/model.hpp>

#include <optional>
#include <string>
#include <vector>

namespace heddle::model::core {

struct savepoint {
    std::string of; // identity of what is explored, and how
    std::vector<std::uint32_t> path;
    share part;
    bool tries_everywhere = false;
    std::uint32_t preemption_bound = 0; // while it is being widened
    double seconds = 0;                 // that it took so far
    result totals;
};

// What a savepoint belongs to: the code under test and the options that shape the tree.
[[nodiscard]] std::string identity_of(const options& how);

// Throws std::runtime_error if the file cannot be written; what was there before stays then.
void save(const std::string& file, const savepoint& reached);

// Nothing if there is no file. Throws std::runtime_error if it is damaged or of something else.
[[nodiscard]] std::optional<savepoint> load(const std::string& file, const std::string& of);

// Brings the search to the place; the current graph has been run. False if the body does not lead there.
[[nodiscard]] bool go_to(execution& run, const std::vector<std::uint32_t>& path);

// The level at which the tree of this body has roots enough for so many equal shares: found by exploring the runs
// above, so everybody finds the same.
[[nodiscard]] std::size_t level_for(execution& run, unsigned shards);

} // namespace heddle::model::core
