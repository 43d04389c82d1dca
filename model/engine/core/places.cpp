// See places.hpp.
#include "engine/core/places.hpp"

#include "engine/runtime/symbols.hpp"

namespace heddle::model::core {

std::string user_place(const call_chain& calls) {
    for (std::size_t i = calls.size(); i-- > 0;)
        for (const runtime::frame& frame : runtime::symbolise(calls[i]))
            if (!frame.in_library && frame.line != 0)
                return frame.file + ":" + std::to_string(frame.line);
    return calls.empty() ? std::string{} : runtime::place_of(calls.back());
}

} // namespace heddle::model::core
