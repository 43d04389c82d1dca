// The history of a run: which process called what, in which order calls and returns happened, and what was answered,
// in the vocabulary of a specification. A specification is a value type with the operations as members:
//
//     struct counter_spec {
//         int value = 0;
//         int increment() { return ++value; }
//         int read() const { return value; }                  // const: changes nothing
//         friend bool operator==(const counter_spec&, const counter_spec&) = default;
//     };
//     history<counter_spec> seen;
//     const auto a = seen.call<&counter_spec::increment>(0);  // process 0 calls
//     const auto b = seen.call<&counter_spec::read>(1);
//     seen.returned(a, 1);
//     seen.returned(b, 0);
//
// A call without a return is pending: it may have happened or not. Thread-safe for reading only.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include <heddle/properties/judging/call_of.hpp>

namespace heddle::properties {

/// When something happened: any number that grows with time.
using moment = std::int64_t;

/// Names a call that was recorded, to say later how it returned.
template <auto Member>
struct open_call {
    std::uint32_t number; // counted from 0 in the order in which the calls were recorded
};

template <class Spec>
class history {
public:
    using specification = Spec;
    static constexpr moment never = std::numeric_limits<moment>::max();

    struct entry {
        std::unique_ptr<judging::observed_call<Spec>> call;
        std::uint32_t process;
        moment called;
        moment returned = never;
        bool waited_for_ever = false;
    };

    /// `process` calls the member; calls and returns happen in the order in which they are recorded.
    template <auto Member, class... Arguments>
    open_call<Member> call(std::uint32_t process, Arguments&&... arguments) {
        return call_at<Member>(now_ + 1, process, std::forward<Arguments>(arguments)...);
    }

    /// The same with a time stamp of the caller's own. Of events at one moment, calls come before returns.
    template <auto Member, class... Arguments>
    open_call<Member> call_at(moment when, std::uint32_t process, Arguments&&... arguments) {
        using made = judging::call_of<Member>;
        now_ = std::max(now_, when);
        entries_.push_back({std::make_unique<made>(std::forward<Arguments>(arguments)...), process, when});
        return {static_cast<std::uint32_t>(entries_.size() - 1)};
    }

    /// The call returned, with this answer if it has one.
    template <auto Member>
    void returned(open_call<Member> which, typename judging::call_of<Member>::answer_type answer = {}) {
        returned_at(now_ + 1, which, std::move(answer));
    }

    template <auto Member>
    void returned_at(moment when, open_call<Member> which, typename judging::call_of<Member>::answer_type answer = {}) {
        now_ = std::max(now_, when);
        entry& ended = entries_[which.number];
        static_cast<judging::call_of<Member>&>(*ended.call).set_answer(std::move(answer));
        ended.returned = when;
    }

    /// The call had not returned when everything had come to rest: it must be one that the specification says waits.
    template <auto Member>
    void waits_for_ever(open_call<Member> which) {
        entries_[which.number].waited_for_ever = true;
    }

    /// The same for a call that is known by its interface only.
    void enter(std::unique_ptr<judging::observed_call<Spec>> call, std::uint32_t process, moment called,
               moment returned = never, bool waits_for_ever = false) {
        now_ = std::max({now_, called, returned == never ? called : returned});
        entries_.push_back({std::move(call), process, called, returned, waits_for_ever});
    }

    /// The calls in the order in which they were recorded.
    const std::vector<entry>& entries() const { return entries_; }
    std::size_t size() const { return entries_.size(); }

private:
    std::vector<entry> entries_;
    moment now_ = -1;
};

} // namespace heddle::properties
