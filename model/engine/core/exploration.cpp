// The public face: the loop over all executions, and what it reports.
#include "engine/core/estimate.hpp"
#include "engine/core/execution.hpp"
#include "engine/core/fingerprint.hpp"
#include "engine/core/savepoint.hpp"
#include "engine/core/telling.hpp"
#include "engine/core/test_framework.hpp"
#include "engine/core/totals.hpp"
#include "engine/core/workers.hpp"
#include "engine/runtime/body.hpp"
#include "engine/runtime/execution.hpp"

#include <stdexcept>
#include <unordered_set>

#include <nlohmann/json.hpp>

namespace heddle::model {

namespace core {

test_framework* listening_framework = nullptr;

void fail_expectation(const char* file, int line, const char* message) {
    if (active == nullptr || !runtime::in_body())
        return;
    in_body = false;
    active->fail({failure_kind::assertion, message, active->running_id(), nullptr, nullptr,
                  std::string(file == nullptr ? "" : file) + ":" + std::to_string(line)});
}

namespace {

void check_division(const options& how) {
    if (how.shards == 0 || how.shard >= how.shards)
        throw std::runtime_error("a shard is one of 0 to " + std::to_string(how.shards) + " - 1");
    if (how.jobs != 1 && !how.checkpoint.empty())
        throw std::runtime_error("a checkpoint is kept by one process only: leave out either it or the jobs");
    if (how.jobs != 1 && how.self_check)
        throw std::runtime_error(
            "repeated executions are seen by one process only: leave out either jobs or self_check");
}

struct word_hash {
    [[nodiscard]] std::size_t operator()(word value) const {
        return static_cast<std::size_t>(value) ^ static_cast<std::size_t>(value >> 64U);
    }
};

class exploration {
public:
    exploration(std::function<void()> body, const options& how)
        : how_(how), run_(std::move(body), how.memory == memory_model::sc) {
        run_.set_limits(how.max_events, how.execution_time_limit);
        if (how.spurious_wakeups)
            run_.allow_spurious_wakeups();
    }

    [[nodiscard]] result explore() {
        deadline_ = begin_ + how_.time_limit;
        if (how_.time_limit.count() != 0)
            run_.set_deadline(deadline_);
        active = &run_;
        runtime::begin_exploration();
        if (listening_framework != nullptr)
            listening_framework->begin();
        if (how_.replay.empty() && how_.strategy != strategy::exhaustive)
            wander();
        else if (how_.replay.empty())
            explore_all();
        else
            replay();
        run_.stop_recording();
        runtime::end_execution();
        if (listening_framework != nullptr)
            listening_framework->end();
        runtime::end_exploration();
        active = nullptr;
        result_.elapsed = earlier_ + (std::chrono::steady_clock::now() - begin_);
        return std::move(result_);
    }

private:
    void explore_all() {
        try {
            prepare();
            do {
                if (how_.jobs != 1)
                    team_.emplace(how_.jobs);
                explore_part();
                if (is_child_)
                    leave();
            } while (team_ && !gather());
            if (result_.complete && !how_.checkpoint.empty())
                std::remove(how_.checkpoint.c_str());
        } catch (const std::runtime_error& reason) {
            result_.unsupported = reason.what();
        }
    }

    // Goes back to where an earlier process was, and finds out what this one's share is.
    void prepare() {
        check_division(how_);
        saved_at_ = told_at_ = std::chrono::steady_clock::now();
        if (how_.tell_progress)
            expected_ = estimate_runs(run_, 100, std::chrono::milliseconds(100)) / how_.shards;
        std::optional<savepoint> reached;
        if (!how_.checkpoint.empty())
            reached = load(how_.checkpoint, identity_of(how_));
        if (how_.shards > 1 || (reached && reached->tries_everywhere)) {
            run_.expect_trying_everywhere();
            run_.restart();
        }
        if (reached) {
            if (!go_to(run_, reached->path))
                throw std::runtime_error("the program does not lead to where the checkpoint " + how_.checkpoint +
                                         " is");
            result_ = std::move(reached->totals);
            earlier_ = std::chrono::duration<double>(reached->seconds);
            earlier_runs_ = result_.executions + result_.blocked;
            part_ = reached->part;
            goes_on_ = true;
        } else if (how_.shards > 1) {
            part_.level = level_for(run_, how_.shards);
        }
        part_.part = how_.shard;
        part_.parts = how_.shards;
        run_.search().take_only(part_);
    }

