// See checkpoints.hpp; and how a run takes them and goes back to them.
#include "engine/core/checkpoints.hpp"

#include "engine/core/execution.hpp"
#include "engine/runtime/execution.hpp"

#include <bit>

namespace heddle::model::core {

checkpoint& checkpoints::fresh() {
    if (size_ == stack_.size())
        stack_.push_back(std::make_unique<checkpoint>());
    return *stack_[size_];
}

checkpoint* checkpoints::newest_for(const explorer& search) const {
    std::size_t depth = search.depth();
    event_id same = search.changed();
    for (std::size_t i = size_; i-- != 0;) {
        checkpoint& each = *stack_[i];
        if (!has_frame(each, search))
            continue;
        for (; depth > each.depth; --depth)
            same = std::min(same, search.revisited(depth));
        if (each.stamp <= same)
            return &each;
    }
    return nullptr;
}

void checkpoints::prune(const explorer& search) {
    for (; size_ != 0; pop()) {
        const checkpoint& newest = *stack_[size_ - 1];
        if (!has_frame(newest, search))
            continue;
        const bool own = newest.depth == search.depth();
        const event_id useful =
            own ? search.changed() : std::max(search.newest_choice(newest.depth), search.revisited(newest.depth + 1));
        if (newest.stamp <= useful)
            return;
    }
}

bool execution::go_back() {
    checkpoint* const wanted = from_beginning_ ? nullptr : checkpoints_.newest_for(*search_);
    if (checkpoints_.empty() || !runtime::go_to_checkpoint(wanted == nullptr ? nullptr : &wanted->memory)) {
        checkpoints_.clear();
        runtime::begin_execution();
        return false;
    }
    if (from_beginning_)
        return false;
    checkpoints_.prune(*search_);
    if (wanted != nullptr)
        restore(*wanted);
    return wanted != nullptr;
}

void execution::restore(const checkpoint& from) {
    for (thread_id id = 0; id < from.threads.size(); ++id) {
        static_cast<thread_state&>(threads_[id]) = from.threads[id];
        threads_[id].visits.clear();
    }
    for (const auto& [id, visit] : from.visits)
        threads_[id].visits.push_back(visit);
    for (auto id = static_cast<thread_id>(from.threads.size()); id < started_; ++id) {
        threads_[id].wait = wait_kind::absent;
        threads_[id].next = 0;
    }
    started_ = static_cast<thread_id>(from.threads.size());
    live_ = from.live;
    executed_ = last_checkpoint_ = from.stamp;
    running_id_ = from.running;
    running_ = &threads_[running_id_];
    observation_ = from.observation;
    locations_.restore(from.locations);
    refresh_scripts();
    here_again_ = went_back_ = true;
}

// The first executions are all looked at again, then ever fewer of them.
bool execution::is_to_be_repeated(run_outcome outcome, bool often) const {
    constexpr std::uint64_t first = 4;
    constexpr std::uint64_t interval = 512;
    const bool sampled =
        (often && runs_ % 4 == 0) || runs_ <= first || (runs_ & (runs_ - 1)) == 0 || runs_ % interval == 0;
    return resumed_ && sampled && (outcome == run_outcome::complete || outcome == run_outcome::exited);
}

// Runs the same graph from the beginning. What the body did on the way to a checkpoint can be missing if code that is
// not instrumented did it to memory that is neither on a stack nor in the body's heap.
bool execution::repeats(run_outcome outcome) {
    const std::string observed = observation_;
    const bool before = from_beginning_;
    from_beginning_ = true;
    const bool same = run() == outcome && observation_ == observed;
    from_beginning_ = before;
    --runs_;
    return same;
}

void execution::always_run_from_beginning() {
    from_beginning_ = true;
    went_back_ = false;
    steps_.reset();
    stop_recording();
}

// On the host's stack: the running thread waits in remember().
void execution::take_checkpoint() {
    checkpoint& fresh = checkpoints_.fresh();
    if (!runtime::take_checkpoint(fresh.memory, live_))
        return;
    checkpoints_.push();
    last_checkpoint_ = executed_;
    fresh.depth = search_->depth();
    fresh.frame = search_->frame_number(fresh.depth);
    fresh.stamp = executed_;
    fresh.running = running_id_;
    fresh.live = live_;
    fresh.observation = observation_;
    fresh.threads.assign(threads_.begin(), threads_.begin() + started_);
    fresh.visits.clear();
    for (thread_id id = 0; id < started_; ++id)
        for (const spin_visit& each : threads_[id].visits)
            fresh.visits.emplace_back(id, each);
    locations_.save(fresh.locations);
}

// Replaying a few steps costs less than a checkpoint, and how many depends on how much there is to copy. Measured.
std::uint32_t execution::checkpoint_distance() const {
    return 2 + static_cast<std::uint32_t>(std::popcount(live_)) / 3;
}

// Takes a checkpoint, unless there has just been one, and answers false. Whoever goes back to it finds himself here,
// with the answer true.
bool execution::remember() {
    if (steps_ || from_beginning_ || checkpoints_.full() || executed_ < last_checkpoint_ + checkpoint_distance())
        return false;
    here_again_ = false;
    running_->effects = view.effects;
    wants_checkpoint_ = true;
    runtime::switch_to_host();
    if (here_again_)
        resume_view();
    return here_again_;
}

} // namespace heddle::model::core
