// For rounds in which the others would wait for ever if an actor left at the first broken promise: actors remark what
// they find and go on, the judge speaks.
#pragma once

#include <string>
#include <vector>

#include <heddle/support/ensure.hpp>

namespace heddle::stress {

/// One place for each actor, written by it alone.
class remarks {
public:
    explicit remarks(int actors) : first_(static_cast<std::size_t>(actors)) {}

    /// Remembers the first promise to actor `me` that was not kept.
    void expect(int me, bool kept, const char* promise, support::code_place where = support::code_place::current()) {
        if (!kept && !first_[static_cast<std::size_t>(me)].promise)
            first_[static_cast<std::size_t>(me)] = {promise, where};
    }

    /// Throws broken_promise for the first one there is; to be called when all actors are done.
    void ensure_none() const {
        for (const remark& one : first_)
            if (one.promise)
                support::fail(one.promise, one.where);
    }

private:
    struct remark {
        const char* promise = nullptr;
        support::code_place where{};
    };

    std::vector<remark> first_; // by actor
};

} // namespace heddle::stress
