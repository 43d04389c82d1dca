// See token.hpp. The text is "h1", the model ("r" or "s"), the last thread, and then for each step a letter for the
// kind, the thread and the decision: "h1r2:c0.1,w1.0,r2.3". Numbers are decimal.
#include "engine/core/token.hpp"

#include <charconv>

namespace heddle::model::core {

namespace {

constexpr std::string_view kind_letters = "rwfcjevkt"; // in the order of event_kind

[[nodiscard]] std::uint32_t place_among(const graph& g, event_id write, const std::vector<event_id>& so_far) {
    std::uint32_t place = 0;
    for (const event_id other : so_far)
        if (g.at(other).kind == event_kind::write && g.at(other).location == g.at(write).location &&
            g.at(other).position < g.at(write).position)
            ++place;
    return place;
}

[[nodiscard]] bool take_number(std::string_view& text, std::uint32_t& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return error == std::errc{};
}

[[nodiscard]] bool take_letter(std::string_view& text, char letter) {
    if (text.empty() || text.front() != letter)
        return false;
    text.remove_prefix(1);
    return true;
}

[[nodiscard]] bool take_step(std::string_view& text, token_step& step) {
    if (text.empty())
        return false;
    const std::size_t kind = kind_letters.find(text.front());
    if (kind == std::string_view::npos)
        return false;
    step.kind = static_cast<event_kind>(kind);
    text.remove_prefix(1);
    return take_number(text, step.thread) && take_letter(text, '.') && take_number(text, step.decision);
}

} // namespace

bool may_happen(const graph& g, event_id id, const std::vector<std::uint32_t>& done) {
    const event& e = g.at(id);
    const event_id creator = g.thread(e.thread).creator;
    if (creator != no_event && done[g.at(creator).thread] <= g.at(creator).index)
        return false;
    if ((e.kind == event_kind::read && e.source != initial_write) || e.kind == event_kind::woken)
        return done[g.at(e.source).thread] > g.at(e.source).index;
    return e.kind != event_kind::join || done[e.source] == g.thread(e.source).events.size();
}

std::vector<event_id> causal_order(const graph& g, const std::vector<std::uint32_t>& executed) {
    std::vector<event_id> order;
    std::vector<std::uint32_t> done(g.thread_count(), 0);
    for (bool progress = true; progress;) {
        progress = false;
        for (thread_id t = 0; t < g.thread_count(); ++t)
            while (done[t] < executed[t] && may_happen(g, g.thread(t).events[done[t]], done)) {
                order.push_back(g.thread(t).events[done[t]++]);
                progress = true;
            }
    }
    return order;
}

token describe(const graph& g, const std::vector<event_id>& order, thread_id last_thread, bool sequential) {
    token t;
    t.sequential = sequential;
    t.last_thread = last_thread;
    std::vector<event_id> so_far;
    std::vector<std::uint32_t> step_of(g.size(), 0);
    for (const event_id id : order) {
        const event& e = g.at(id);
        token_step step{e.thread, e.kind, 0};
        if (e.kind == event_kind::read)
            step.decision = e.source == initial_write ? 0 : step_of[e.source] + 1;
        else if (e.kind == event_kind::write && e.exclusive)
            step.decision = g.operands(g.previous(id)).selection;
        else if (e.kind == event_kind::write)
            step.decision = place_among(g, id, so_far);
        else if (e.kind == event_kind::choice)
            step.decision = static_cast<std::uint32_t>(e.value);
        else if (e.kind == event_kind::create || e.kind == event_kind::join)
            step.decision = e.source;
        step_of[id] = static_cast<std::uint32_t>(so_far.size());
        so_far.push_back(id);
        t.steps.push_back(step);
    }
    return t;
}

std::string to_text(const token& t) {
    std::string text = std::string("h1") + (t.sequential ? 's' : 'r') + std::to_string(t.last_thread);
    for (const token_step& step : t.steps) {
        text += text.find(':') == std::string::npos ? ':' : ',';
        text += kind_letters[static_cast<std::size_t>(step.kind)];
        text += std::to_string(step.thread) + "." + std::to_string(step.decision);
    }
    return text;
}

std::optional<token> parse_token(std::string_view text) {
    token t;
    if (!take_letter(text, 'h') || !take_letter(text, '1'))
        return std::nullopt;
    t.sequential = take_letter(text, 's');
    if (!t.sequential && !take_letter(text, 'r'))
        return std::nullopt;
    if (!take_number(text, t.last_thread))
        return std::nullopt;
    for (char separator = ':'; !text.empty(); separator = ',') {
        token_step step;
        if (!take_letter(text, separator) || !take_step(text, step))
            return std::nullopt;
        t.steps.push_back(step);
    }
    return t;
}

} // namespace heddle::model::core