    void explore_part() {
        for (bool more = !goes_on_ || run_.search().advance(); more; more = run_.search().advance()) {
            do {
                restarts_ = false;
                if (!run_once() || (!restarts_ && out_of_bounds()))
                    return;
                if (restarts_ && divided_) {
                    anew_ = true;
                    return;
                }
            } while (restarts_);
            keep_place(false);
            tell_progress();
            divide();
        }
        end_well();
    }

    void end_well() {
        result_.complete = !run_.sampled();
        if (run_.sampled())
            result_.incomplete = "only some values of a nondeterministic integer were tried";
    }

    // Writes down how far it came, if that was some time ago.
    void keep_place(bool now) {
        if (how_.checkpoint.empty() || (!now && (result_.executions + result_.blocked) % 64 != 0))
            return;
        const auto time = std::chrono::steady_clock::now();
        if (!now && time - saved_at_ < how_.checkpoint_interval)
            return;
        saved_at_ = time;
        save(how_.checkpoint, {.of = identity_of(how_),
                               .path = run_.search().here().path(),
                               .part = run_.search().taken(),
                               .tries_everywhere = run_.tries_everywhere(),
                               .seconds = std::chrono::duration<double>(earlier_ + (time - begin_)).count(),
                               .totals = result_});
    }

    void tell_progress() {
        const std::uint64_t own = result_.executions + result_.blocked;
        if (!how_.tell_progress || is_child_ || own % 64 != 0)
            return;
        const auto time = std::chrono::steady_clock::now();
        if (time - told_at_ < how_.progress_interval)
            return;
        told_at_ = time;
        how_.tell_progress({.runs = team_ ? team_->runs() : own,
                            .explored = team_ || how_.shards > 1 || how_.strategy != strategy::exhaustive
                                            ? 0
                                            : run_.search().here().explored(),
                            .expected = expected_,
                            .elapsed = earlier_ + (time - begin_)});
    }

    // Leaves the older half of what is left to another process, if one is idle.
    void divide() {
        explorer& search = run_.search();
        const std::uint32_t left = search.ceiling() - search.floor();
        if (!team_ || left < 2 || !team_->wanted())
            return;
        const std::uint32_t border = search.floor() + left / 2;
        switch (team_->split()) {
        case workers::role::alone:
            return;
        case workers::role::parent:
            search.set_floor(border);
            break;
        case workers::role::child:
            search.drop_from(border);
            result_ = {};
            is_child_ = true;
            break;
        }
        divided_ = true;
    }

    [[nodiscard]] bool ends_all() const {
        return anew_ || result_.bug || result_.unsupported || !result_.incomplete.empty();
    }

