// Logs of a key-value store: one Clojure map a line, with :process, :type, :f, :key and :value. A get that finds
// nothing answers "" or nil. An operation that :fails did not happen.
#include <limits>

#include "clojure_map.hpp"
#include "histories.hpp"
#include "open_calls.hpp"

namespace heddle::cli::recorded {

namespace {

using properties::history;
using properties::kv_spec;

enum class kv_operation : unsigned char { get, put, append };

struct kv_call : recorded_call {
    kv_operation operation;
    std::string key;
    std::string text;   // what is put or appended
    std::string answer; // of a get
};

std::uint32_t process_of(const lines& source, const operation_map& map) {
    long long process = 0;
    if (!map.process || map.process->is_string || !to_number(map.process->text, process) || process < 0 ||
        process > std::numeric_limits<std::uint32_t>::max())
        source.expected(":process and its number");
    return static_cast<std::uint32_t>(process);
}

kv_operation operation_of(const lines& source, const operation_map& map) {
    const std::string name = map.f ? map.f->text : "";
    if (name == ":get")
        return kv_operation::get;
    if (name == ":put")
        return kv_operation::put;
    if (name == ":append")
        return kv_operation::append;
    source.expected(":f and :get, :put or :append");
}

std::string text_of(const clojure_value& value) { return value.is_nil() ? "" : value.text; }

kv_call invoked(const lines& source, const operation_map& map, kv_operation which) {
    kv_call call;
    call.operation = which;
    if (!map.key)
        source.expected(":key and the key");
    call.key = map.key->text;
    if (which != kv_operation::get) {
        if (!map.value || map.value->is_nil())
            source.expected(":value and the text to " + map.f->text.substr(1));
        call.text = map.value->text;
    }
    return call;
}

void take_line(const lines& source, open_calls<kv_call>& calls) {
    const operation_map map = read_map(source);
    if (map.process && map.process->text == ":nemesis")
        return;
    const std::uint32_t process = process_of(source, map);
    const std::string type = map.type ? map.type->text : "";
    if (type != ":invoke" && type != ":ok" && type != ":fail" && type != ":info")
        source.expected(":type and :invoke, :ok, :fail or :info");
    const kv_operation which = operation_of(source, map);
    if (type == ":invoke") {
        calls.begin(process, invoked(source, map, which));
    } else if (type == ":ok") {
        if (which == kv_operation::get && !map.value)
            source.expected(":value and what the :get answered");
        kv_call& ended = calls.end(process, which, outcome::returned);
        if (which == kv_operation::get)
            ended.answer = text_of(*map.value);
    } else {
        calls.end(process, which, type == ":fail" ? outcome::did_not_happen : outcome::not_known);
    }
}

void record(const kv_call& call, history<kv_spec>& seen) {
    const auto finish = [&](const auto& open, auto answer) {
        if (call.how == outcome::returned)
            seen.returned_at(call.returned, open, std::move(answer));
    };
    if (call.operation == kv_operation::get)
        finish(seen.call_at<&kv_spec::get>(call.called, call.process, call.key), call.answer);
    else if (call.operation == kv_operation::put)
        finish(seen.call_at<&kv_spec::put>(call.called, call.process, call.key, call.text), properties::done{});
    else
        finish(seen.call_at<&kv_spec::append>(call.called, call.process, call.key, call.text), properties::done{});
}

} // namespace

history<kv_spec> read_kv(const std::filesystem::path& file) {
    lines source(file);
    open_calls<kv_call> calls(source);
    while (source.next())
        take_line(source, calls);
    history<kv_spec> seen;
    for (const kv_call& each : calls.calls()) {
        if (each.how != outcome::did_not_happen)
            record(each, seen);
    }
    return seen;
}

} // namespace heddle::cli::recorded
