// See picture.hpp. Of modification order and from-read only the edges to the next write are drawn; the others follow.
#include "engine/trace/picture.hpp"

#include "engine/trace/words.hpp"

#include <map>

namespace heddle::model::trace {

using core::event;
using core::event_id;
using core::event_kind;

namespace {

std::string in_quotes(std::string_view text) {
    std::string safe = "\"";
    for (const char letter : text) {
        if (letter == '"' || letter == '\\')
            safe += '\\';
        safe += letter;
    }
    return safe + "\"";
}

std::string node(const row& one) { return "step" + std::to_string(one.number); }

class painter {
public:
    explicit painter(const story& told) : told_(told), graph_(told.graph()) {}

    [[nodiscard]] std::string paint() {
        text_ = "digraph execution {\n"
                "  label=" +
                in_quotes(std::string(to_string(told_.failed().kind)) + ": " + told_.failed().message) +
                ";\n  labelloc=t;\n  node [shape=box, fontname=\"monospace\"];\n";
        for (core::thread_id thread = 0; thread < graph_.thread_count(); ++thread)
            add_thread(thread);
        for (const row& each : told_.rows())
            for (const event_id id : each.events)
                add_edges(id);
        return text_ + "}\n";
    }

private:
    void add_thread(core::thread_id thread) {
        const row* before = nullptr;
        for (const row& each : told_.rows()) {
            if (each.thread != thread)
                continue;
            if (before == nullptr)
                text_ += "  subgraph cluster_" + std::to_string(thread) +
                         " {\n    label=" + in_quotes(name_of_thread(told_, thread)) + ";\n";
            text_ += "    " + node(each) +
                     " [label=" + in_quotes(std::to_string(each.number) + ": " + words_of(told_, each).text) +
                     (each.step != nullptr ? ", color=red, penwidth=2" : "") + "];\n";
            if (before != nullptr)
                text_ += "    " + node(*before) + " -> " + node(each) + ";\n";
            before = &each;
        }
        if (before != nullptr)
            text_ += "  }\n";
    }

    // Between different steps only, and each edge once.
    void add_edge(unsigned from, unsigned to, std::string_view name, std::string_view style) {
        if (from == 0 || to == 0 || from == to || !drawn_.try_emplace({from, to, std::string(name)}).second)
            return;
        text_ += "  step" + std::to_string(from) + " -> step" + std::to_string(to) + " [label=" + std::string(name) +
                 ", " + std::string(style) + "];\n";
    }

    void add_edges(event_id id) {
        const event& e = graph_.at(id);
        const unsigned here = told_.number_of(id);
        if (e.kind == event_kind::create)
            for (const row& each : told_.rows())
                if (each.thread == e.source) {
                    add_edge(here, each.number, "starts", "color=gray");
                    break;
                }
        if (e.kind != event_kind::read && e.kind != event_kind::write)
            return;
        if (e.kind == event_kind::read && e.source != core::initial_write)
            add_edge(told_.number_of(e.source), here, "rf", "color=green4, constraint=false");
        const std::int32_t place = graph_.place(id);
        if (place < 0 ? graph_.last_place(e.location) < 0 : place >= graph_.last_place(e.location))
            return;
        const unsigned next = told_.number_of(graph_.write_at(e.location, place + 1));
        if (e.kind == event_kind::write)
            add_edge(here, next, "mo", "color=blue, style=dashed, constraint=false");
        else
            add_edge(here, next, "fr", "color=orange3, style=dashed, constraint=false");
    }

    const story& told_;
    const core::graph& graph_;
    std::string text_;
    std::map<std::tuple<unsigned, unsigned, std::string>, int> drawn_;
};

} // namespace

std::string picture(const story& told) { return painter(told).paint(); }

} // namespace heddle::model::trace
