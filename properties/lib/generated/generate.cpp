#include "generate.hpp"

#include <algorithm>
#include <map>
#include <string>

namespace heddle::properties {

namespace {

constexpr int numbers = 4; // arguments are drawn from 0 to 3: few, so that calls meet

class drawing {
public:
    drawing(const tested_pair& pair, const rc::Random& random, int size)
        : pair_(pair), operations_(pair.operations()), random_(random), size_(std::min(size, 100)) {}

    generated_program program() {
        generated_program drawn;
        drawn.threads.resize(2 + below(grown(3)));
        deal_roles(drawn.threads.size());
        drawn.before = calls(below(1 + grown(5)), everyone);
        for (std::size_t thread = 0; thread < drawn.threads.size(); ++thread)
            drawn.threads[thread] = calls(1 + below(grown(4)), thread);
        drawn.after = calls(below(5), everyone);
        std::erase_if(drawn.threads, [](const generated_calls& each) { return each.empty(); });
        return made_sound(std::move(drawn));
    }

    generated_program sequence() {
        generated_program drawn;
        drawn.before = calls(1 + below(grown(16)), everyone);
        return made_sound(std::move(drawn));
    }

private:
    static constexpr std::size_t everyone = 1000;

    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_.next() % bound); }
    // From 1 for small programs to `most` for large ones.
    std::size_t grown(std::size_t most) const { return 1 + (most - 1) * static_cast<std::size_t>(size_ + 1) / 101; }

    void deal_roles(std::size_t threads) {
        std::size_t next = below(threads);
        for (const operation_info& each : operations_) {
            if (!each.role.empty() && holder_.try_emplace(each.role, next).second)
                next = (next + 1) % threads;
        }
    }

    bool may_call(std::size_t thread, const operation_info& what) const {
        return thread == everyone || what.role.empty() || holder_.at(what.role) == thread;
    }

    generated_calls calls(std::size_t count, std::size_t thread) {
        std::vector<std::size_t> allowed;
        for (std::size_t which = 0; which < operations_.size(); ++which) {
            if (may_call(thread, operations_[which]))
                allowed.push_back(which);
        }
        generated_calls drawn;
        while (!allowed.empty() && drawn.size() < count) {
            generated_call one{allowed[below(allowed.size())], {}};
            const operation_info& what = operations_[one.operation];
            for (std::size_t i = 0; i < what.arguments; ++i)
                one.numbers.push_back(what.distinct ? ++distinct_ : static_cast<int>(below(numbers)));
            drawn.push_back(std::move(one));
        }
        return drawn;
    }

    // Leaves calls out by chance until nothing forbidden is left; without calls nothing is.
    generated_program made_sound(generated_program drawn) {
        while (!pair_.is_sound(drawn)) {
            std::vector<generated_calls*> lists;
            for (generated_calls* each : {&drawn.before, &drawn.after})
                lists.push_back(each);
            for (generated_calls& each : drawn.threads)
                lists.push_back(&each);
            std::erase_if(lists, [](const generated_calls* each) { return each->empty(); });
            generated_calls& from = *lists[below(lists.size())];
            from.erase(from.begin() + static_cast<std::ptrdiff_t>(below(from.size())));
            std::erase_if(drawn.threads, [](const generated_calls& each) { return each.empty(); });
        }
        return drawn;
    }

    const tested_pair& pair_;
    const operation_infos& operations_;
    rc::Random random_;
    int size_;
    int distinct_ = 0;
    std::map<std::string, std::size_t> holder_;
};

rc::Gen<generated_program> drawn_by(const tested_pair& pair, generated_program (drawing::*draw)()) {
    return rc::Gen<generated_program>([&pair, draw](const rc::Random& random, int size) {
        const auto shrink = [&pair](const generated_program& program) {
            std::vector<generated_program> sound;
            for (generated_program& each : smaller_programs(program, pair.operations())) {
                if (may_be_run(each, pair))
                    sound.push_back(std::move(each));
            }
            return rc::seq::fromContainer(std::move(sound));
        };
        return rc::shrinkable::shrinkRecur((drawing(pair, random, size).*draw)(), shrink);
    });
}

} // namespace

rc::Gen<generated_program> any_program(const tested_pair& pair) { return drawn_by(pair, &drawing::program); }

rc::Gen<generated_program> any_sequence(const tested_pair& pair) { return drawn_by(pair, &drawing::sequence); }

} // namespace heddle::properties
