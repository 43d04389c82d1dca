// See trace.hpp.
#include "engine/trace/trace.hpp"

#include "engine/runtime/source_text.hpp"
#include "engine/trace/reasons.hpp"
#include "engine/trace/table.hpp"

#include <algorithm>

namespace heddle::model::trace {

namespace {

void write_headline(marked_text& out, const core::failure_record& failed) {
    const std::string kind(to_string(failed.kind));
    std::string first = failed.message.substr(0, failed.message.find('\n'));
    std::string rest = failed.message.substr(first.size());
    std::vector<std::string> lines = wrapped(kind + ": " + first, table_width - 2);
    out.add(kind, emphasis_role::failure) << lines.front().substr(kind.size());
    out.end_line();
    for (std::size_t i = 1; i < lines.size(); ++i) {
        out << "  " << lines[i];
        out.end_line();
    }
    if (!rest.empty())
        out << rest.substr(1) << "\n";
}

struct site {
    std::string who;
    std::string place;
    std::string text;
};

// Where the steps are that make the failure, with their source.
void write_sites(marked_text& out, const story& told) {
    std::vector<site> sites;
    std::size_t who = 0;
    std::size_t place = 0;
    for (const row& each : told.rows()) {
        const runtime::frame* const frame = each.step == nullptr ? nullptr : runtime::user_frame(told.calls_of(each));
        if (frame == nullptr)
            continue;
        sites.push_back({"step " + std::to_string(each.number) + ", thread " + std::to_string(each.thread),
                         frame->file + ":" + std::to_string(frame->line),
                         runtime::source_line(frame->file, frame->line)});
        who = std::max(who, columns(sites.back().who));
        place = std::max(place, columns(sites.back().place));
    }
    for (const site& each : sites) {
        out << "  " << each.who << std::string(who - columns(each.who) + 2, ' ');
        out.add(each.place, emphasis_role::failure) << std::string(place - columns(each.place) + 2, ' ');
        const std::size_t used = 6 + who + place;
        out.add(shortened(each.text, used + 20 < table_width ? table_width - used : 20), emphasis_role::source);
        out.end_line();
    }
}

void write_reasons(marked_text& out, const story& told) {
    std::string begin = "\nwhy: ";
    for (const std::string& sentence : reasons(told)) {
        for (const std::string& line : wrapped(sentence, table_width - 5)) {
            out.add(begin, emphasis_role::heading) << line;
            out.end_line();
            begin = "     ";
        }
    }
}

} // namespace

marked_text describe(const story& told) {
    marked_text out;
    write_headline(out, told.failed());
    write_sites(out, told);
    out << "\n";
    write_table(out, told);
    write_reasons(out, told);
    return out;
}

} // namespace heddle::model::trace
