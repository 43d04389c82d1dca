// See fingerprint.hpp. Threads are known by their creator's name and which of its events created them, events by thread
// and index; the sum over all events is independent of numbering.
#include "engine/core/fingerprint.hpp"

namespace heddle::model::core {

namespace {

constexpr word prime = (word{0x9E3779B97F4A7C15U} << 64U) | 0xF39CC0605CEDC835U;

[[nodiscard]] word mix(word hash, word value) {
    hash = (hash ^ value) * prime;
    return hash ^ (hash >> 61U);
}

[[nodiscard]] word name_of(const graph& g, event_id id);

[[nodiscard]] word name_of_thread(const graph& g, thread_id id) {
    return id == 0 ? word{1} : mix(2, name_of(g, g.thread(id).creator));
}

[[nodiscard]] word name_of(const graph& g, event_id id) {
    if (id == initial_write)
        return 3;
    return mix(name_of_thread(g, g.at(id).thread), g.at(id).index);
}

[[nodiscard]] word hash_of(const graph& g, event_id id) {
    const event& e = g.at(id);
    word hash = mix(name_of(g, id), static_cast<word>(e.kind));
    if (e.kind == event_kind::read)
        hash = mix(mix(hash, name_of(g, e.source)), e.value);
    else if (e.kind == event_kind::write)
        hash = mix(mix(hash, name_of(g, g.write_at(e.location, e.position - 1))), e.value);
    else if (e.kind == event_kind::woken)
        hash = mix(hash, name_of(g, e.source));
    else if (e.kind == event_kind::choice)
        hash = mix(hash, e.value);
    return hash;
}

} // namespace

word fingerprint(const graph& g) {
    word sum = 0;
    for (event_id id = 0; id < g.size(); ++id)
        sum += hash_of(g, id);
    return sum;
}

} // namespace heddle::model::core
