#include <algorithm>
#include <map>

#include <heddle/properties/judging/explain.hpp>

#include "text.hpp"

namespace heddle::properties::judging {

namespace {

struct event {
    std::int64_t when;
    bool is_return;
    std::uint32_t call;
};

std::vector<event> last_events(const std::vector<shown_call>& calls, std::int64_t until, std::size_t most) {
    std::vector<event> events;
    for (std::uint32_t each = 0; each < calls.size(); ++each) {
        if (calls[each].called <= until)
            events.push_back({calls[each].called, false, each});
        if (calls[each].returned <= until && calls[each].returned != never)
            events.push_back({calls[each].returned, true, each});
    }
    std::sort(events.begin(), events.end(), [](const event& one, const event& other) {
        return std::tie(one.when, one.is_return, one.call) < std::tie(other.when, other.is_return, other.call);
    });
    events.erase(events.begin(), events.end() - static_cast<std::ptrdiff_t>(std::min(most, events.size())));
    return events;
}

// The processes with something to show from `since` on, each with its column. A call from before that never returns is
// told of elsewhere.
std::map<std::uint32_t, std::size_t> columns_of(const std::vector<shown_call>& calls, std::int64_t since,
                                                std::int64_t until) {
    std::map<std::uint32_t, std::size_t> columns;
    for (const shown_call& each : calls) {
        if (each.called <= until && each.returned >= since && (each.called >= since || each.returned != never))
            columns[each.process] = 0;
    }
    std::size_t next = 0;
    for (auto& [process, column] : columns)
        column = next++;
    return columns;
}

class page {
public:
    page(std::size_t columns, std::size_t margin)
        : cells_(columns), width_(std::clamp<std::size_t>(columns == 0 ? 0 : 110 / columns, 12, 32)), margin_(margin) {}

    std::size_t width() const { return width_; }
    void set(std::size_t column, std::string text) { cells_[column] = std::move(text); }

    // Ends the row; open columns go on with a bar.
    std::string row(const std::string& label, const std::vector<bool>& open, const std::string& remark) {
        std::string line = "  " + std::string(margin_ - std::min(margin_, label.size()), ' ') + label + "  ";
        for (std::size_t column = 0; column < cells_.size(); ++column) {
            const std::string text = cells_[column].empty() && open[column] ? "|" : cells_[column];
            line += padded(shortened(text, width_ - 2), width_);
            cells_[column].clear();
        }
        return trimmed(line + remark) + "\n";
    }

private:
    std::vector<std::string> cells_;
    std::size_t width_;
    std::size_t margin_;
};

} // namespace

std::string table(const std::vector<shown_call>& calls, std::int64_t until, std::uint32_t marked, std::size_t most) {
    const std::vector<event> events = last_events(calls, until, most);
    if (events.empty())
        return {};
    const std::int64_t since = events.front().when;
    const auto columns = columns_of(calls, since, until);
    page text(columns.size(), std::to_string(events.back().when).size());
    std::vector<bool> open(columns.size(), false);
    for (const auto& [process, column] : columns)
        text.set(column, "process " + std::to_string(process));
    std::string lines = text.row("", open, "");
    bool any_open = false;
    for (const shown_call& each : calls) {
        if (each.called >= since || each.returned < since || each.returned == never)
            continue;
        open[columns.at(each.process)] = any_open = true;
        text.set(columns.at(each.process), each.text);
    }
    if (any_open)
        lines += text.row("…", open, "");
    for (const event& each : events) {
        const shown_call& call = calls[each.call];
        const auto column = columns.find(call.process);
        open[column->second] = !each.is_return;
        text.set(column->second, each.is_return ? "-> " + call.answer : call.text);
        const bool here = each.is_return && each.call == marked;
        lines += text.row(std::to_string(each.when), open, here ? "<-- no order explains this" : "");
    }
    return lines;
}

} // namespace heddle::properties::judging
