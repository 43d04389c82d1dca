// Which call of each process is open, while a recorded history is read. A process has one call open at a time. When it
// calls again, or the record ends, what was still open has no known outcome.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include <heddle/properties/history.hpp>

#include "lines.hpp"

namespace heddle::cli::recorded {

/// How a recorded operation ended.
enum class outcome : unsigned char {
    not_known, // it may have happened, or happen later, or never
    returned,  // with its answer
    did_not_happen,
};

/// What every recorded operation has; moments are numbers of lines.
struct recorded_call {
    std::uint32_t process = 0;
    properties::moment called = 0;
    properties::moment returned = 0;
    outcome how = outcome::not_known;
};

template <class Call>
class open_calls {
public:
    explicit open_calls(const lines& source) : source_(source) {}

    /// `call` begins at the present line.
    void begin(std::uint32_t process, Call call) {
        call.process = process;
        call.called = source_.number();
        open_[process] = calls_.size();
        calls_.push_back(std::move(call));
    }

    /// The call of `process` that the present line ends, by name as in `call.operation`.
    template <class Operation>
    Call& end(std::uint32_t process, Operation operation, outcome how) {
        const auto found = open_.find(process);
        if (found == open_.end() || calls_[found->second].operation != operation)
            source_.expected("the end of an operation that process " + std::to_string(process) + " has begun");
        Call& ended = calls_[found->second];
        ended.how = how;
        ended.returned = source_.number();
        if (how != outcome::not_known) // a late answer may follow
            open_.erase(found);
        return ended;
    }

    /// Those that happened or may have, in the order of their calls.
    const std::vector<Call>& calls() const { return calls_; }

private:
    const lines& source_;
    std::vector<Call> calls_;
    std::unordered_map<std::uint32_t, std::size_t> open_; // by process
};

} // namespace heddle::cli::recorded
