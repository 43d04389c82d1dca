// What is known of an exploration when a part of it has ended, in words that another process understands.
#pragma once

#include <heddle/model.hpp>

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

namespace heddle::model::core {

[[nodiscard]] nlohmann::json to_json(const result& part);
[[nodiscard]] result result_from(const nlohmann::json& words);

// Adds a part to the whole: counts and observations add up, the first bug stays, and it is complete if both are.
void add(result& whole, const result& part);

} // namespace heddle::model::core
