// How results are shown: what failed, then a table of layers and verdicts with what each covered.
#pragma once

#include <string>
#include <vector>

#include "verify/layer_run.hpp"

namespace heddle::cli {

/// "14,310 executions", in the layer's word.
std::string counted(const layer_result& result);

/// The failure with its program or trace, and one line to type.
void print_failure(const verify_request& asked, const layer_result& result);

void print_table(const std::vector<layer_result>& results);

} // namespace heddle::cli
