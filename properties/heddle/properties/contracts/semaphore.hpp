// heddle::contracts::semaphore: acquire(), release() and, if the type has it, try_acquire(), beginning with one permit.
#pragma once

#include <cstddef>
#include <string_view>

#include <heddle/contract.hpp>
#include <heddle/properties/judging/member.hpp>
#include <heddle/properties/waits.hpp>
#include <heddle/support/fits/semaphore.hpp>

namespace heddle::contracts {

/// A semaphore that holds at most `Most` permits.
template <std::ptrdiff_t Most>
struct semaphore_spec {
    std::ptrdiff_t permits = 1;

    properties::or_waits<void> acquire() {
        if (permits == 0)
            return properties::waits;
        --permits;
        return {};
    }
    void release() { ++permits; }
    bool may_release() const { return permits < Most; }
    bool try_acquire() {
        if (permits == 0)
            return false;
        --permits;
        return true;
    }

    // As the standard allows: it may be refused for no reason.
    bool could_answer(properties::called<&semaphore_spec::try_acquire>, bool accepted) {
        return !accepted || try_acquire();
    }

    friend bool operator==(const semaphore_spec&, const semaphore_spec&) = default;
};

template <class Semaphore>
class semaphore_subject {
public:
    void acquire() { made_->acquire(); }
    void release() { made_->release(); }
    bool try_acquire() {
        if constexpr (support::has_try_acquire<Semaphore>)
            return made_->try_acquire();
        else
            return false;
    }

private:
    std::unique_ptr<Semaphore> made_ = support::make_semaphore<Semaphore>(1);
};

struct semaphore {
    static constexpr std::string_view name = "semaphore";
    template <class T>
    using specification = semaphore_spec<support::most_permits<T>()>;
    template <class T>
    using subject = semaphore_subject<T>;

    HEDDLE_CONTRACT_OPERATIONS(acquire, release, try_acquire);
};

} // namespace heddle::contracts
