// See spinning.hpp.
#include "engine/core/spinning.hpp"

#include "engine/core/execution.hpp"
#include "engine/runtime/dead_slots.hpp"
#include "engine/runtime/fiber.hpp"
#include "engine/runtime/symbols.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>
#include <unordered_map>

heddle::model::core::caller_registers heddle_model_caller;

namespace heddle::model::core {

namespace {

// Member functions of the atomic types only pass their arguments on, so that what else is in their frames means
// nothing.
[[nodiscard]] bool only_passes_on(const void* pc) {
    static std::unordered_map<const void*, bool> known;
    const auto [found, fresh] = known.try_emplace(pc, false);
    if (fresh) {
        constexpr std::array<std::string_view, 5> wrappers{
            "std::atomic<", "std::__atomic_base<", "std::atomic_flag::", "std::__atomic_ref<", "std::atomic_ref<"};
        const std::string& name = runtime::symbolise(pc).back().function;
        const std::string_view plain = std::string_view(name).substr(name.starts_with("bool ") ? 5 : 0);
        found->second = std::any_of(wrappers.begin(), wrappers.end(),
                                    [plain](std::string_view wrapper) { return plain.starts_with(wrapper); }) &&
                        plain.find("::wait") == std::string_view::npos;
    }
    return found->second;
}

[[nodiscard]] std::uintptr_t word_at(std::uintptr_t address) { return *reinterpret_cast<std::uintptr_t*>(address); }

[[nodiscard]] std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) {
    hash = (hash ^ value) * 0x9E3779B97F4A7C15U;
    return hash ^ (hash >> 29U);
}

} // namespace

std::uint32_t site_of(const caller_registers& caller, const void* pc, std::uintptr_t top) {
    if (word_at(caller.rsp) != reinterpret_cast<std::uintptr_t>(pc))
        return 0;
    std::uint64_t hash = mixed(caller.rsp, reinterpret_cast<std::uintptr_t>(pc));
    std::uintptr_t lowest = caller.rsp;
    for (std::uintptr_t frame = caller.rbp; frame > lowest && frame + 16 <= top && frame % 8 == 0;
         frame = word_at(frame)) {
        hash = mixed(hash, word_at(frame + sizeof(void*)));
        lowest = frame;
    }
    return static_cast<std::uint32_t>(hash >> 32U) | 1U;
}

// The frames of the atomic types have frame pointers: where they are not inlined nothing is optimised.
std::uintptr_t stack_of_caller(const caller_registers& caller, const void* pc) {
    std::uintptr_t stack = caller.rsp + sizeof(void*);
    std::uintptr_t frame = caller.rbp;
    while (only_passes_on(pc) && frame >= stack && frame - stack < 4096) {
        stack = frame + 2 * sizeof(void*);
        pc = reinterpret_cast<const void*>(word_at(frame + sizeof(void*)));
        frame = word_at(frame);
    }
    return stack;
}

void digest(const caller_registers& caller, const void* pc, std::uintptr_t stack, std::uintptr_t top,
            const std::vector<runtime::stack_bytes>& atomics, std::uint64_t (&state)[2]) {
    static std::vector<runtime::stack_bytes> dead;
    static std::vector<unsigned char> bytes;
    runtime::find_dead_slots(pc, caller.rbp, stack, top, dead);
    const auto* const begin = reinterpret_cast<const unsigned char*>(stack);
    bytes.assign(begin, begin + (top - stack) / sizeof(std::uint64_t) * sizeof(std::uint64_t));
    for (const runtime::stack_bytes& each : dead)
        std::memset(bytes.data() + (each.begin - stack), 0, each.size);
    for (const runtime::stack_bytes& each : atomics)
        std::memset(bytes.data() + (each.begin - stack), 0xA5, each.size);
    state[0] = mixed(2, stack);
    state[1] = mixed(3, stack);
    const auto add = [&state](std::uint64_t value) {
        state[0] = mixed(state[0], value);
        state[1] = mixed(state[1], ~value);
    };
    for (const std::uintptr_t each : {caller.rbx, caller.rbp, caller.r12, caller.r13, caller.r14, caller.r15})
        add(each);
    for (std::size_t at = 0; at < bytes.size(); at += sizeof(std::uint64_t)) {
        std::uint64_t value = 0;
        std::memcpy(&value, bytes.data() + at, sizeof value);
        add(value);
    }
}