    [[noreturn]] void leave() {
        if (ends_all())
            team_->end_all();
        nlohmann::json words = to_json(result_);
        words["anew"] = anew_;
        const std::vector<std::uint8_t> bytes = nlohmann::json::to_cbor(words);
        team_->leave({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    }

    // Adds what the others have found. False if something was met that changes the tree: then everything begins anew.
    [[nodiscard]] bool gather() {
        if (ends_all())
            team_->end_all();
        const bool all_heard = team_->gather([&](std::string_view bytes) {
            const nlohmann::json words = nlohmann::json::from_cbor(bytes);
            add(result_, result_from(words));
            anew_ = anew_ || words.at("anew").get<bool>();
        });
        if (!all_heard && !result_.bug && !anew_)
            throw std::runtime_error("a process of the exploration ended without a word");
        if (!anew_)
            return true;
        anew_ = divided_ = false;
        result_ = {};
        run_.expect_trying_everywhere();
        begin_anew_without_checkpoints();
        restarts_ = false;
        return false;
    }

    void wander() {
        constexpr std::uint64_t default_bound = 100'000;
        const std::unique_ptr<walker> chance = make_walker(how_);
        const bool bounded = how_.max_executions != 0 || how_.time_limit.count() != 0;
        const std::uint64_t most = bounded ? how_.max_executions : default_bound;
        run_.wander(*chance);
        run_.expect_trying_everywhere();
        told_at_ = begin_;
        for (std::uint64_t runs = 1;; ++runs) {
            chance->begin_run();
            run_.restart();
            if (!run_once())
                return;
            restarts_ = false;
            tell_progress();
            const bool late =
                how_.time_limit.count() != 0 && runs % 64 == 0 && std::chrono::steady_clock::now() >= deadline_;
            if (late || runs == most)
                break;
        }
        result_.incomplete = "no bug in executions taken by chance";
    }

    void replay() {
        std::optional<token> steps = parse_token(how_.replay);
        if (!steps || steps->sequential != run_.sequential()) {
            result_.unsupported =
                steps ? "the replay token is of the other memory model" : "the replay token is damaged";
            return;
        }
        run_.follow(std::move(*steps));
        while (run_once() && restarts_)
            restarts_ = false;
        if (!result_.bug && !result_.unsupported && result_.incomplete.empty())
            result_.incomplete = "one execution was replayed, and it holds";
    }

    // False if the exploration ends with this execution.
    [[nodiscard]] bool run_once() {
        const run_outcome outcome = run_.run();
        if (run_.is_to_be_repeated(outcome, how_.self_check) && !run_.repeats(outcome)) {
            begin_anew_without_checkpoints();
            return true;
        }
        return judge(outcome);
    }

    [[nodiscard]] bool judge(run_outcome outcome) {
        switch (outcome) {
        case run_outcome::complete:
        case run_outcome::exited:
            return judge_complete(outcome == run_outcome::complete);
        case run_outcome::blocked:
            result_.blocked += run_.search().is_counted() ? 1 : 0;
            return true;
        case run_outcome::restart:
            begin_anew();
            return true;
        case run_outcome::failed:
            ++result_.executions;
            return report(run_.failure());
        case run_outcome::unsupported:
            result_.unsupported = run_.reason();
            return false;
        case run_outcome::gave_up:
            result_.incomplete = run_.reason();
            return false;
        }
        return false;
    }

    [[nodiscard]] bool judge_complete(bool to_the_end) {
        const bool counted = run_.search().is_counted();
        result_.executions += counted ? 1 : 0;
        if (counted && how_.self_check && !seen_.insert(fingerprint(run_.search().current())).second)
            ++result_.duplicates;
        if (counted && !run_.observation().empty())
            ++result_.observations[run_.observation()];
        const std::optional<failure_record> leak = to_the_end ? find_leak() : std::nullopt;
        return leak ? report(*leak) : true;
    }

    void begin_anew_without_checkpoints() {
        run_.always_run_from_beginning();
        result_.from_beginning = true;
        begin_anew();
    }

    void begin_anew() {
        result_.bug.reset();
        result_.executions = result_.blocked = result_.duplicates = 0;
        result_.observations.clear();
        seen_.clear();
        if (how_.shards > 1 || !how_.checkpoint.empty())
            run_.expect_trying_everywhere();
        run_.restart();
        run_.search().take_only({.level = part_.level, .part = part_.part, .parts = part_.parts});
        restarts_ = true;
    }

    [[nodiscard]] bool out_of_bounds() {
        const std::uint64_t runs = team_ ? team_->add_run() : result_.executions + result_.blocked - earlier_runs_;
        if (team_ && runs % 64 == 0 && team_->ended())
            return true;
        if (how_.max_executions != 0 && runs >= how_.max_executions)
            return reached_bound("the bound of " + std::to_string(how_.max_executions) + " executions");
        if (how_.time_limit.count() != 0 && runs % 64 == 0 && std::chrono::steady_clock::now() >= deadline_)
            return reached_bound("the time limit");
        return false;
    }

    // The bound may coincide with the last execution.
    [[nodiscard]] bool reached_bound(const std::string& bound) {
        keep_place(true);
        if (run_.search().advance())
            result_.incomplete = bound + " was reached";
        else
            end_well();
        return true;
    }

    // Answers whether the exploration goes on, because it began anew.
    [[nodiscard]] bool report(const failure_record& record) {
        if (record.kind == failure_kind::nondeterminism && run_.went_back()) {
            begin_anew_without_checkpoints();
            return true;
        }
        if (record.kind == failure_kind::nondeterminism) {
            result_.bug = tell_now(run_, record);
            return false;
        }
        failing_execution shown = note_failure(run_, record);
        std::uint64_t looked_at = 1;
        std::uint64_t alike = 1;
        if (!run_.follows() && how_.strategy == strategy::exhaustive)
            look_for_smaller(shown, looked_at, alike);
        std::optional<failure> told = tell(run_, shown);
        if (!told && run_.went_back()) {
            begin_anew_without_checkpoints();
            return true;
        }
        result_.bug = told ? *told : untold(shown);
        result_.bug->looked_at = looked_at;
        result_.bug->alike = alike;
        return false;
    }

    // Goes on for a while, in search of an execution that fails alike with fewer steps.
    void look_for_smaller(failing_execution& smallest, std::uint64_t& looked_at, std::uint64_t& alike) {
        const auto until = std::chrono::steady_clock::now() + how_.minimise_time;
        while (looked_at <= how_.minimise_executions && std::chrono::steady_clock::now() < until &&
               run_.search().advance()) {
            const run_outcome outcome = run_.run();
            if (outcome == run_outcome::restart || outcome == run_outcome::unsupported ||
                outcome == run_outcome::gave_up)
                return;
            ++looked_at;
            const std::optional<failure_record> failed = failure_of(outcome);
            if (!failed || failed->kind != smallest.kind)
                continue;
            ++alike;
            keep_smaller(run_, *failed, smallest);
        }
    }

    // How a run has failed; in a leak, too.
    [[nodiscard]] std::optional<failure_record> failure_of(run_outcome outcome) {
        if (outcome == run_outcome::failed)
            return run_.failure();
        return outcome == run_outcome::complete ? find_leak() : std::nullopt;
    }

    const options& how_;
    execution run_;
    result result_;
    bool restarts_ = false;
    bool goes_on_ = false; // from a checkpoint
    share part_;
    std::optional<workers> team_;
    bool is_child_ = false;
    bool divided_ = false;
    bool anew_ = false; // all processes have to
    std::uint64_t earlier_runs_ = 0;
    std::chrono::duration<double> earlier_{0};
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
    std::chrono::steady_clock::time_point saved_at_;
    std::chrono::steady_clock::time_point told_at_;
    double expected_ = 0;
    std::chrono::steady_clock::time_point deadline_;
    std::unordered_set<word, word_hash> seen_;
};

} // namespace

} // namespace core

result explore(std::function<void()> body, const options& how) {
    if (core::active != nullptr) {
        result refused;
        refused.unsupported = "explore() inside an exploration";
        return refused;
    }
    return core::exploration(std::move(body), how).explore();
}

void observe(std::string_view what) {
    if (core::active == nullptr || !runtime::in_body())
        return;
    const core::engine_scope scope;
    core::active->observe(what);
}

moment here() {
    if (core::active == nullptr || !runtime::in_body())
        return {};
    const core::engine_scope scope;
    return core::active->here();
}

bool happens_before(const moment& first, const moment& second) {
    if (core::active == nullptr || !runtime::in_body())
        return false;
    const core::engine_scope scope;
    return core::active->happens_before(first, second);
}

std::string_view to_string(failure_kind kind) {
    switch (kind) {
    case failure_kind::data_race:
        return "data-race";
    case failure_kind::assertion:
        return "assertion";
    case failure_kind::deadlock:
        return "deadlock";
    case failure_kind::livelock:
        return "livelock";
    case failure_kind::use_after_free:
        return "use-after-free";
    case failure_kind::double_free:
        return "double-free";
    case failure_kind::leak:
        return "leak";
    case failure_kind::invalid_access:
        return "invalid-access";
    case failure_kind::uncaught_exception:
        return "uncaught-exception";
    case failure_kind::unlock_error:
        return "unlock-error";
    case failure_kind::nondeterminism:
        return "nondeterminism";
    case failure_kind::crash:
        return "crash";
    case failure_kind::timeout:
        return "timeout";
    }
    return "unknown";
}

} // namespace heddle::model
