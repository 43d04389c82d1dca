// Random small histories: calls on a real object, which take effect when they are made or when they return, and now and
// then a wrong answer.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <utility>

#include <heddle/properties/call.hpp>
#include <heddle/properties/history.hpp>

namespace heddle::properties {

inline done wrong(done answer, int) { return answer; }
inline bool wrong(bool answer, int) { return !answer; }
inline int wrong(int answer, int luck) { return answer + 1 - 2 * (luck % 2); }
inline std::string wrong(std::string answer, int luck) { return luck % 2 != 0 ? answer + "1" : ""; }
template <class T>
std::optional<T> wrong(std::optional<T>, int luck) {
    return luck % 3 == 0 ? std::nullopt : std::optional<T>(luck % 3);
}

/// Ends an open call, with a wrong answer if asked; false if it would wait.
using finish = std::function<bool(bool lie)>;

template <class Spec>
class run {
public:
    /// With a coarse clock several events get the same moment.
    explicit run(unsigned seed) : luck_(seed), coarseness_(seed % 2 == 0 ? 1 : 3) {}

    template <auto Member, class... Arguments>
    finish call(std::uint32_t process, Arguments... arguments) {
        using made = judging::call_of<Member>;
        const auto open = seen_.template call_at<Member>(now_++ / coarseness_, process, arguments...);
        const auto act = [=, this] { return act_on<Member>(real_, arguments...); };
        std::optional<typename made::answer_type> early;
        if (luck_() % 2 == 0)
            early = act();
        return [=, this](bool lie) {
            const auto answer = early ? early : act();
            if (answer)
                seen_.returned_at(now_++ / coarseness_, open,
                                  lie ? wrong(*answer, static_cast<int>(luck_() % 100)) : *answer);
            else if (luck_() % 2 == 0)
                seen_.waits_for_ever(open);
            return answer.has_value();
        };
    }

    history<Spec>& seen() { return seen_; }
    std::mt19937& luck() { return luck_; }

private:
    // nullopt if it would wait.
    template <auto Member, class... Arguments>
    static std::optional<typename judging::call_of<Member>::answer_type> act_on(Spec& real, Arguments... arguments) {
        using result = typename judging::member<decltype(Member)>::result;
        if constexpr (std::is_void_v<result>) {
            (real.*Member)(arguments...);
            return done{};
        } else if constexpr (requires(result got) { got.would_wait(); }) {
            const auto got = (real.*Member)(arguments...);
            return got.would_wait() ? std::nullopt : std::optional(got.answer());
        } else {
            return std::optional<typename judging::call_of<Member>::answer_type>((real.*Member)(arguments...));
        }
    }

    Spec real_;
    history<Spec> seen_;
    std::mt19937 luck_;
    moment coarseness_; // events at one moment
    moment now_ = 0;
};

/// Begins the operation with this number.
template <class Spec>
using begin_call = std::function<finish(run<Spec>&, std::uint32_t process, std::size_t operation, int argument)>;

/// Each step of `script` lets one of three processes go on: begin an operation, or end it.
template <class Spec>
void play(run<Spec>& on, const calls& script, std::size_t operations, const begin_call<Spec>& begin) {
    std::map<std::uint32_t, finish> open;
    std::map<std::uint32_t, bool> stuck;
    for (const auto& [which, argument] : script) {
        const auto process = static_cast<std::uint32_t>(which / operations);
        if (stuck[process])
            continue;
        if (const auto found = open.find(process); found != open.end()) {
            if (on.luck()() % 8 != 0) // else nobody learns how it ends
                stuck[process] = !found->second(on.luck()() % 8 == 0);
            open.erase(found);
        } else if (on.seen().size() < 7) {
            open[process] = begin(on, process, which % operations, argument);
        }
    }
}

} // namespace heddle::properties
