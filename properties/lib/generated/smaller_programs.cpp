#include <functional>

#include <heddle/properties/generated/program.hpp>

namespace heddle::properties {

namespace {

// One call less; from the end, so that what is left is likely to be sound.
void without_a_call(const generated_program& program, const std::function<void(generated_program)>& take) {
    const auto lists = 2 + program.threads.size();
    for (std::size_t which = 0; which < lists; ++which) {
        const auto list = [&](generated_program& in) -> generated_calls& {
            return which == 0 ? in.after : which == 1 ? in.before : in.threads[which - 2];
        };
        generated_program whole = program;
        for (std::size_t at = list(whole).size(); at-- > 0;) {
            generated_program smaller = program;
            list(smaller).erase(list(smaller).begin() + static_cast<std::ptrdiff_t>(at));
            std::erase_if(smaller.threads, [](const generated_calls& each) { return each.empty(); });
            take(std::move(smaller));
        }
    }
}

template <class Program, class Visit>
void for_each_call(Program& program, const Visit& visit) {
    for (auto& each : program.before)
        visit(each);
    for (auto& thread : program.threads) {
        for (auto& each : thread)
            visit(each);
    }
    for (auto& each : program.after)
        visit(each);
}

// Distinct numbers counted anew from 1.
generated_program renumbered(generated_program program, const operation_infos& operations) {
    int next = 0;
    for_each_call(program, [&](generated_call& each) {
        if (operations[each.operation].distinct) {
            for (int& number : each.numbers)
                number = ++next;
        }
    });
    return program;
}

void with_smaller_arguments(const generated_program& program, const operation_infos& operations,
                            const std::function<void(generated_program)>& take) {
    if (generated_program counted = renumbered(program, operations); !(counted == program))
        take(std::move(counted));
    const std::size_t count = count_calls(program);
    for (std::size_t which = 0; which < count; ++which) {
        generated_program smaller = program;
        std::size_t at = 0;
        for_each_call(smaller, [&](generated_call& each) {
            if (at++ != which || operations[each.operation].distinct)
                return;
            for (int& number : each.numbers) {
                if (number > 0) {
                    --number;
                    return;
                }
            }
        });
        if (!(smaller == program))
            take(std::move(smaller));
    }
}

} // namespace

std::vector<generated_program> smaller_programs(const generated_program& program, const operation_infos& operations) {
    std::vector<generated_program> all;
    const auto take = [&](generated_program smaller) { all.push_back(std::move(smaller)); };
    for (std::size_t thread = program.threads.size(); thread-- > 0;) {
        generated_program smaller = program;
        smaller.threads.erase(smaller.threads.begin() + static_cast<std::ptrdiff_t>(thread));
        take(std::move(smaller));
    }
    for (generated_calls generated_program::*list : {&generated_program::after, &generated_program::before}) {
        if ((program.*list).size() > 1) {
            generated_program smaller = program;
            (smaller.*list).clear();
            take(std::move(smaller));
        }
    }
    if (program.threads.size() == 1) { // it need not be a thread's
        generated_program alone = program;
        alone.before.insert(alone.before.end(), program.threads[0].begin(), program.threads[0].end());
        alone.threads.clear();
        take(std::move(alone));
    }
    without_a_call(program, take);
    with_smaller_arguments(program, operations, take);
    return all;
}

} // namespace heddle::properties
