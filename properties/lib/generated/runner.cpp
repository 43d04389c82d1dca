#include "runner.hpp"

#include <algorithm>
#include <numeric>

namespace heddle::properties {

namespace {

// Calls take some ten nanoseconds, and so does it for one thread to hear of another. Half of the calls follow at once
// on what came before; the others dawdle for about as long as that, or longer, and a few let other threads go first.
std::uint16_t drawn_wait(support::random_source& chance) {
    const std::uint64_t kind = chance.below(128);
    if (kind < 64)
        return 0;
    if (kind == 127)
        return let_others_go;
    return static_cast<std::uint16_t>(chance.below(kind < 104 ? 64 : kind < 120 ? 512 : 4096));
}

void make_alone(shift::round& one, std::uint32_t from, std::uint32_t to) {
    for (std::uint32_t call = from; call < to; ++call) {
        one.stamps[call].called.store(stamp_of_call(), std::memory_order_relaxed); // one thread only
        one.object->make(call);
        one.stamps[call].returned.store(stamp_of_return(), std::memory_order_relaxed);
    }
}

std::vector<call_moments> moments_of(const shift::round& one) {
    std::vector<call_moments> all;
    for (const call_stamps& each : one.stamps) {
        call_moments when;
        when.returned = each.returned.load(std::memory_order_acquire); // with the answer; see run_calls
        when.called = each.called.load(std::memory_order_relaxed);
        when.state = when.returned != 0 ? call_state::returned
                     : when.called != 0 ? call_state::stuck
                                        : call_state::not_made;
        all.push_back(when);
    }
    return all;
}

// Small numbers in place of stamps, in the same order.
std::vector<call_moments> counted(std::vector<call_moments> moments) {
    std::vector<std::int64_t> all;
    for (const call_moments& each : moments) {
        all.push_back(each.called);
        all.push_back(each.returned);
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    const auto number = [&](std::int64_t when) { return std::lower_bound(all.begin(), all.end(), when) - all.begin(); };
    for (call_moments& each : moments) {
        each.called = number(each.called);
        each.returned = number(each.returned);
    }
    return moments;
}

// In one thread always; in different ones if it is far enough apart.
judging::precedence order_of(const generated_program& program, const std::vector<call_moments>& moments) {
    judging::precedence pairs = order_in_program(program);
    std::erase_if(pairs, [&](const auto& pair) { return moments[pair.first].state != call_state::returned; });
    const auto first = static_cast<std::uint32_t>(program.before.size());
    const auto last = static_cast<std::uint32_t>(moments.size() - program.after.size());
    for (std::uint32_t earlier = first; earlier < last; ++earlier) {
        for (std::uint32_t later = first; later < last; ++later) {
            if (moments[earlier].state == call_state::returned && moments[later].state != call_state::not_made &&
                moments[earlier].returned + margin_of_stamps() < moments[later].called)
                pairs.emplace_back(earlier, later);
        }
    }
    return pairs;
}

// Whether the calls in the order of their returns, or of their beginnings, are explained; that is nearly always so, and
// quickly seen.
bool plainly_explained(const trial& object, const std::vector<call_moments>& moments) {
    std::vector<std::uint32_t> order(moments.size());
    for (std::int64_t call_moments::*by : {&call_moments::returned, &call_moments::called}) {
        std::iota(order.begin(), order.end(), 0U);
        std::stable_sort(order.begin(), order.end(),
                         [&](std::uint32_t a, std::uint32_t b) { return moments[a].*by < moments[b].*by; });
        if (object.explained_by(order))
            return true;
    }
    return false;
}

} // namespace

std::shared_ptr<shift> program_runner::prepare(const generated_program& program, std::uint64_t rounds) {
    auto work = std::make_shared<shift>(rounds, count_calls(program));
    auto at = static_cast<std::uint32_t>(program.before.size());
    for (const generated_calls& each : program.threads) {
        work->calls_of.emplace_back(at, at + static_cast<std::uint32_t>(each.size()));
        at += static_cast<std::uint32_t>(each.size());
    }
    for (shift::round& one : work->rounds) {
        one.object = pair_.prepare(program);
        make_alone(one, 0, static_cast<std::uint32_t>(program.before.size()));
        for (std::uint16_t& wait : one.waits)
            wait = drawn_wait(chance_);
    }
    return work;
}

std::optional<failed_run> program_runner::judge(const generated_program& program, shift::round& one, bool hangs) {
    ++rounds_;
    const auto calls = static_cast<std::uint32_t>(one.stamps.size());
    if (!hangs) {
        make_alone(one, calls - static_cast<std::uint32_t>(program.after.size()), calls);
        one.object->finish();
        if (const std::string wrong = one.object->complaint(); !wrong.empty())
            return failed_run{wrong + "\n"};
    }
    const std::vector<call_moments> moments = moments_of(one);
    if (!hangs && plainly_explained(*one.object, moments))
        return std::nullopt;
    const bounds limits{.time = std::chrono::seconds(2)};
    const judgement got = one.object->judge(counted(moments), order_of(program, moments), limits);
    unknown_ += got.what == verdict::unknown;
    if (got.what != verdict::violation)
        return std::nullopt;
    return failed_run{got.explanation, hangs};
}

// Only a call that began and did not end hangs; threads that the system did not let run do not.
std::optional<failed_run> program_runner::judge_hang(const generated_program& program, shift& work,
                                                     std::chrono::milliseconds patience) {
    const auto hangs = [](const shift::round& one) {
        const std::vector<call_moments> moments = moments_of(one);
        return std::any_of(moments.begin(), moments.end(),
                           [](const call_moments& each) { return each.state == call_state::stuck; });
    };
    const auto hanging = std::find_if(work.rounds.begin(), work.rounds.end(), hangs);
    if (hanging == work.rounds.end())
        return std::nullopt;
    if (auto failed = judge(program, *hanging, true))
        return failed;
    return failed_run{"The run did not end within " + std::to_string(patience.count()) + " ms.\n", true};
}

std::optional<failed_run> program_runner::run(const generated_program& program, std::uint64_t rounds,
                                              std::chrono::milliseconds patience) {
    const std::shared_ptr<shift> work = prepare(program, rounds);
    if (!program.threads.empty() && !crew_.run(work, patience)) {
        return judge_hang(program, *work, patience);
    }
    std::optional<failed_run> first;
    for (shift::round& one : work->rounds) {
        if (auto failed = judge(program, one, false); failed && !first)
            first = std::move(failed);
    }
    return first;
}

} // namespace heddle::properties
