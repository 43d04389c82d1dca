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

// A row is set cell by cell, then ended. Columns are as wide as what is in them, within reason.
class page {
public:
    explicit page(std::size_t columns) : most_(columns == 0 ? 0 : std::clamp<std::size_t>(110 / columns, 12, 32)) {
        cells_.resize(columns);
        widths_.resize(columns, 0);
    }

    void set(std::size_t column, std::string_view text) {
        cells_[column] = shortened(text, most_ - 2);
        widths_[column] = std::max(widths_[column], width_of(cells_[column]) + 3);
    }

    // Columns that are open go on with a bar.
    void end_row(std::string label, const std::vector<bool>& open, std::string remark) {
        for (std::size_t column = 0; column < cells_.size(); ++column) {
            if (cells_[column].empty() && open[column])
                cells_[column] = "|";
        }
        rows_.push_back(
            {std::move(label), std::exchange(cells_, std::vector<std::string>(cells_.size())), std::move(remark)});
    }

    std::string text() const {
        const std::size_t margin = rows_.back().label.size();
        std::string lines;
        for (const row& each : rows_) {
            std::string line =
                "  " + std::string(margin - std::min(margin, width_of(each.label)), ' ') + each.label + "  ";
            for (std::size_t column = 0; column < each.cells.size(); ++column)
                line += padded(each.cells[column], widths_[column]);
            lines += trimmed(line + each.remark) + "\n";
        }
        return lines;
    }

private:
    struct row {
        std::string label;
        std::vector<std::string> cells;
        std::string remark;
    };

    std::size_t most_; // the width of a column at most
    std::vector<std::string> cells_;
    std::vector<std::size_t> widths_;
    std::vector<row> rows_;
};

} // namespace

std::string table(const std::vector<shown_call>& calls, std::int64_t until, std::uint32_t marked, std::size_t most) {
    const std::vector<event> events = last_events(calls, until, most);
    if (events.empty())
        return {};
    const std::int64_t since = events.front().when;
    const auto columns = columns_of(calls, since, until);
    page shown(columns.size());
    std::vector<bool> open(columns.size(), false);
    for (const auto& [process, column] : columns)
        shown.set(column, "process " + std::to_string(process));
    shown.end_row("", open, "");
    bool any_open = false;
    for (const shown_call& each : calls) {
        if (each.called >= since || each.returned < since || each.returned == never)
            continue;
        open[columns.at(each.process)] = any_open = true;
        shown.set(columns.at(each.process), each.text);
    }
    if (any_open)
        shown.end_row("…", open, "");
    for (const event& each : events) {
        const shown_call& call = calls[each.call];
        const std::size_t column = columns.at(call.process);
        open[column] = !each.is_return;
        shown.set(column, each.is_return ? "-> " + call.answer : call.text);
        const bool here = each.is_return && each.call == marked;
        shown.end_row(std::to_string(each.when), open, here ? "<-- no order explains this" : "");
    }
    return shown.text();
}

} // namespace heddle::properties::judging
