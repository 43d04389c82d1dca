// The kinds of failure an exploration can end with, spelled as the command line's JSON spells them.
#pragma once

#include <cstdint>
#include <string_view>

namespace heddle::model {

enum class failure_kind : std::uint8_t {
  data_race,
  assertion,
  deadlock,
  livelock,
  use_after_free,
  double_free,
  leak,
  invalid_access,
  uncaught_exception,
  unlock_error,
  nondeterminism,
  crash,
  timeout,
};

[[nodiscard]] std::string_view to_string(failure_kind kind);

}  // namespace heddle::model
