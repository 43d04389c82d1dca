// Prepares litmus programs for running and turns what a run tells into outcomes.
#include "litmus/script.hpp"

#include <algorithm>
#include <charconv>
#include <sstream>
#include <stdexcept>

namespace heddle::model::litmus {
script::script(const program& code) : code_(code) {
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
int& script::read(std::size_t thread, std::size_t position) { return read_[thread][position]; }
int& script::final(std::size_t location) { return final_[location]; }

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

std::string_view script::last_run(std::span<char> buffer) const {
    char* end = buffer.data();
    char* const limit = buffer.data() + buffer.size();
    const auto add = [&](const std::vector<int>& values) {
        for (const int value : values) {
            const auto written = std::to_chars(end, limit, value);
            if (written.ec != std::errc() || written.ptr == limit)
                throw std::length_error("the run does not fit in one line");
            end = written.ptr;
            *end++ = ' ';
        }
    };
    for (const auto& thread : read_)
        add(thread);
    add(final_);
    return {buffer.data(), end};
}

outcome script::outcome_of(std::string_view run) const {
    std::istringstream values{std::string(run)};
    const auto next = [&] {
        int value = 0;
        values >> value;
        return value;
    };
    outcome result;
    for (std::size_t thread = 0; thread < code_.threads.size(); ++thread)
        for (std::size_t position = 0; position < code_.threads[thread].size(); ++position) {
            const auto& op = code_.threads[thread][position];
            const int value = next();
            if (reads(op))
                result[op.result.empty() ? std::to_string(thread) + "." + std::to_string(position) : op.result] = value;
        }
    for (const auto& location : initial_memory(code_))
        result[location.first] = next();
    return result;
}

} // namespace heddle::model::litmus
