// See calls.hpp.
#include "engine/runtime/calls.hpp"

#include <algorithm>
#include <unwind.h>

namespace heddle::model::runtime {

namespace {

_Unwind_Reason_Code note_frame(_Unwind_Context* context, void* calls) {
    static_cast<call_chain*>(calls)->push_back(reinterpret_cast<const void*>(_Unwind_GetIP(context)));
    return _URC_NO_REASON;
}

bool is_engines(const std::string& function) {
    return function.starts_with("heddle::model::core::") || function.starts_with("heddle::model::runtime::") ||
           function.starts_with("heddle::model::hooks::") || function.starts_with("heddle::model::explore(") ||
           function.starts_with("heddle::model::check(") || function.starts_with("__wrap_main");
}

// Calls visit(frame) for the user's frames, innermost first.
template <class Visitor>
void for_each_user_frame(const call_chain& calls, Visitor&& visit) {
    for (const void* const call : calls)
        if (call != nullptr)
            for (const frame& each : symbolise(call))
                if (is_users(each))
                    visit(each);
}

} // namespace

call_chain calls_from(const void* pc) {
    call_chain calls;
    _Unwind_Backtrace(&note_frame, &calls);
    const auto begin = std::find(calls.begin(), calls.end(), pc);
    if (begin == calls.end())
        return {pc};
    calls.erase(calls.begin(), begin);
    return calls;
}

bool is_users(const frame& one) { return !one.in_library && one.line != 0 && !is_engines(one.function); }

const frame* user_frame(const call_chain& calls) {
    const frame* innermost = nullptr;
    for_each_user_frame(calls, [&innermost](const frame& each) {
        if (innermost == nullptr)
            innermost = &each;
    });
    return innermost;
}

std::string user_place(const call_chain& calls) {
    if (const frame* const found = user_frame(calls))
        return found->file + ":" + std::to_string(found->line);
    return calls.empty() || calls.front() == nullptr ? std::string{} : place_of(calls.front());
}

namespace {

// `pop` of `bool my::stack<int>::pop(int&)`.
std::string plain_name(const std::string& function) {
    std::string name;
    int depth = 0; // of template arguments
    for (const char letter : function.substr(0, function.find('('))) {
        depth -= letter == '>' ? 1 : 0;
        if (depth == 0 && letter != '>')
            name += letter;
        depth += letter == '<' ? 1 : 0;
        if (letter == '<')
            name.pop_back();
    }
    return name.substr(name.find_last_of(" :") + 1);
}

} // namespace

std::string outermost_function(const call_chain& calls) {
    std::string name;
    for_each_user_frame(calls, [&name](const frame& each) { name = each.function; });
    if (name.find("lambda") != name.npos || name.find("$_") != name.npos || name.find("operator()") != name.npos)
        return {};
    return plain_name(name);
}

} // namespace heddle::model::runtime
