// What a test has checked, in numbers, so that a table of results can say more than "passed".
#pragma once

#include <cstdint>

namespace heddle::support {

/// Adds to the number of cases, rounds or executions this process has checked. Thread-safe.
void count_evidence(std::uint64_t checked) noexcept;

/// What has been counted so far.
std::uint64_t counted_evidence() noexcept;

/// Writes "verdict TAB count TAB seconds" to the file named by HEDDLE_EVIDENCE, if that is set. The file appears whole
/// or not at all. Returns false, with a line on stderr, if it cannot be written.
bool write_evidence(const char* verdict, double seconds);

} // namespace heddle::support
