// Which litmus programs make sense.
#include "litmus/program.hpp"

#include <set>

namespace heddle::model::litmus {

bool reads(const operation& op) { return op.kind != operation_kind::store && op.kind != operation_kind::fence; }

bool order_allowed(operation_kind kind, std::memory_order order) {
    switch (kind) {
    case operation_kind::load:
        return failure_order_allowed(order);
    case operation_kind::store:
        return order == std::memory_order_relaxed || order == std::memory_order_release ||
               order == std::memory_order_seq_cst;
    case operation_kind::fence: // a relaxed fence is legal C++ and nothing at all
        return order != std::memory_order_relaxed;
    case operation_kind::fetch_add:
    case operation_kind::exchange:
    case operation_kind::compare_exchange:
        return true;
    }
    return false;
}

bool failure_order_allowed(std::memory_order order) {
    return order != std::memory_order_release && order != std::memory_order_acq_rel;
}

namespace {

// Checks one thread; `owner` maps each register seen so far to the thread that reads into it.
class thread_checker {
public:
    thread_checker(const std::map<std::string, int>& locations, std::map<std::string, std::size_t>& owner,
                   std::size_t thread)
        : locations_(locations), owner_(owner), thread_(thread) {}

    std::optional<std::string> check(const operation& op) {
        if (!order_allowed(op.kind, op.order) || !failure_order_allowed(op.failure_order))
            return "an operation has an order that C++ does not allow for it";
        if ((op.kind == operation_kind::fence) != op.location.empty())
            return "all operations but fences name a location";
        if (auto problem = check_uses(op.value))
            return problem;
        if (auto problem = check_uses(op.expected))
            return problem;
        return check_result(op);
    }

private:
    std::optional<std::string> check_uses(const expression& e) const {
        for (const auto& name : e.registers)
            if (!known_.contains(name))
                return "register '" + name + "' is used before its thread reads into it";
        return std::nullopt;
    }

    std::optional<std::string> check_result(const operation& op) {
        if (op.result.empty())
            return std::nullopt;
        if (!reads(op))
            return "register '" + op.result + "' cannot receive anything: the operation does not read";
        if (locations_.contains(op.result))
            return "'" + op.result + "' is both a register and a location";
        if (owner_.try_emplace(op.result, thread_).first->second != thread_)
            return "register '" + op.result + "' is read into by two threads";
        known_.insert(op.result);
        return std::nullopt;
    }

    const std::map<std::string, int>& locations_;
    std::map<std::string, std::size_t>& owner_;
    std::size_t thread_;
    std::set<std::string> known_ = {};
};

} // namespace

std::optional<std::string> check_program(const program& code) {
    const auto locations = initial_memory(code);
    std::map<std::string, std::size_t> owner;
    for (std::size_t thread = 0; thread < code.threads.size(); ++thread) {
        thread_checker checker(locations, owner, thread);
        for (const auto& op : code.threads[thread])
            if (auto problem = checker.check(op))
                return problem;
    }
    return std::nullopt;
}

std::map<std::string, int> initial_memory(const program& code) {
    auto memory = code.initial;
    for (const auto& thread : code.threads)
        for (const auto& op : thread)
            if (op.kind != operation_kind::fence)
                memory.try_emplace(op.location, 0);
    return memory;
}

} // namespace heddle::model::litmus
