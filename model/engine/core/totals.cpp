// See totals.hpp.
#include "engine/core/totals.hpp"

#include <nlohmann/json.hpp>

namespace heddle::model::core {

using nlohmann::json;

namespace {

json to_json(const std::vector<emphasis>& parts) {
    json words = json::array();
    for (const emphasis& each : parts)
        words.push_back({each.begin, each.length, static_cast<int>(each.role)});
    return words;
}

std::vector<emphasis> emphasised_from(const json& words) {
    std::vector<emphasis> parts;
    for (const json& each : words)
        parts.push_back({each.at(0), each.at(1), static_cast<emphasis_role>(each.at(2).get<int>())});
    return parts;
}

} // namespace

json to_json(const result& part) {
    json words = {{"executions", part.executions},
                  {"blocked", part.blocked},
                  {"duplicates", part.duplicates},
                  {"complete", part.complete},
                  {"observations", part.observations},
                  {"incomplete", part.incomplete},
                  {"cut", part.cut}};
    if (part.unsupported)
        words["unsupported"] = *part.unsupported;
    if (part.bug)
        words["bug"] = {{"kind", static_cast<int>(part.bug->kind)},
                        {"message", part.bug->message},
                        {"location", part.bug->location},
                        {"trace", part.bug->trace},
                        {"emphasised", to_json(part.bug->emphasised)},
                        {"graph", part.bug->graph},
                        {"replay", part.bug->replay},
                        {"looked_at", part.bug->looked_at},
                        {"alike", part.bug->alike},
                        {"preemptions", part.bug->preemptions ? json(*part.bug->preemptions) : json()}};
    return words;
}

result result_from(const json& words) {
    result part;
    words.at("executions").get_to(part.executions);
    words.at("blocked").get_to(part.blocked);
    words.at("duplicates").get_to(part.duplicates);
    words.at("complete").get_to(part.complete);
    words.at("observations").get_to(part.observations);
    words.at("incomplete").get_to(part.incomplete);
    words.at("cut").get_to(part.cut);
    if (words.contains("unsupported"))
        part.unsupported = words["unsupported"].get<std::string>();
    if (words.contains("bug")) {
        const json& bug = words["bug"];
        part.bug = failure{.kind = static_cast<failure_kind>(bug.at("kind").get<int>()),
                           .message = bug.at("message"),
                           .location = bug.at("location"),
                           .trace = bug.at("trace"),
                           .emphasised = emphasised_from(bug.at("emphasised")),
                           .graph = bug.at("graph"),
                           .replay = bug.at("replay"),
                           .looked_at = bug.at("looked_at"),
                           .alike = bug.at("alike"),
                           .preemptions = bug.at("preemptions").is_null()
                                              ? std::nullopt
                                              : std::optional(bug.at("preemptions").get<unsigned>())};
    }
    return part;
}

void add(result& whole, const result& part) {
    whole.executions += part.executions;
    whole.blocked += part.blocked;
    whole.duplicates += part.duplicates;
    whole.complete = whole.complete && part.complete;
    whole.cut = whole.cut || part.cut;
    for (const auto& [what, count] : part.observations)
        whole.observations[what] += count;
    if (whole.incomplete.empty())
        whole.incomplete = part.incomplete;
    if (!whole.unsupported)
        whole.unsupported = part.unsupported;
    if (!whole.bug)
        whole.bug = part.bug;
}

} // namespace heddle::model::core
