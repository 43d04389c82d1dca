// The standard library's own in the words of the contracts.
#pragma once

#include <barrier>
#include <latch>
#include <mutex>
#include <semaphore>
#include <utility>

namespace guests {

using std_counting_semaphore = std::counting_semaphore<>;
using std_latch = std::latch;
using std_barrier = std::barrier<>;

class std_once {
public:
    static constexpr bool retries_after_exceptions = true;
    template <class Function>
    void call(Function&& function) {
        std::call_once(flag_, std::forward<Function>(function));
    }

private:
    std::once_flag flag_;
};

} // namespace guests
