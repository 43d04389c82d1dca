// See places.hpp.
#include "engine/core/places.hpp"

#include "engine/runtime/symbols.hpp"

#include <algorithm>
#include <unwind.h>

namespace heddle::model::core {

namespace {

_Unwind_Reason_Code note_frame(_Unwind_Context* context, void* calls) {
    static_cast<call_chain*>(calls)->push_back(reinterpret_cast<const void*>(_Unwind_GetIP(context)));
    return _URC_NO_REASON;
}

[[nodiscard]] bool is_users(const runtime::frame& frame) {
    return !frame.in_library && frame.line != 0 && !frame.function.starts_with("heddle::model::core::") &&
           !frame.function.starts_with("heddle::model::runtime::") &&
           !frame.function.starts_with("heddle::model::hooks::");
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

std::string user_place(const call_chain& calls) {
    for (const void* const call : calls)
        if (call != nullptr)
            for (const runtime::frame& frame : runtime::symbolise(call))
                if (is_users(frame))
                    return frame.file + ":" + std::to_string(frame.line);
    return calls.empty() || calls.front() == nullptr ? std::string{} : runtime::place_of(calls.front());
}

} // namespace heddle::model::core
