// The relation operators, against their definitions element by element.
#include "litmus/relation.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace heddle::model::litmus {
namespace {

constexpr std::size_t size = 5;

relation arbitrary_relation() {
    const auto pairs = *rc::gen::container<std::vector<bool>>(size * size, rc::gen::element(false, false, true));
    return relation::of(size, [&](std::size_t a, std::size_t b) { return pairs[a * size + b]; });
}

// Whether b can be reached from a in one or more steps, by trying all paths of up to `steps` steps.
bool reaches(const relation& r, std::size_t a, std::size_t b, std::size_t steps) {
    if (r.has(a, b))
        return true;
    for (std::size_t via = 0; steps > 1 && via < size; ++via)
        if (r.has(a, via) && reaches(r, via, b, steps - 1))
            return true;
    return false;
}

RC_GTEST_PROP(LitmusRelation, OperatorsMeanWhatThePapersMean, ()) {
    const auto r = arbitrary_relation(), s = arbitrary_relation();
    const auto composed = sequence(r, s);
    for (std::size_t a = 0; a < size; ++a)
        for (std::size_t b = 0; b < size; ++b) {
            bool through = false;
            for (std::size_t via = 0; via < size; ++via)
                through |= r.has(a, via) && s.has(via, b);
            RC_ASSERT(composed.has(a, b) == through);
            RC_ASSERT((r | s).has(a, b) == (r.has(a, b) || s.has(a, b)));
            RC_ASSERT((r & s).has(a, b) == (r.has(a, b) && s.has(a, b)));
            RC_ASSERT((r - s).has(a, b) == (r.has(a, b) && !s.has(a, b)));
            RC_ASSERT(inverse(r).has(a, b) == r.has(b, a));
            RC_ASSERT(optional(r).has(a, b) == (a == b || r.has(a, b)));
            RC_ASSERT(transitive(r).has(a, b) == reaches(r, a, b, size));
            RC_ASSERT(closure(r).has(a, b) == (a == b || reaches(r, a, b, size)));
        }
}

RC_GTEST_PROP(LitmusRelation, AcyclicMeansThatNothingReachesItself, ()) {
    const auto r = arbitrary_relation();
    bool cycle = false;
    for (std::size_t a = 0; a < size; ++a)
        cycle |= reaches(r, a, a, size);
    RC_ASSERT(acyclic(r) == !cycle);
    RC_ASSERT(r.empty() == (r == relation(size)));
}

} // namespace
} // namespace heddle::model::litmus
