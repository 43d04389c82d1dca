// The source that puts a type under a contract, one for each layer.
#pragma once

#include <string>
#include <vector>

#include "verify/kit.hpp"
#include "verify/verify_request.hpp"

namespace heddle::cli {

/// The parts of a contract that a layer runs: its own, or, under a sanitizer, those of properties and stress. Only
/// parts that the contract has.
std::vector<std::string> parts_of(const kit& with, const verify_request& asked, const std::string& layer);

/// The whole text. Throws `cannot` if the request makes no sense, for instance --construct without parentheses.
std::string unit_text(const kit& with, const verify_request& asked, const std::string& layer);

/// Checks what can be checked without a compiler: that the header is there, that there is such a contract. Throws
/// `cannot` with the contracts there are and the nearest.
void check_request(const kit& with, const verify_request& asked);

} // namespace heddle::cli