// Did the event change nothing that others could see? A write of the value that was there is none, and a fence only
// orders what would do without.
bool execution::has_no_effect(event_id id) const {
    const event& e = graph_->at(id);
    if (e.kind == event_kind::fence)
        return true;
    const bool access = e.kind == event_kind::read || e.kind == event_kind::write;
    if (!access || e.size == 0 || e.size == queue_size)
        return false;
    if (!e.exclusive)
        return e.kind == event_kind::read;
    const std::vector<event_id>& own = graph_->thread(e.thread).events;
    const std::uint32_t read = e.kind == event_kind::read ? e.index : e.index - 1;
    return graph_->at(own[read]).value == graph_->at(own[read + 1]).value;
}

// The index of the first event after the last one before `next` that had an effect.
std::uint32_t execution::quiet_since(thread_id id, std::uint32_t next) const {
    const std::vector<event_id>& own = graph_->thread(id).events;
    while (next > 0 && has_no_effect(own[next - 1]))
        --next;
    return next;
}

void execution::visit_slowly(std::uintptr_t address, const void* pc) {
    model_thread& self = *running_;
    if (from_beginning_ && replaying() && self.next < self.quiet_from)
        return; // an effect of its own is still to come; not so in all executions that go back to a checkpoint here
    const std::uintptr_t top = runtime::stack_top(running_id_);
    self.site = site_of(heddle_model_caller, pc, top);
    if (!tries_everywhere_ && std::find(loop_sites_.begin(), loop_sites_.end(), self.site) == loop_sites_.end()) {
        if (!replaying() && self.site != 0)
            look_for_loop(self.site);
        return;
    }
    spin_visit now{self.site, self.next, view.effects};
    // Atomic objects on the stack are what others write; the thread knows of them what it has read. Where something
    // else lies now it has other bytes, or it has the same ones for both visits.
    static std::vector<runtime::stack_bytes> atomics;
    atomics.clear();
    const std::uintptr_t stack = stack_of_caller(heddle_model_caller, pc);
    locations_.for_each_settled(stack, top - sizeof(std::uint64_t), [](const location_info& info) {
        atomics.push_back({info.address, info.size});
    });
    digest(heddle_model_caller, pc, stack, top, atomics, now.state);
    const std::uint32_t quiet = quiet_since(running_id_, self.next);
    const auto is_old = [&](const spin_visit& v) { return v.effects != now.effects || v.next < quiet; };
    std::erase_if(self.visits, is_old);
    for (const spin_visit& before : self.visits)
        if (before.same_state(now) && !replaying())
            return spin(before.next, address, pc);
    self.visits.push_back(now);
}

// Has the thread been at this site since its last effect?
void execution::look_for_loop(std::uint32_t site) {
    const std::vector<event_id>& own = graph_->thread(running_id_).events;
    for (std::uint32_t i = quiet_since(running_id_, running_->next); i < running_->next; ++i)
        if (graph_->at(own[i]).site == site) {
            loop_sites_.push_back(site);
            give_up(run_outcome::restart);
        }
}

// The thread's turn since event number `from` was in vain.
void execution::spin(std::uint32_t from, std::uintptr_t address, const void* pc) {
    running_->wait_pc = pc;
    running_->spun_from = from;
    running_->spun_at = address;
    while (!my_step()) // a token may still want others to go on first
        wait(wait_kind::turn, 0);
    wait(wait_kind::spinning, 0);
    running_->visits.clear(); // only a walk by chance comes here: something else can be read now
}

// Can the spinning thread read nothing else any more?
bool execution::spins_for_ever(thread_id id) const {
    const std::vector<event_id>& own = graph_->thread(id).events;
    for (std::uint32_t i = threads_[id].spun_from; i < threads_[id].next; ++i) {
        const event& e = graph_->at(own[i]);
        if (e.kind != event_kind::read)
            continue;
        const event_id newest = graph_->write_at(e.location, graph_->last_place(e.location));
        if (graph_->value_of(newest, e.location) != e.value)
            return false;
    }
    return true;
}

} // namespace heddle::model::core
