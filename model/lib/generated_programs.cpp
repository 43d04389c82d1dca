#include <heddle/model/generated_programs.hpp>

#include <algorithm>
#include <cstdlib>
#include <numeric>

#include <gtest/gtest.h>

namespace heddle::model {

namespace {

using properties::call_moments;
using properties::call_state;
using properties::generated_calls;
using properties::generated_program;
using properties::tested_pair;

// The moments at which each call of a program began and ended.
class calls_seen {
public:
    explicit calls_seen(std::size_t count) : began_(count), ended_(count) {}

    void make(properties::trial& object, std::uint32_t from, std::uint32_t to) {
        for (std::uint32_t call = from; call < to; ++call) {
            began_[call] = here();
            object.make(call);
            ended_[call] = here();
        }
    }

    // Whether all that `first` did happens before `second` began. Of a call that did nothing that others can see, only
    // what its thread did later tells.
    [[nodiscard]] bool is_before(std::uint32_t first, std::uint32_t second) const {
        moment end = ended_[first];
        end.events += ended_[first].events == began_[first].events;
        return end.thread != began_[second].thread && happens_before(end, began_[second]);
    }

    [[nodiscard]] std::vector<call_moments> moments() const {
        std::vector<call_moments> all;
        for (std::size_t call = 0; call < began_.size(); ++call)
            all.push_back({call_state::returned, began_[call].step, ended_[call].step});
        return all;
    }

    // In the order in which the engine ran their ends.
    [[nodiscard]] std::vector<std::uint32_t> order() const {
        std::vector<std::uint32_t> all(ended_.size());
        std::iota(all.begin(), all.end(), 0U);
        std::stable_sort(all.begin(), all.end(),
                         [&](std::uint32_t a, std::uint32_t b) { return ended_[a].step < ended_[b].step; });
        return all;
    }

private:
    std::vector<moment> began_; // by call; each written by the thread that makes it
    std::vector<moment> ended_;
};

properties::judging::precedence order_of(const generated_program& program, const calls_seen& seen) {
    properties::judging::precedence pairs = properties::order_in_program(program);
    const auto first = static_cast<std::uint32_t>(program.before.size());
    const auto after = static_cast<std::uint32_t>(properties::count_calls(program) - program.after.size());
    for (std::uint32_t earlier = first; earlier < after; ++earlier) {
        for (std::uint32_t later = first; later < after; ++later) {
            if (seen.is_before(earlier, later))
                pairs.emplace_back(earlier, later);
        }
    }
    return pairs;
}

// Empty if all is well. Judged within bounds of memory only: a body must not depend on time.
std::string what_is_wrong(const generated_program& program, properties::trial& object, const calls_seen& seen) {
    if (std::string wrong = object.complaint(); !wrong.empty())
        return wrong;
    if (object.explained_by(seen.order()))
        return {};
    const properties::judgement got = object.judge(seen.moments(), order_of(program, seen), {});
    return got.what == properties::verdict::holds ? std::string() : got.explanation + got.reason;
}

std::vector<std::uint32_t> first_calls(const generated_program& program) {
    std::vector<std::uint32_t> all = {static_cast<std::uint32_t>(program.before.size())};
    for (const generated_calls& each : program.threads)
        all.push_back(all.back() + static_cast<std::uint32_t>(each.size()));
    return all;
}

} // namespace

void run_generated(const tested_pair& pair, const generated_program& program) {
    const auto object = pair.prepare(program);
    calls_seen seen(properties::count_calls(program));
    const std::vector<std::uint32_t> first = first_calls(program);
    seen.make(*object, 0, first.front());
    on_model_threads(program.threads.size(), [&](std::size_t me) { seen.make(*object, first[me], first[me + 1]); });
    seen.make(*object, first.back(), static_cast<std::uint32_t>(properties::count_calls(program)));
    object->finish();
    if (const std::string wrong = what_is_wrong(program, *object, seen); !wrong.empty())
        ADD_FAILURE() << wrong;
}

result explore_generated(const tested_pair& pair, const generated_program& program, const options& how) {
    return explore([&] { run_generated(pair, program); }, how);
}

generated_program shrunk_by_exploring(const tested_pair& pair, generated_program program, const options& how) {
    options quickly = how; // nobody will see these executions
    quickly.minimise_executions = 0;
    const auto fails = [&](const generated_program& smaller) {
        return properties::may_be_run(smaller, pair) && explore_generated(pair, smaller, quickly).bug.has_value();
    };
    for (;;) {
        const auto smaller = properties::smaller_programs(program, pair.operations());
        const auto found = std::find_if(smaller.begin(), smaller.end(), fails);
        if (found == smaller.end())
            return program;
        program = *found;
    }
}

programs_of_size generated_programs(const tested_pair& pair) {
    return [&pair](program_size size) {
        std::vector<generated_program> programs;
        if (const char* const only = std::getenv("HEDDLE_PROGRAM"))
            programs.push_back(properties::parse_program(only, pair.operations()));
        else
            programs = properties::programs_of_size(pair, static_cast<std::size_t>(size.threads),
                                                    static_cast<std::size_t>(size.operations));
        std::vector<small_program> all;
        for (generated_program& each : programs) {
            std::string text = properties::in_lines(each, pair);
            all.push_back({std::move(text), [&pair, program = std::move(each)] { run_generated(pair, program); }});
        }
        return all;
    };
}

} // namespace heddle::model
