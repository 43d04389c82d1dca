#include "generated.hpp"

#include <functional>
#include <random>
#include <vector>

namespace heddle::bench {

namespace {

using properties::history;
using properties::register_spec;

// One client's open call: what takes effect, then what returns.
struct step {
    std::function<void()> effect;
    std::function<void()> end;
};

// Lets clients begin calls, lets these take effect, and lets them return, at random.
void run(size of, const std::function<step(std::uint32_t client, std::mt19937& luck)>& begin) {
    std::mt19937 luck(7);
    std::vector<step> open(of.clients);
    std::size_t begun = 0;
    for (std::size_t returned = 0; returned < of.operations;) {
        const auto client = static_cast<std::uint32_t>(luck() % of.clients);
        step& next = open[client];
        if (next.effect) {
            std::exchange(next.effect, nullptr)();
        } else if (next.end) {
            std::exchange(next.end, nullptr)();
            ++returned;
        } else if (begun < of.operations) {
            next = begin(client, luck);
            ++begun;
        }
    }
}

void run_register(size of, history<register_spec>& seen, register_spec& real) {
    run(of, [&](std::uint32_t client, std::mt19937& luck) -> step {
        if (luck() % 2 == 0) {
            const auto open = seen.call<&register_spec::read>(client);
            const auto answer = std::make_shared<std::optional<long long>>();
            return {[&real, answer] { *answer = real.read(); },
                    [&seen, open, answer] { seen.returned(open, *answer); }};
        }
        const auto value = static_cast<long long>(luck() % 10);
        const auto open = seen.call<&register_spec::write>(client, value);
        return {[&real, value] { real.write(value); }, [&seen, open] { seen.returned(open); }};
    });
}

} // namespace

history<register_spec> easy(size of) {
    history<register_spec> seen;
    register_spec real;
    run_register(of, seen, real);
    return seen;
}

history<register_spec> violating(size of) {
    history<register_spec> seen;
    register_spec real;
    run_register({of.operations - of.operations / 10 - 1, of.clients}, seen, real);
    seen.returned(seen.call<&register_spec::read>(of.clients), -1);
    run_register({of.operations / 10, of.clients}, seen, real);
    return seen;
}

history<queue_spec> hard(size of) {
    history<queue_spec> seen;
    queue_spec real;
    int next = 0;
    run(of, [&](std::uint32_t client, std::mt19937& luck) -> step {
        if (luck() % 4 < (real.items.size() > 3 ? 3u : 2u)) { // short, or nobody can tell for long
            const auto open = seen.call<&queue_spec::pop>(client);
            const auto answer = std::make_shared<std::optional<int>>();
            return {[&real, answer] { *answer = real.pop(); }, [&seen, open, answer] { seen.returned(open, *answer); }};
        }
        const int item = next++;
        const auto open = seen.call<&queue_spec::push>(client, item);
        return {[&real, item] { real.push(item); }, [&seen, open] { seen.returned(open); }};
    });
    return seen;
}

} // namespace heddle::bench
