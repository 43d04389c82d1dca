// A state of an execution's memory to which one can go back instead of running the body again: pictures of the stacks,
// of the libraries' thread-local variables and of the heap, which are copied whole because code that is not
// instrumented writes them too; and logs of what the race detector and the rollback knew, which are too large to copy.
// A log reaches from a checkpoint to the one it was taken after (its base), so checkpoints form a tree, and going from
// one to another undoes rounds up to where they part and redoes others from there.
//
// Engine mode, on the host's stack, while every thread of the execution is suspended.
#pragma once

#include "engine/runtime/picture.hpp"
#include "engine/runtime/rollback.hpp"
#include "engine/runtime/shadow.hpp"

#include <cstdint>

namespace heddle::model::runtime {

// Outlives the execution.
struct checkpoint {
    checkpoint* base = nullptr; // null: the beginning of the execution
    unsigned level = 0;         // how many checkpoints before it
    cell_log cells;
    undo_log bytes;
    picture memory;
    std::uint64_t threads = 0; // that were alive, as bits
    std::uint64_t ended_threads = 0;
    std::size_t size = 0; // in bytes, all in all
};

// Makes `fresh`, whose buffers are used again, the present state. `threads` are alive, as bits. Answers false, and the
// checkpoint is none, if the state is too large or has parts that are not in it: registered destructors, values of
// keys, blocks of the host's that were freed, races' memory beyond what cells hold.
[[nodiscard]] bool take_checkpoint(checkpoint& fresh, std::uint64_t threads);

// Goes to a checkpoint of this execution; null: to its beginning, where no thread exists. Answers false if that is
// impossible; then all checkpoints are lost, and begin_execution() is to follow.
[[nodiscard]] bool go_to_checkpoint(checkpoint* wanted);

} // namespace heddle::model::runtime
