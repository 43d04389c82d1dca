// Prepares litmus programs for running and turns what a run tells into outcomes.
#include "litmus/script.hpp"

#include <algorithm>
#include <stdexcept>

namespace heddle::model::litmus {
namespace {

constexpr std::size_t max_outcomes = 1 << 14;

std::size_t count_operations(const program& code) {
    std::size_t count = 0;
    for (const auto& thread : code.threads)
        count += thread.size();
    return count;
}

} // namespace

script::script(const program& code)
    : code_(code), outcomes_(count_operations(code) + initial_memory(code).size(), max_outcomes) {
    std::vector<std::string> locations;
    for (const auto& [location, value] : initial_memory(code)) {
        locations.push_back(location);
        initial_.push_back(value);
    }
    if (locations.size() > max_locations || code.threads.size() > max_threads)
        throw std::invalid_argument("the litmus program is too large to run");
    for (const auto& thread : code.threads)
        add_thread(thread, locations);
    final_.resize(locations.size());
    row_.reserve(count_operations(code) + locations.size());
}

void script::add_thread(const thread_code& thread, const std::vector<std::string>& locations) {
    std::map<std::string, std::size_t> last_read;
    const auto flatten = [&](const expression& e) {
        flat_expression flat{.constant = e.constant};
        for (const auto& name : e.registers)
            flat.sources.push_back(last_read.at(name));
        return flat;
    };
    steps_.emplace_back(), values_.emplace_back(), expected_.emplace_back();
    for (std::size_t position = 0; position < thread.size(); ++position) {
        const auto& op = thread[position];
        const auto location = std::ranges::lower_bound(locations, op.location) - locations.begin();
        steps_.back().push_back({op.kind, op.order, op.failure_order, static_cast<std::size_t>(location)});
        values_.back().push_back(flatten(op.value));
        expected_.back().push_back(flatten(op.expected));
        if (!op.result.empty())
            last_read[op.result] = position;
    }
    read_.emplace_back(thread.size());
}

std::size_t script::threads() const { return steps_.size(); }
std::size_t script::locations() const { return initial_.size(); }
int script::initial_value(std::size_t location) const { return initial_[location]; }
std::size_t script::length(std::size_t thread) const { return steps_[thread].size(); }
step script::at(std::size_t thread, std::size_t position) const { return steps_[thread][position]; }
void script::note_read(std::size_t thread, std::size_t position, int value) { read_[thread][position] = value; }
void script::note_final(std::size_t location, int value) { final_[location] = value; }
std::uint64_t script::completed() const { return outcomes_.recorded(); }
std::uint64_t script::lost() const { return outcomes_.lost(); }

int script::evaluate(const flat_expression& e, std::size_t thread) const {
    auto sum = static_cast<unsigned>(e.constant);
    for (const auto source : e.sources)
        sum += static_cast<unsigned>(read_[thread][source]);
    return static_cast<int>(sum);
}

int script::value(std::size_t thread, std::size_t position) const {
    return evaluate(values_[thread][position], thread);
}

int script::expected(std::size_t thread, std::size_t position) const {
    return evaluate(expected_[thread][position], thread);
}

void script::note_complete() {
    row_.clear(); // keeps its capacity: nothing is allocated here
    for (const auto& thread : read_)
        row_.insert(row_.end(), thread.begin(), thread.end());
    row_.insert(row_.end(), final_.begin(), final_.end());
    outcomes_.record(row_);
}

std::set<outcome> script::outcomes() const {
    std::set<outcome> result;
    for (const auto& row : outcomes_.rows()) {
        outcome o;
        std::size_t column = 0;
        for (std::size_t thread = 0; thread < code_.threads.size(); ++thread)
            for (std::size_t position = 0; position < code_.threads[thread].size(); ++position, ++column) {
                const auto& op = code_.threads[thread][position];
                if (reads(op))
                    o[op.result.empty() ? std::to_string(thread) + "." + std::to_string(position) : op.result] =
                        row[column];
            }
        for (const auto& [location, value] : initial_memory(code_))
            o[location] = row[column++];
        result.insert(std::move(o));
    }
    return result;
}

} // namespace heddle::model::litmus
