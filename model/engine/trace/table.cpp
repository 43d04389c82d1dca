// See table.hpp.
#include "engine/trace/table.hpp"

#include "engine/runtime/source_text.hpp"
#include "engine/trace/words.hpp"

#include <algorithm>
#include <filesystem>
#include <map>

namespace heddle::model::trace {

namespace {

constexpr std::size_t number_width = 5;
constexpr std::string_view rule = " | ";
constexpr std::size_t narrowest_column = 20;
constexpr std::size_t narrowest_source = 32;
constexpr std::size_t most_source_lines = 2;
constexpr std::size_t lane_width = 2;
constexpr std::size_t most_lanes = 16;

struct cell_line {
    std::string text;
    bool remarkable = false;
};

struct line_of_source {
    std::string number;
    std::string other_file; // "file.cpp:12" if it is not in the table's main file
    std::string text;
};

struct table_row {
    const row* told;
    std::string text;
    std::string note;
    line_of_source source;
};

std::string padded(std::string text, std::size_t width) {
    const std::size_t used = columns(text);
    return text.append(used < width ? width - used : 0, ' ');
}

std::string aligned_right(const std::string& text, std::size_t width) {
    return std::string(columns(text) < width ? width - columns(text) : 0, ' ') + text;
}

class table {
public:
    explicit table(const story& told) : told_(told) {
        find_main_file();
        for (const row& each : told.rows())
            add_row(each);
        for (const table_row& each : rows_)
            place_width_ = std::max(place_width_, columns(each.source.number));
    }

    void write(marked_text& out) {
        if (choose_widths()) {
            write_header(out);
            for (const table_row& each : rows_)
                write_row(out, each);
        } else {
            write_lanes(out);
        }
    }

private:
    // The one with the most steps.
    void find_main_file() {
        std::map<std::string, std::size_t> steps;
        for (const row& each : told_.rows())
            if (const runtime::frame* const place = runtime::user_frame(told_.calls_of(each)))
                ++steps[place->file];
        const auto fewer = [](const auto& a, const auto& b) { return a.second < b.second; };
        if (!steps.empty())
            main_file_ = std::max_element(steps.begin(), steps.end(), fewer)->first;
    }

    void add_row(const row& each) {
        told_row words = words_of(told_, each);
        rows_.push_back({&each, std::move(words.text), std::move(words.note), source_of(each)});
        if (std::find(threads_.begin(), threads_.end(), each.thread) == threads_.end())
            threads_.push_back(each.thread);
        std::sort(threads_.begin(), threads_.end());
    }

    [[nodiscard]] line_of_source source_of(const row& each) const {
        const runtime::frame* const place = runtime::user_frame(told_.calls_of(each));
        if (place == nullptr || each.folded)
            return {};
        const std::string number = std::to_string(place->line);
        const std::string file = std::filesystem::path(place->file).filename().string();
        return {number, place->file == main_file_ ? "" : file + ":" + number,
                runtime::source_line(place->file, place->line)};
    }

    // The main file, with its folder if there is room.
    [[nodiscard]] std::string source_heading() const {
        if (main_file_.empty())
            return "source";
        return columns(main_file_) <= source_width_ ? main_file_ : shortened(name_of_main_file(), source_width_);
    }

    [[nodiscard]] std::string name_of_main_file() const {
        return std::filesystem::path(main_file_).filename().string();
    }

    // False if the threads do not fit side by side.
    [[nodiscard]] bool choose_widths() {
        source_width_ = std::max(columns("source"), columns(name_of_main_file()));
        for (const core::thread_id thread : threads_)
            widths_.push_back(std::max(columns(name_of_thread(told_, thread)), std::size_t{8}));
        for (const table_row& each : rows_) {
            std::size_t& width = widths_[column_of(each)];
            width = std::max({width, columns(each.text), columns(each.note)});
            source_width_ = std::max(source_width_, place_width_ + 2 + columns(each.source.text));
        }
        const std::size_t fixed = number_width + rule.size() * (widths_.size() + 1);
        while (fixed + source_width_ + sum_of_widths() > table_width) {
            std::size_t& widest = *std::max_element(widths_.begin(), widths_.end());
            const bool source_may = source_width_ > narrowest_source;
            const bool column_may = widest > narrowest_column;
            if (!source_may && !column_may)
                return false;
            --(source_may && (source_width_ > widest + 8 || !column_may) ? source_width_ : widest);
        }
        return true;
    }

    [[nodiscard]] std::size_t sum_of_widths() const {
        std::size_t sum = 0;
        for (const std::size_t width : widths_)
            sum += width;
        return sum;
    }

    [[nodiscard]] std::size_t column_of(const table_row& each) const {
        return static_cast<std::size_t>(std::find(threads_.begin(), threads_.end(), each.told->thread) -
                                        threads_.begin());
    }

    void write_header(marked_text& out) const {
        std::string names = aligned_right("step", number_width);
        std::string line(number_width, '-');
        for (std::size_t i = 0; i < threads_.size(); ++i) {
            names += std::string(rule) + padded(shortened(name_of_thread(told_, threads_[i]), widths_[i]), widths_[i]);
            line += "-+-" + std::string(widths_[i], '-');
        }
        out.add(names + std::string(rule) + source_heading(), emphasis_role::heading);
        out.end_line();
        out.add(line + "-+-" + std::string(source_width_, '-'), emphasis_role::frame);
        out.end_line();
    }

