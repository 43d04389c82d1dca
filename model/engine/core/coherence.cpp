// See coherence.hpp.
#include "engine/core/coherence.hpp"

namespace heddle::model::core {

std::int32_t coherence_bound(const graph& g, location_id where, const tick* past) {
    const graph_location& l = g.location(where);
    std::int32_t bound = g.last_place(where);
    for (; bound >= 0; --bound) {
        const event& write = g.at(l.order[static_cast<std::size_t>(bound)]);
        if (write.index < past[write.thread])
            break;
    }
    const std::int32_t last = g.last_place(where);
    for (std::size_t i = l.reads.size(); i-- > 0 && bound < last;) {
        const event& read = g.at(l.reads[i]);
        if (read.index < past[read.thread])
            bound = std::max(bound, g.source_place(read));
    }
    return bound;
}

} // namespace heddle::model::core
