// When std::unordered_map grows: libstdc++'s shared library writes the next limit into the container. The real
// functions are used, after the write has been announced.
#include "engine/runtime/body.hpp"
#include "engine/runtime/memory.hpp"
#include "engine/runtime/real.hpp"

#include <cstddef>
#include <unordered_map>
#include <utility>

namespace runtime = heddle::model::runtime;

namespace {

using policy = std::__detail::_Prime_rehash_policy;

void will_set_limit(const policy* of, const void* pc) {
    if (!runtime::in_body())
        return;
    const runtime::host_scope host;
    runtime::plain_write(const_cast<std::size_t*>(&of->_M_next_resize), sizeof of->_M_next_resize, pc);
}

} // namespace

namespace std::__detail {

std::size_t _Prime_rehash_policy::_M_next_bkt(std::size_t count) const {
    will_set_limit(this, __builtin_return_address(0));
    static auto* const real =
        runtime::real<std::size_t(const policy*, std::size_t)>("_ZNKSt8__detail20_Prime_rehash_policy11_M_next_bktEm");
    return real(this, count);
}

std::pair<bool, std::size_t> _Prime_rehash_policy::_M_need_rehash(std::size_t buckets, std::size_t elements,
                                                                  std::size_t inserted) const {
    will_set_limit(this, __builtin_return_address(0));
    using function = std::pair<bool, std::size_t>(const policy*, std::size_t, std::size_t, std::size_t);
    static auto* const real = runtime::real<function>("_ZNKSt8__detail20_Prime_rehash_policy14_M_need_rehashEmmm");
    return real(this, buckets, elements, inserted);
}

} // namespace std::__detail
