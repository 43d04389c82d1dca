// See totals.hpp.
#include "engine/core/totals.hpp"

#include <nlohmann/json.hpp>

namespace heddle::model::core {

using nlohmann::json;

json to_json(const result& part) {
    json words = {{"executions", part.executions},     {"blocked", part.blocked},
                  {"duplicates", part.duplicates},     {"complete", part.complete},
                  {"observations", part.observations}, {"incomplete", part.incomplete}};
    if (part.unsupported)
        words["unsupported"] = *part.unsupported;
    if (part.bug)
        words["bug"] = {{"kind", static_cast<int>(part.bug->kind)},
                        {"message", part.bug->message},
                        {"location", part.bug->location},
                        {"trace", part.bug->trace},
                        {"replay", part.bug->replay}};
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
    if (words.contains("unsupported"))
        part.unsupported = words["unsupported"].get<std::string>();
    if (words.contains("bug")) {
        const json& bug = words["bug"];
        part.bug = failure{.kind = static_cast<failure_kind>(bug.at("kind").get<int>()),
                           .message = bug.at("message"),
                           .location = bug.at("location"),
                           .trace = bug.at("trace"),
                           .replay = bug.at("replay")};
    }
    return part;
}

void add(result& whole, const result& part) {
    whole.executions += part.executions;
    whole.blocked += part.blocked;
    whole.duplicates += part.duplicates;
    whole.complete = whole.complete && part.complete;
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
