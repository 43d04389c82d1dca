// See checkpoint.hpp.
#include "engine/runtime/checkpoint.hpp"

#include "engine/runtime/fiber.hpp"
#include "engine/runtime/thread_exit.hpp"
#include "engine/runtime/world.hpp"

#include <bit>
#include <utility>

namespace heddle::model::runtime {

namespace {

// Copying more than this takes longer than most bodies take to run again.
constexpr std::size_t picture_limit = 64 * kibibyte;

template <class Visitor>
void for_each_fiber(std::uint64_t threads, Visitor&& visit) {
    for (; threads != 0; threads &= threads - 1)
        visit(*fiber_of(static_cast<std::uint32_t>(std::countr_zero(threads))));
}

std::size_t stack_in_use(const fiber& suspended) noexcept {
    return stack_top(suspended.thread) - suspended.stack_pointer;
}

std::size_t picture_size(std::uint64_t threads) noexcept {
    std::size_t size = world.blocks.picture_size();
    for_each_fiber(threads, [&size](const fiber& each) {
        size += 2 * sizeof(std::uintptr_t) + stack_in_use(each) + each.block.picture_size();
    });
    return size;
}

void draw(std::uint64_t threads, pen to) {
    world.blocks.draw(to);
    for_each_fiber(threads, [&to](const fiber& each) {
        to.put(each.stack_pointer);
        to.put(each.body_stack);
        to.put_words(reinterpret_cast<const void*>(each.stack_pointer), stack_in_use(each));
        each.block.draw(to);
    });
}

void put_back(std::uint64_t threads, picture_reader from) {
    world.blocks.restore(from);
    for_each_fiber(threads, [&from](fiber& each) {
        from.get(each.stack_pointer);
        from.get(each.body_stack);
        from.get_words(reinterpret_cast<void*>(each.stack_pointer), stack_in_use(each));
        each.block.restore(from);
    });
}

unsigned level_of(const checkpoint* one) noexcept { return one == nullptr ? 0 : one->level; }

void undo(checkpoint& round) noexcept {
    world.memory.exchange(round.cells);
    rollback::undo(round.bytes);
}

void redo_after(const checkpoint* common, checkpoint* wanted) noexcept {
    if (wanted == common)
        return;
    redo_after(common, wanted->base);
    world.memory.exchange(wanted->cells);
    rollback::redo(wanted->bytes);
}

// From the state at world.latest to that at `wanted`, as far as it is in the logs.
void travel_to(checkpoint* wanted) noexcept {
    checkpoint* here = world.latest;
    const checkpoint* common = wanted;
    while (here != common) {
        if (level_of(here) >= level_of(common)) {
            undo(*here);
            here = here->base;
        } else {
            common = common->base;
        }
    }
    redo_after(common, wanted);
    world.latest = wanted;
}

} // namespace

bool take_checkpoint(checkpoint& fresh, std::uint64_t threads) {
    if (!world.foreign_frees.empty() || has_exit_handlers())
        return false;
    const std::size_t size = picture_size(threads);
    if (size > picture_limit || !world.memory.begin_round(fresh.cells))
        return false;
    world.undo.begin_log(fresh.bytes);
    draw(threads, pen(fresh.memory.prepare(size)));
    fresh.base = world.latest;
    fresh.level = level_of(fresh.base) + 1;
    fresh.threads = threads;
    fresh.ended_threads = world.ended_threads;
    fresh.size = size + fresh.cells.size() * cell_log::entry_size + fresh.bytes.size() * sizeof(saved_bytes);
    world.latest = &fresh;
    return true;
}

bool go_to_checkpoint(checkpoint* wanted) {
    if (!world.memory.undo_round())
        return false;
    world.undo.restore();
    travel_to(wanted);
    world.foreign_frees.clear();
    forget_exit_handlers();
    if (wanted == nullptr) {
        world.blocks.reset();
        world.ended_threads = 0;
    } else {
        put_back(wanted->threads, picture_reader(wanted->memory.bytes()));
        world.ended_threads = wanted->ended_threads;
    }
    return true;
}

} // namespace heddle::model::runtime
