#include <heddle/properties/judging/judgement.hpp>

#include <algorithm>

namespace heddle::properties::judging {

namespace {

constexpr std::uint64_t little = 4096; // configurations that each part gets at first
constexpr std::uint64_t growth = 32;   // how many times more the next time
constexpr std::uint64_t enough = std::uint64_t{1} << 40;

class jury {
public:
    using judge_one = std::function<finding(const part&)>;
    using tell_of = std::function<account(const part&, const finding&)>;

    jury(std::vector<part>& parts, const judge_one& judge) : judge_(judge) {
        for (part& one : parts)
            open_.push_back(&one);
    }

    // Judges what is undecided. After a violation only a shorter one is of interest.
    void round(std::uint64_t effort) {
        std::vector<part*> still_open;
        for (part* const one : open_) {
            one->asked.effort = effort;
            one->asked.until = worst_.until == never ? never : worst_.until - 1;
            finding found = judge_(*one);
            configurations_ += found.configurations;
            if (found.what == verdict::violation) {
                guilty_ = one;
                worst_ = std::move(found);
            } else if (found.what == verdict::holds) {
                holds_ = one;
                last_ = std::move(found);
            } else if (found.reason.empty()) {
                still_open.push_back(one);
            } else {
                given_up_ = one;
                reason_ = found.reason;
            }
        }
        open_ = std::move(still_open);
    }

    bool has_found_violation() const { return guilty_ != nullptr; }
    bool has_open_parts() const { return !open_.empty(); }

    judgement result(const tell_of& tell) const {
        judgement all;
        if (guilty_) {
            all = report(verdict::violation, *guilty_, worst_);
            all.shortest = worst_.shortest && open_.empty() && !given_up_;
            all.explanation = explain(worst_, tell(*guilty_, worst_));
        } else if (given_up_) {
            all.what = verdict::unknown;
            all.reason = reason_;
            all.part = given_up_->name;
        } else if (holds_) {
            all = report(verdict::holds, *holds_, last_);
        }
        all.configurations = configurations_;
        return all;
    }

private:
    static judgement report(verdict what, const part& of, const finding& found) {
        judgement all;
        all.what = what;
        all.part = of.name;
        for (const std::uint32_t number : found.order)
            all.order.push_back(of.members[number]);
        all.culprit = found.culprit == none ? none : of.members[found.culprit];
        all.until = found.until;
        return all;
    }

    const judge_one& judge_;
    std::vector<part*> open_;        // not decided yet
    const part* guilty_ = nullptr;   // the part with the shortest violation so far
    finding worst_;                  // that violation
    const part* holds_ = nullptr;    // the last part that holds
    finding last_;                   // what was found about it
    const part* given_up_ = nullptr; // a part that more effort does not decide
    std::string reason_;             // why
    std::uint64_t configurations_ = 0;
};

} // namespace

judgement judge_parts(std::vector<part> parts, const bounds& limits, const jury::judge_one& judge,
                      const jury::tell_of& tell) {
    const auto deadline = deadline_of(limits);
    for (part& one : parts) {
        one.asked.deadline = deadline;
        one.asked.memory = limits.memory;
    }
    jury all(parts, judge);
    std::uint64_t effort = little;
    for (;; effort *= growth) {
        all.round(parts.size() == 1 || effort > enough ? 0 : effort);
        if (all.has_found_violation() || !all.has_open_parts())
            break;
    }
    if (all.has_found_violation() && all.has_open_parts())
        all.round(effort);
    return all.result(tell);
}

} // namespace heddle::properties::judging
