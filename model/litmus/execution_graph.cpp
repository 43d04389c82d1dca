// Outcomes and fingerprints of execution graphs.
#include "litmus/execution_graph.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace heddle::model::litmus {

std::string print(const outcome& o) {
    std::string text;
    for (const auto& [name, value] : o)
        text += (text.empty() ? "" : " ") + name + "=" + std::to_string(value);
    return text;
}

outcome parse_outcome(const std::string& text) {
    outcome result;
    std::istringstream words(text);
    for (std::string word; words >> word;) {
        const auto equals = word.find('=');
        if (equals == std::string::npos)
            throw std::invalid_argument("no '=' in '" + word + "'");
        if (!result.emplace(word.substr(0, equals), std::stoi(word.substr(equals + 1))).second)
            throw std::invalid_argument("two values for '" + word.substr(0, equals) + "'");
    }
    return result;
}

namespace {

// How many writes to its location come before this one in modification order.
std::size_t rank(const execution_graph& graph, std::size_t write) {
    std::size_t before = 0;
    for (std::size_t other = 0; other < graph.size(); ++other)
        before += graph.mo.has(other, write);
    return before;
}

std::string name(const execution_graph& graph, std::size_t index) {
    const auto& e = graph.events[index];
    if (e.initial())
        return "init";
    return std::to_string(e.thread) + "." + std::to_string(e.position);
}

std::string source_of(const execution_graph& graph, std::size_t read) {
    for (std::size_t write = 0; write < graph.size(); ++write)
        if (graph.rf.has(write, read))
            return name(graph, write);
    return "nothing";
}

} // namespace

outcome outcome_of(const program& code, const execution_graph& graph) {
    outcome result;
    std::map<std::string, std::size_t> newest; // rank of the write whose value `result` has
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const auto& e = graph.events[i];
        if (e.kind == event_kind::read) {
            const auto& op = code.threads[static_cast<std::size_t>(e.thread)][static_cast<std::size_t>(e.position)];
            result[op.result.empty() ? name(graph, i) : op.result] = e.value;
        } else if (e.kind == event_kind::write && rank(graph, i) >= newest[e.location]) {
            newest[e.location] = rank(graph, i);
            result[e.location] = e.value;
        }
    }
    return result;
}

std::string fingerprint(const execution_graph& graph) {
    std::string text;
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const auto& e = graph.events[i];
        if (e.initial() || e.kind == event_kind::fence)
            continue;
        text += name(graph, i);
        if (e.kind == event_kind::read)
            text += " reads " + e.location + " from " + source_of(graph, i) + "; ";
        else
            text += " writes " + e.location + " at " + std::to_string(rank(graph, i)) + "; ";
    }
    return text;
}

} // namespace heddle::model::litmus
