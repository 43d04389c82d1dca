#include <algorithm>

#include <heddle/properties/generated/trial.hpp>

namespace heddle::properties {

namespace {

// Each operation with each choice of its arguments.
generated_calls all_calls(const operation_infos& operations) {
    generated_calls all;
    for (std::size_t which = 0; which < operations.size(); ++which) {
        const operation_info& what = operations[which];
        const std::size_t choices = what.distinct ? 1 : std::size_t{1} << std::min<std::size_t>(what.arguments, 8);
        for (std::size_t choice = 0; choice < choices; ++choice) {
            generated_call one{which, {}};
            for (std::size_t i = 0; i < what.arguments; ++i)
                one.numbers.push_back(1 + static_cast<int>(choice >> i & 1));
            all.push_back(std::move(one));
        }
    }
    return all;
}

// All sequences of up to `most` calls, the short ones first.
std::vector<generated_calls> all_sequences(const generated_calls& calls, std::size_t most) {
    std::vector<generated_calls> all = {{}};
    for (std::size_t from = 0, length = 0; length < most; ++length) {
        const std::size_t to = all.size();
        for (; from < to; ++from) {
            for (const generated_call& next : calls) {
                generated_calls longer = all[from];
                longer.push_back(next);
                all.push_back(std::move(longer));
            }
        }
    }
    return all;
}

class enumeration {
public:
    enumeration(const tested_pair& pair, std::size_t threads, std::size_t calls)
        : pair_(pair), calls_(all_calls(pair.operations())), size_(calls), chosen_(threads, 1),
          sequences_(all_sequences(calls_, calls)), before_(all_sequences(calls_, calls_.size() <= 3 ? 2 : 1)) {}

    std::vector<generated_program> all() {
        do
            add();
        while (advance());
        std::stable_sort(found_.begin(), found_.end(), [](const generated_program& a, const generated_program& b) {
            return count_calls(a) - a.after.size() < count_calls(b) - b.after.size();
        });
        return std::move(found_);
    }

private:
    // The next choice of a sequence for each thread, in ascending order; 0 is the empty one.
    bool advance() {
        for (std::size_t at = chosen_.size(); at-- > 0;) {
            if (++chosen_[at] < sequences_.size()) {
                std::fill(chosen_.begin() + static_cast<std::ptrdiff_t>(at), chosen_.end(), chosen_[at]);
                return true;
            }
        }
        return false;
    }

    void add() {
        generated_program program;
        for (const std::size_t each : chosen_)
            program.threads.push_back(sequences_[each]);
        if (program.threads.back().size() < size_ || !honours_roles(program, pair_.operations()))
            return;
        for (const generated_calls& each : before_) {
            program.before = each;
            program.after = look_afterwards(program);
            number_distinct(program);
            while (!program.after.empty() && !pair_.is_sound(program))
                program.after.pop_back();
            if (pair_.is_sound(program))
                found_.push_back(program);
        }
    }

    generated_calls look_afterwards(const generated_program& program) const {
        generated_calls looks;
        for (const generated_call& each : calls_) {
            if (each.numbers.empty())
                looks.push_back(each);
        }
        if (looks.empty())
            return calls_;
        generated_calls all;
        const std::size_t times = std::min<std::size_t>(4, 1 + program.before.size() + size_ * program.threads.size());
        for (std::size_t i = 0; i < times; ++i)
            all.insert(all.end(), looks.begin(), looks.end());
        return all;
    }

    void number_distinct(generated_program& program) const {
        int next = 0;
        const auto number = [&](generated_calls& calls) {
            for (generated_call& each : calls) {
                if (pair_.operations()[each.operation].distinct) {
                    for (int& one : each.numbers)
                        one = ++next;
                }
            }
        };
        number(program.before);
        for (generated_calls& each : program.threads)
            number(each);
        number(program.after);
    }

    const tested_pair& pair_;
    generated_calls calls_;
    std::size_t size_;
    std::vector<std::size_t> chosen_; // by thread, in ascending order
    std::vector<generated_calls> sequences_;
    std::vector<generated_calls> before_;
    std::vector<generated_program> found_;
};

} // namespace

std::vector<generated_program> programs_of_size(const tested_pair& pair, std::size_t threads, std::size_t calls) {
    return enumeration(pair, threads, calls).all();
}

} // namespace heddle::properties
