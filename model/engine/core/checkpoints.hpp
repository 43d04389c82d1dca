// The states of runs to which later runs can go back, instead of running the body from the beginning: each was taken
// just before an event was added, so it is good for every graph that has the same events before that one. They form a
// stack beside the search's frames: those of a frame's own graphs on top of those of the frame that it revisits from.
#pragma once

#include "engine/core/explorer.hpp"
#include "engine/core/locations.hpp"
#include "engine/core/model_thread.hpp"
#include "engine/runtime/checkpoint.hpp"
#include "engine/runtime/region.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace heddle::model::core {

struct checkpoint {
    std::size_t depth = 0;   // of the frame whose graph it was,
    std::uint64_t frame = 0; // and its number
    event_id stamp = 0;      // the event that was to be added, and how many had been executed
    thread_id running = 0;
    std::uint64_t live = 0;
    std::string observation;
    std::vector<thread_state> threads;
    std::vector<std::pair<thread_id, spin_visit>> visits;
    std::vector<saved_location> locations;
    runtime::checkpoint memory;
};

class checkpoints {
public:
    [[nodiscard]] bool empty() const { return size_ == 0; }
    [[nodiscard]] bool full() const { return bytes_ > limit; }
    void clear() { size_ = bytes_ = 0; }

    // A checkpoint to be filled, and then put on top of the stack.
    [[nodiscard]] checkpoint& fresh();
    void push() { bytes_ += stack_[size_++]->memory.size; }

    // The newest that is good for the current graph, or null.
    [[nodiscard]] checkpoint* newest_for(const explorer& search) const;
    // Drops those that will never be good again. Not before having gone to another one.
    void prune(const explorer& search);

private:
    static constexpr std::size_t limit = 128 * runtime::mebibyte;

    void pop() { bytes_ -= stack_[--size_]->memory.size; }
    [[nodiscard]] static bool has_frame(const checkpoint& one, const explorer& search) {
        return one.depth <= search.depth() && one.frame == search.frame_number(one.depth);
    }

    std::vector<std::unique_ptr<checkpoint>> stack_; // with buffers to be used again on top
    std::size_t size_ = 0;
    std::size_t bytes_ = 0;
};

} // namespace heddle::model::core
