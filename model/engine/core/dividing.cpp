// One exploration by several processes, in shards, or with interruptions; see exploration.hpp.
#include "engine/core/estimate.hpp"
#include "engine/core/exploration.hpp"
#include "engine/core/totals.hpp"

#include <stdexcept>
#include <utility>

#include <nlohmann/json.hpp>

namespace heddle::model::core {

void exploration::check_request() const {
    if (how_.shards == 0 || how_.shard >= how_.shards)
        throw std::runtime_error("a shard is one of 0 to " + std::to_string(how_.shards) + " - 1");
    if (how_.jobs != 1 && how_.self_check)
        throw std::runtime_error(
            "repeated executions are seen by one process only: leave out either jobs or self_check");
    if (preemption_bound_ && how_.strategy != strategy::exhaustive)
        throw std::runtime_error("executions taken by chance have no bound on preemptions: leave out either");
}

// Goes back to where an earlier process was, and finds out what this one's share is.
void exploration::prepare() {
    saved_at_ = told_at_ = std::chrono::steady_clock::now();
    if (how_.tell_progress)
        expected_ = estimate_runs(run_, 100, std::chrono::milliseconds(100)) / how_.shards;
    const std::optional<savepoint> reached = std::exchange(reached_, std::nullopt);
    if (how_.shards > 1 || (reached && reached->tries_everywhere)) {
        run_.expect_trying_everywhere();
        run_.restart();
    }
    if (reached) {
        result_ = reached->work.totals;
        result_.complete = false;
        open_ = reached->work.open;
        earlier_ = std::chrono::duration<double>(reached->seconds);
        earlier_runs_ = result_.executions + result_.blocked;
        part_.level = reached->level;
        goes_on_ = true;
    } else if (how_.shards > 1) {
        part_.level = level_for(run_, how_.shards);
    }
    part_.part = how_.shard;
    part_.parts = how_.shards;
    run_.search().take_only(part_);
}

// With a checkpoint a division is more work, since all that was observed is written down.
void exploration::assemble() {
    constexpr std::chrono::milliseconds seldom{50};
    constexpr std::chrono::milliseconds often{5};
    team_.emplace(how_.jobs, how_.checkpoint.empty() ? often : seldom);
    if (!how_.checkpoint.empty())
        places_.emplace();
}

// Goes to what an earlier process has left.
void exploration::enter(const region& where) {
    result_.cut = result_.cut || run_.search().is_cut();
    if (!go_to(run_, where))
        throw std::runtime_error("the program does not lead to where the checkpoint " + how_.checkpoint + " is");
    run_.search().take_only(part_);
}

// What this process has still to explore when the present run has been, and has found.
part_of_work exploration::what_is_left() {
    explorer& search = run_.search();
    result_.cut = result_.cut || search.is_cut();
    part_of_work mine;
    mine.open = open_;
    mine.open.push_back({search.here().path(), search.floor(), search.ceiling()});
    mine.totals = result_;
    mine.totals.complete = true; // what has been explored so far
    mine.totals.incomplete.clear();
    return mine;
}

void exploration::write_down(part_of_work work) {
    const auto time = std::chrono::steady_clock::now();
    save(how_.checkpoint, {.of = identity_of(how_),
                           .work = std::move(work),
                           .level = part_.level,
                           .tries_everywhere = run_.tries_everywhere(),
                           .preemption_bound = preemption_bound_.value_or(0),
                           .seconds = std::chrono::duration<double>(earlier_ + (time - begin_)).count()});
}

// Writes down how far it came, if that was some time ago.
void exploration::keep_place(bool now) {
    if (how_.checkpoint.empty() || (!now && runs_ % 64 != 0))
        return;
    const auto time = std::chrono::steady_clock::now();
    if (!now && time - saved_at_ < how_.checkpoint_interval)
        return;
    saved_at_ = time;
    if (!places_)
        return write_down(what_is_left());
    places_->put(what_is_left());
    if (!team_->is_orphaned() && (now || team_->claim(how_.checkpoint_interval)))
        places_->read([this](part_of_work&& all) { write_down(std::move(all)); });
}

// Leaves the older half of what is left to another process, if one is idle.
void exploration::divide() {
    explorer& search = run_.search();
    const std::uint32_t left = search.ceiling() - search.floor();
    if (!team_ || left < 2 || !team_->wanted())
        return;
    const std::uint32_t border = search.floor() + left / 2;
    part_of_work whole;
    if (places_) {
        whole = what_is_left();
        part_of_work mine = whole;
        part_of_work childs;
        childs.open.push_back(mine.open.back());
        mine.open.back().floor = childs.open.back().ceiling = border;
        places_->give(mine, childs);
    }
    switch (team_->split()) {
    case workers::role::alone:
        if (places_)
            places_->take_back(whole);
        return;
    case workers::role::parent:
        search.set_floor(border);
        break;
    case workers::role::child:
        search.drop_from(border);
        result_ = {};
        open_.clear();
        is_child_ = true;
        if (places_)
            places_->begin_as_child();
        break;
    }
    divided_ = true;
}

bool exploration::ends_all() const {
    return anew_ || result_.bug || result_.unsupported || !result_.incomplete.empty();
}

void exploration::leave() {
    if (ends_all())
        team_->end_all();
    if (places_ && result_.complete)
        places_->end(result_);
    nlohmann::json words = to_json(result_);
    words["anew"] = anew_;
    const std::vector<std::uint8_t> bytes = nlohmann::json::to_cbor(words);
    team_->leave({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

// Adds what the others have found. False if something was met that changes the tree: then everything begins anew.
bool exploration::gather() {
    if (ends_all())
        team_->end_all();
    if (places_ && result_.complete)
        places_->end(result_);
    const bool all_heard = team_->gather([&](std::string_view bytes) {
        const nlohmann::json words = nlohmann::json::from_cbor(bytes);
        add(result_, result_from(words));
        anew_ = anew_ || words.at("anew").get<bool>();
    });
    divided_ = false;
    earlier_team_runs_ += team_->runs();
    if (!all_heard && !result_.bug && !anew_)
        throw std::runtime_error("a process of the exploration ended without a word");
    if (!anew_) {
        if (places_ && !result_.complete && !result_.bug)
            places_->read([this](part_of_work&& all) { write_down(std::move(all)); });
        return true;
    }
    anew_ = goes_on_ = false;
    result_ = {};
    run_.expect_trying_everywhere();
    begin_anew_without_checkpoints();
    restarts_ = false;
    return false;
}

} // namespace heddle::model::core
