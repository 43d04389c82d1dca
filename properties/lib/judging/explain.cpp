#include <heddle/properties/judging/explain.hpp>

#include <algorithm>

namespace heddle::properties::judging {

namespace {

constexpr std::size_t most_rows = 24;
constexpr std::size_t most_of_order = 8;
constexpr std::size_t text_width = 72;

std::string by_whom(const shown_call& call) { return " by process " + std::to_string(call.process); }

std::string line_of(const shown_call& call) {
    return "    " + shortened(call.text, text_width) +
           (call.answer.empty() ? "" : " -> " + shortened(call.answer, text_width)) + by_whom(call) + "\n";
}

// The end of the longest order that explains a part.
std::string order_of(const finding& found, const account& told) {
    if (found.order.empty())
        return "Before it nothing happened that matters.\n";
    std::string lines = "The longest order that explains what returned before it has " +
                        std::to_string(found.order.size()) +
                        (found.order.size() == 1 ? " call and ends with\n" : " calls and ends with\n");
    const std::size_t from = found.order.size() - std::min(found.order.size(), most_of_order);
    for (std::size_t i = from; i < found.order.size(); ++i)
        lines += line_of(told.calls[found.order[i]]);
    return lines;
}

std::string wanted(const finding& found, const account& told) {
    const shown_call& call = told.calls[found.culprit];
    std::string lines = "There ";
    if (!told.state.empty() && told.state != "?")
        lines += "the state is " + shortened(told.state, text_width) + ", and ";
    lines += shortened(call.text, text_width) + by_whom(call) +
             (told.expected == "waits" ? " waits" : " answers " + shortened(told.expected, text_width)) +
             "; what was seen is " + shortened(call.answer, text_width) + ".\n";
    const std::string parting = first_difference(told.expected, call.answer);
    return parting.empty() ? lines : lines + "In full " + parting + ".\n";
}

// Calls that could still have been of help: open before the table begins, without a return.
std::string open_calls(const finding& found, const account& told) {
    std::string lines;
    std::size_t count = 0;
    for (const shown_call& each : told.calls) {
        if (each.stuck || each.returned != never || each.called > found.until || each.text.empty())
            continue;
        if (++count <= most_of_order)
            lines += line_of(each);
    }
    if (count > most_of_order)
        lines += "    and " + std::to_string(count - most_of_order) + " more\n";
    return lines.empty() ? lines : "Whether these happened is not known; it was tried both ways:\n" + lines;
}

std::string stuck_calls(const account& told) {
    std::string lines = "These calls never returned, but there is no order after which the specification says that "
                        "they wait:\n";
    for (const shown_call& each : told.calls)
        lines += each.stuck ? line_of(each) : "";
    return lines;
}

} // namespace

std::vector<bool> calls_shown(const finding& found, const std::vector<shown_call>& calls) {
    std::vector<std::int64_t> moments;
    for (const shown_call& each : calls) {
        for (const std::int64_t when : {each.called, each.returned}) {
            if (when <= found.until && when != never)
                moments.push_back(when);
        }
    }
    const std::size_t rows = std::min(moments.size(), most_rows);
    const auto first = moments.end() - static_cast<std::ptrdiff_t>(rows);
    std::nth_element(moments.begin(), first, moments.end());
    const std::int64_t since = rows == 0 ? 0 : *first;
    std::vector<bool> shown;
    for (const shown_call& each : calls)
        shown.push_back(each.returned >= since && each.called <= found.until);
    for (std::size_t i = found.order.size() - std::min(found.order.size(), most_of_order); i < found.order.size(); ++i)
        shown[found.order[i]] = true;
    return shown;
}

std::string explain(const finding& found, const account& told) {
    const std::string where = told.part.empty() ? "" : " of part \"" + told.part + "\"";
    std::string lines;
    if (found.culprit == none) {
        lines = stuck_calls(told);
    } else if (found.until == never) {
        lines = "No order of the calls" + where + " explains what they answered.\n";
    } else {
        lines = "No order of the calls" + where + " explains what they answered until " + std::to_string(found.until) +
                (found.shortest ? ", but there is one for anything shorter.\n" : ".\n");
    }
    lines += "\n" + table(told.calls, found.until, found.culprit, most_rows) + "\n" + order_of(found, told);
    if (found.culprit != none)
        lines += wanted(found, told);
    return lines + open_calls(found, told);
}

} // namespace heddle::properties::judging