    [[nodiscard]] static std::vector<cell_line> cell(const table_row& each, std::size_t width) {
        std::vector<cell_line> lines;
        for (std::string& line : wrapped(each.text, width))
            lines.push_back({std::move(line), false});
        if (!each.note.empty())
            for (std::string& line : wrapped(each.note, width))
                lines.push_back({std::move(line), true});
        return lines;
    }

    void write_row(marked_text& out, const table_row& each) const {
        const std::size_t own = column_of(each);
        const std::vector<cell_line> lines = cell(each, widths_[own]);
        const std::vector<std::string> source = source_lines(each);
        for (std::size_t i = 0; i < std::max(lines.size(), source.size()); ++i) {
            write_number(out, each, i == 0);
            for (std::size_t column = 0; column < widths_.size(); ++column) {
                out.add(rule, emphasis_role::frame);
                const bool speaks = column == own && i < lines.size();
                if (speaks)
                    write_cell(out, each, lines[i]);
                out << std::string(widths_[column] - (speaks ? columns(lines[i].text) : 0), ' ');
            }
            out.add(rule, emphasis_role::frame);
            out.add(i < source.size() ? source[i] : "", emphasis_role::source);
            out.end_line();
        }
    }

    // The number of the line and its text, which may take two lines; before them the file, if it is another one.
    [[nodiscard]] std::vector<std::string> source_lines(const table_row& each) const {
        if (each.source.number.empty())
            return {};
        const std::size_t width = source_width_ - place_width_ - 2;
        std::vector<std::string> lines = wrapped(each.source.text, width, break_at::code);
        if (lines.size() > most_source_lines) {
            lines.resize(most_source_lines);
            lines.back() = shortened(lines.back() + " ...", width);
        }
        const bool elsewhere = !each.source.other_file.empty();
        for (std::size_t i = 0; i < lines.size(); ++i)
            lines[i].insert(0, aligned_right(i == 0 && !elsewhere ? each.source.number : "", place_width_) + "  ");
        if (elsewhere)
            lines.insert(lines.begin(), shortened(each.source.other_file, source_width_));
        return lines;
    }

    void write_number(marked_text& out, const table_row& each, bool first_line) const {
        const bool marked = each.told->step != nullptr;
        if (!first_line)
            out << std::string(number_width, ' ');
        else if (marked)
            out.add(">" + aligned_right(std::to_string(each.told->number), number_width - 1), emphasis_role::failure);
        else
            out << aligned_right(std::to_string(each.told->number), number_width);
    }

    static void write_cell(marked_text& out, const table_row& each, const cell_line& line) {
        if (line.remarkable)
            out.add(line.text, emphasis_role::remark);
        else if (each.told->step != nullptr)
            out.add(line.text, emphasis_role::failure);
        else
            out << line.text;
    }

    // Many threads: whose step it is by a mark in a lane, then the words.
    void write_lanes(marked_text& out) {
        const bool lanes = threads_.size() <= most_lanes;
        const std::size_t marks = lanes ? threads_.size() * (lane_width + 1) : columns("thread 63");
        source_width_ = std::max(place_width_ + 2, std::size_t{36});
        const std::size_t words = table_width - number_width - marks - source_width_ - 3 * rule.size();
        std::string heading = aligned_right("step", number_width) + std::string(rule);
        for (std::size_t i = 0; lanes && i < threads_.size(); ++i)
            heading += padded(std::to_string(threads_[i]), lane_width + 1);
        heading += lanes ? "" : padded("thread", marks);
        out.add(heading + std::string(rule) + padded("what it does", words) + std::string(rule) + source_heading(),
                emphasis_role::heading);
        out.end_line();
        out.add(std::string(number_width, '-') + "-+-" + std::string(marks, '-') + "-+-" + std::string(words, '-') +
                    "-+-" + std::string(source_width_, '-'),
                emphasis_role::frame);
        out.end_line();
        for (const table_row& each : rows_)
            write_lane_row(out, each, lanes, marks, words);
    }

    void write_lane_row(marked_text& out, const table_row& each, bool lanes, std::size_t marks,
                        std::size_t words) const {
        const std::vector<cell_line> lines = cell(each, words);
        const std::vector<std::string> source = source_lines(each);
        for (std::size_t i = 0; i < std::max(lines.size(), source.size()); ++i) {
            write_number(out, each, i == 0);
            out.add(rule, emphasis_role::frame);
            out << padded(i == 0 ? mark(each, lanes) : "", marks);
            out.add(rule, emphasis_role::frame);
            if (i < lines.size())
                write_cell(out, each, lines[i]);
            out << std::string(words - (i < lines.size() ? columns(lines[i].text) : 0), ' ');
            out.add(rule, emphasis_role::frame);
            out.add(i < source.size() ? source[i] : "", emphasis_role::source);
            out.end_line();
        }
    }

    [[nodiscard]] std::string mark(const table_row& each, bool lanes) const {
        if (!lanes)
            return std::to_string(each.told->thread);
        std::string text;
        for (std::size_t i = 0; i < threads_.size(); ++i)
            text += padded(i == column_of(each) ? std::to_string(threads_[i]) : ".", lane_width + 1);
        return text;
    }

    const story& told_;
    std::string main_file_; // the lines of others are told with their files
    std::vector<table_row> rows_;
    std::vector<core::thread_id> threads_;
    std::vector<std::size_t> widths_; // of the threads' columns
    std::size_t source_width_ = 0;
    std::size_t place_width_ = 0;
};

} // namespace

void write_table(marked_text& out, const story& told) { table(told).write(out); }

} // namespace heddle::model::trace
