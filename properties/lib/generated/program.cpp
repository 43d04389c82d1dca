#include <heddle/properties/generated/trial.hpp>

#include <map>

namespace heddle::properties {

std::vector<program_place> places_of(const generated_program& program) {
    std::vector<program_place> places;
    const auto add = [&](const generated_calls& calls, std::uint32_t process) {
        for (const generated_call& each : calls)
            places.push_back({process, &each});
    };
    add(program.before, 0);
    for (std::size_t i = 0; i < program.threads.size(); ++i)
        add(program.threads[i], static_cast<std::uint32_t>(i + 1));
    add(program.after, 0);
    return places;
}

std::size_t count_calls(const generated_program& program) {
    std::size_t count = program.before.size() + program.after.size();
    for (const generated_calls& each : program.threads)
        count += each.size();
    return count;
}

bool honours_roles(const generated_program& program, const operation_infos& operations) {
    std::map<std::string, std::size_t> holders;
    for (std::size_t thread = 0; thread < program.threads.size(); ++thread) {
        for (const generated_call& each : program.threads[thread]) {
            const std::string& role = operations[each.operation].role;
            if (!role.empty() && holders.try_emplace(role, thread).first->second != thread)
                return false;
        }
    }
    return true;
}

std::string to_string(const generated_calls& calls, const operation_infos& operations) {
    std::string text;
    for (const generated_call& each : calls) {
        text += (text.empty() ? "" : "; ") + operations[each.operation].name + "(";
        for (std::size_t i = 0; i < each.numbers.size(); ++i)
            text += (i == 0 ? "" : ", ") + std::to_string(each.numbers[i]);
        text += ")";
    }
    return text;
}

std::string to_string(const generated_program& program, const operation_infos& operations) {
    std::string text = to_string(program.before, operations);
    if (!program.threads.empty()) {
        text += text.empty() ? "{ " : "; { ";
        for (std::size_t i = 0; i < program.threads.size(); ++i)
            text += (i == 0 ? "" : " | ") + to_string(program.threads[i], operations);
        text += " }";
    }
    if (!program.after.empty())
        text += (text.empty() ? "" : program.threads.empty() ? "; " : " ") + to_string(program.after, operations);
    return text;
}

judging::precedence order_in_program(const generated_program& program) {
    const std::vector<program_place> places = places_of(program);
    const auto first = static_cast<std::uint32_t>(program.before.size());
    const auto after = static_cast<std::uint32_t>(places.size() - program.after.size());
    judging::precedence pairs;
    for (std::uint32_t later = 0; later < places.size(); ++later) {
        for (std::uint32_t earlier = 0; earlier < later; ++earlier) {
            if (earlier < first || later >= after || places[earlier].process == places[later].process)
                pairs.emplace_back(earlier, later);
        }
    }
    return pairs;
}

} // namespace heddle::properties
