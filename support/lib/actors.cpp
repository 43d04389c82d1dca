#include <heddle/support/actors.hpp>

#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include <heddle/support/start_gate.hpp>
#include <heddle/support/watchdog.hpp>

namespace heddle::support {

void run_actors(int count, const std::function<void(int)>& play) {
    start_gate gate(count);
    std::mutex lock;
    std::exception_ptr first;
    std::vector<std::thread> threads;
    threads.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        threads.emplace_back([&, i] {
            const actor here("actor", i + 1);
            gate.pass();
            try {
                play(i);
            } catch (...) {
                const std::scoped_lock hold(lock);
                if (!first)
                    first = std::current_exception();
            }
        });
    }
    for (std::thread& one : threads)
        one.join();
    if (first)
        std::rethrow_exception(first);
}

} // namespace heddle::support
