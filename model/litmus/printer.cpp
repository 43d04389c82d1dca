// Prints litmus programs in the notation of notation.hpp.
#include "litmus/notation.hpp"

namespace heddle::model::litmus {

std::string_view order_name(std::memory_order order) {
    switch (order) {
    case std::memory_order_relaxed:
        return "rlx";
    case std::memory_order_consume:
        return "con";
    case std::memory_order_acquire:
        return "acq";
    case std::memory_order_release:
        return "rel";
    case std::memory_order_acq_rel:
        return "ar";
    case std::memory_order_seq_cst:
        return "sc";
    }
    return "?";
}

namespace {

std::string print(const expression& e) {
    std::string text;
    for (const auto& name : e.registers)
        text += (text.empty() ? "" : "+") + name;
    if (text.empty())
        return std::to_string(e.constant);
    if (e.constant > 0)
        text += "+";
    if (e.constant != 0)
        text += std::to_string(e.constant);
    return text;
}

} // namespace

std::string print(const operation& op) {
    const auto order = std::string(order_name(op.order));
    const auto target = order + " " + op.location;
    const auto result = op.result.empty() ? std::string() : op.result + "=";
    switch (op.kind) {
    case operation_kind::store:
        return "W" + target + " " + print(op.value);
    case operation_kind::load:
        return result + "R" + target;
    case operation_kind::fetch_add:
        return result + "U" + target + " +" + print(op.value);
    case operation_kind::exchange:
        return result + "X" + target + " " + print(op.value);
    case operation_kind::fence:
        return "F" + order;
    case operation_kind::compare_exchange:
        break;
    }
    const auto failure =
        op.failure_order == std::memory_order_relaxed ? std::string() : "/" + std::string(order_name(op.failure_order));
    return result + "C" + order + failure + " " + op.location + " " + print(op.expected) + "->" + print(op.value);
}

std::string print(const program& code) {
    std::string text;
    for (const auto& [location, value] : code.initial)
        text += (text.empty() ? "{" : ", ") + location + "=" + std::to_string(value);
    if (!text.empty())
        text += "} ";
    for (std::size_t thread = 0; thread < code.threads.size(); ++thread) {
        if (thread > 0)
            text += " || ";
        for (std::size_t i = 0; i < code.threads[thread].size(); ++i)
            text += (i == 0 ? "" : "; ") + print(code.threads[thread][i]);
    }
    return text;
}

} // namespace heddle::model::litmus
