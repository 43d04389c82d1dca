// Logs of one register as Jepsen writes them. The columns behind "jepsen.util - ": process, :invoke, :ok, :fail or
// :info, operation, value. An operation that :fails did not happen; a cas that fails with its values read another
// value. Lines of other loggers and of the nemesis are passed over.
#include <algorithm>
#include <limits>

#include "histories.hpp"
#include "open_calls.hpp"

namespace heddle::cli::recorded {

namespace {

using properties::history;
using properties::register_spec;
using value = std::optional<long long>;

enum class register_operation : unsigned char { read, write, cas };

struct register_call : recorded_call {
    register_operation operation;
    value first;         // what is written, or what a cas expects
    value second;        // what a cas writes
    value answer;        // of a read
    bool success = true; // of a cas
};

void skip(std::string_view& text, std::string_view letters, std::size_t most) {
    text.remove_prefix(std::min(std::min(text.find_first_not_of(letters), text.size()), most));
}

// What comes behind "jepsen.util - "; nothing for a line of another logger.
std::optional<std::string_view> message_of(const lines& source) {
    const std::string_view line = source.line();
    constexpr std::string_view logger = "jepsen.util";
    if (const auto at = line.find(logger); at != std::string_view::npos) {
        std::string_view message = line.substr(at + logger.size());
        skip(message, " \t", message.size());
        skip(message, "-:", 1);
        skip(message, " \t", message.size());
        return message;
    }
    std::string_view rest = line;
    long long process = 0;
    if (to_number(take_word(rest), process) && take_word(rest).substr(0, 1) == ":")
        return line;
    for (const std::string_view level : {"INFO", "WARN", "ERROR", "DEBUG", "TRACE", "FATAL"}) {
        if (line.find(level) != std::string_view::npos && line.find(" - ") != std::string_view::npos)
            return std::nullopt;
    }
    source.expected("INFO jepsen.util - PROCESS TYPE OPERATION VALUE");
}

value take_value(const lines& source, std::string_view& text) {
    const std::string_view word = take_word(text);
    long long number = 0;
    if (word == "nil")
        return std::nullopt;
    if (!to_number(word, number))
        source.expected("nil or a whole number as the value");
    return number;
}

// [from to]; spaces within the brackets make no difference.
void take_pair(const lines& source, std::string_view& text, register_call& call) {
    const auto open = text.find('['), close = text.find(']');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open ||
        text.substr(0, open).find_first_not_of(" \t") != std::string_view::npos)
        source.expected("[FROM TO] as the value of a cas");
    std::string_view inside = text.substr(open + 1, close - open - 1);
    text.remove_prefix(close + 1);
    call.first = take_value(source, inside);
    call.second = take_value(source, inside);
    if (!take_word(inside).empty())
        source.expected("[FROM TO] as the value of a cas");
}

register_operation operation_of(const lines& source, std::string_view word) {
    if (word == ":read")
        return register_operation::read;
    if (word == ":write")
        return register_operation::write;
    if (word == ":cas")
        return register_operation::cas;
    source.expected("the operation :read, :write or :cas");
}

void invoke(const lines& source, std::uint32_t process, register_operation which, std::string_view text,
            open_calls<register_call>& calls) {
    register_call call;
    call.operation = which;
    if (which == register_operation::write)
        call.first = take_value(source, text);
    else if (which == register_operation::cas)
        take_pair(source, text, call);
    calls.begin(process, call);
}

void ok(const lines& source, std::uint32_t process, register_operation which, std::string_view text,
        open_calls<register_call>& calls) {
    register_call& call = calls.end(process, which, outcome::returned);
    if (which == register_operation::read)
        call.answer = take_value(source, text);
}

// A read that failed returned nothing. That a cas failed with its values, not with an error, is an answer.
void fail(std::uint32_t process, register_operation which, std::string_view text, open_calls<register_call>& calls) {
    const bool is_answer = which == register_operation::cas && text.find('[') != std::string_view::npos &&
                           text.find(':') == std::string_view::npos;
    calls.end(process, which, is_answer ? outcome::returned : outcome::did_not_happen).success = false;
}

void take_line(const lines& source, open_calls<register_call>& calls) {
    const auto message = message_of(source);
    if (!message || message->substr(0, 1) == ":")
        return;
    std::string_view text = *message;
    long long process = 0;
    if (!to_number(take_word(text), process) || process < 0 || process > std::numeric_limits<std::uint32_t>::max())
        source.expected("the number of a process");
    const auto who = static_cast<std::uint32_t>(process);
    const std::string_view type = take_word(text);
    if (type != ":invoke" && type != ":ok" && type != ":fail" && type != ":info")
        source.expected(":invoke, :ok, :fail or :info after the process");
    const register_operation which = operation_of(source, take_word(text));
    if (type == ":invoke")
        invoke(source, who, which, text, calls);
    else if (type == ":ok")
        ok(source, who, which, text, calls);
    else if (type == ":fail")
        fail(who, which, text, calls);
    else
        calls.end(who, which, outcome::not_known);
}

void record(const register_call& call, history<register_spec>& seen) {
    const auto finish = [&](const auto& open, auto answer) {
        if (call.how == outcome::returned)
            seen.returned_at(call.returned, open, answer);
    };
    if (call.operation == register_operation::read)
        finish(seen.call_at<&register_spec::read>(call.called, call.process), call.answer);
    else if (call.operation == register_operation::write)
        finish(seen.call_at<&register_spec::write>(call.called, call.process, call.first), properties::done{});
    else
        finish(seen.call_at<&register_spec::cas>(call.called, call.process, call.first, call.second), call.success);
}

} // namespace

history<register_spec> read_register(const std::filesystem::path& file) {
    lines source(file);
    open_calls<register_call> calls(source);
    while (source.next())
        take_line(source, calls);
    history<register_spec> seen;
    for (const register_call& each : calls.calls()) {
        if (each.how != outcome::did_not_happen)
            record(each, seen);
    }
    return seen;
}

} // namespace heddle::cli::recorded
