// An execution in words: its events thread by thread, numbered in an order in which they can happen.
#pragma once

#include "engine/core/execution.hpp"

namespace heddle::model::core {

[[nodiscard]] std::string describe_execution(execution& run, const std::vector<event_id>& order,
                                             const std::vector<final_step>& last);

} // namespace heddle::model::core
