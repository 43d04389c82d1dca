// What every counted pointer owes its users, as properties. It holds a support::counted and is made with
// P::make(args...) or from a T*; copy, move, reset(), *, ->, bool; if present use_count(), and a weak form: weak_type,
// made from a pointer, and upgrade() or lock().
#pragma once

#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <thread>
#include <utility>

#include <gtest/gtest.h>

#include <heddle/properties/programs.hpp>
#include <heddle/properties/sequences.hpp>
#include <heddle/support/actors.hpp>
#include <heddle/support/counted_pointer.hpp>
#include <heddle/support/ensure.hpp>
#include <heddle/support/fits/arc.hpp>
#include <heddle/support/lives.hpp>
#include <heddle/support/watchdog.hpp>

namespace heddle::properties {

using support::counted;
using support::life_register;

/// Some pointers and weak ones as one thread sees them: which value each shares (0: none), and what that value is.
struct arc_model {
    static constexpr int places = 3;
    std::array<int, places> strong{}; // numbers of values, from 1
    std::array<int, places> weak{};
    std::vector<int> values = {0}; // by number; changed by whoever may

    int add(int value) {
        values.push_back(value);
        return static_cast<int>(values.size()) - 1;
    }
    bool alive(int id) const { return id != 0 && owners(id) > 0; }
    long owners(int id) const { return std::count(strong.begin(), strong.end(), id); }
    long watchers(int id) const { return std::count(weak.begin(), weak.end(), id); }
    std::size_t living() const {
        std::set<int> all(strong.begin(), strong.end());
        all.erase(0);
        return all.size();
    }
};

template <class P, class Weak>
struct arc_subject {
    life_register lives; // first: outlives the rest
    std::array<P, arc_model::places> strong;
    std::array<Weak, arc_model::places> weak;
};

template <class P>
using subject_of = arc_subject<P, support::weak_of<P>>;

/// The two places that an argument from 0 to 9 names.
struct places {
    explicit places(int argument)
        : one(static_cast<std::size_t>(argument % arc_model::places)),
          other(static_cast<std::size_t>(argument / arc_model::places % arc_model::places)) {}
    std::size_t one;
    std::size_t other;
};

/// Ensures that subject and model agree in all that can be seen.
template <class P>
void ensure_agreement(const arc_model& model, const subject_of<P>& subject) {
    using support::ensure_equal;
    for (std::size_t i = 0; i < model.strong.size(); ++i) {
        const int id = model.strong[i];
        const P& pointer = subject.strong[i];
        ensure_equal(static_cast<bool>(pointer), id != 0, "a pointer is true just when it shares a value");
        if (id == 0)
            continue;
        ensure_equal((*pointer).value(), model.values[static_cast<std::size_t>(id)], "a pointer gives its value");
        ensure_equal(pointer->value(), (*pointer).value(), "-> and * give the same value");
        if constexpr (support::has_use_count<P>)
            ensure_equal(static_cast<long>(pointer.use_count()), model.owners(id), "use_count counts the pointers");
    }
    ensure_equal(subject.lives.alive(), static_cast<std::int64_t>(model.living()),
                 "a value lives just as long as a pointer shares it");
}

/// An operation whose end is always a look at everything.
template <class P, class Call>
operation<arc_model, subject_of<P>> arc_operation(const char* name, Call call) {
    return {name, [call](arc_model& model, subject_of<P>& subject, int argument) {
                call(model, subject, argument);
                ensure_agreement<P>(model, subject);
            }};
}

template <class P>
std::vector<operation<arc_model, subject_of<P>>> weak_operations() {
    using subject = subject_of<P>;
    return {
        arc_operation<P>("watch",
                         [](arc_model& model, subject& actual, int argument) {
                             const places at(argument);
                             actual.weak[at.one] = support::weak_of<P>(actual.strong[at.other]);
                             model.weak[at.one] = model.strong[at.other];
                         }),
        arc_operation<P>("copy_weak",
                         [](arc_model& model, subject& actual, int argument) {
                             const places at(argument);
                             actual.weak[at.one] = std::as_const(actual.weak[at.other]);
                             model.weak[at.one] = model.weak[at.other];
                         }),
        arc_operation<P>("move_weak",
                         [](arc_model& model, subject& actual, int argument) {
                             const places at(argument);
                             if (at.one == at.other)
                                 return;
                             actual.weak[at.one] = std::move(actual.weak[at.other]);
                             model.weak[at.one] = std::exchange(model.weak[at.other], 0);
                         }),
        arc_operation<P>("reset_weak",
                         [](arc_model& model, subject& actual, int argument) {
                             actual.weak[places(argument).one].reset();
                             model.weak[places(argument).one] = 0;
                         }),
        arc_operation<P>("upgrade",
                         [](arc_model& model, subject& actual, int argument) {
                             const places at(argument);
                             P gained = support::upgraded(actual.weak[at.other]);
                             const int id = model.weak[at.other];
                             support::ensure_equal(static_cast<bool>(gained), model.alive(id),
                                                   "a weak pointer can be upgraded just while the value lives");
                             actual.strong[at.one] = std::move(gained);
                             model.strong[at.one] = model.alive(id) ? id : 0;
                         }),
    };
}

template <class P>
std::vector<operation<arc_model, subject_of<P>>> arc_operations() {
    using subject = subject_of<P>;
    std::vector<operation<arc_model, subject>> all = {
        arc_operation<P>("make",
                         [](arc_model& model, subject& actual, int argument) {
                             actual.strong[places(argument).one] = support::make_counted<P>(actual.lives, argument);
                             model.strong[places(argument).one] = model.add(argument);
                         }),
        arc_operation<P>("copy",
                         [](arc_model& model, subject& actual, int argument) {
                             const places at(argument);
                             actual.strong[at.one] = std::as_const(actual.strong[at.other]);
                             model.strong[at.one] = model.strong[at.other];
                         }),
        arc_operation<P>("move",
                         [](arc_model& model, subject& actual, int argument) {
                             const places at(argument);
                             if (at.one == at.other)
                                 return;
                             P moved(std::move(actual.strong[at.other]));
                             actual.strong[at.one] = std::move(moved);
                             model.strong[at.one] = std::exchange(model.strong[at.other], 0);
                         }),
        arc_operation<P>("reset",
                         [](arc_model& model, subject& actual, int argument) {
                             actual.strong[places(argument).one].reset();
                             model.strong[places(argument).one] = 0;
                         }),
    };
    if constexpr (support::has_weak<P>) {
        for (auto& one : weak_operations<P>())
            all.push_back(std::move(one));
    }
    return all;
}

/// One thread of a random program: what it holds, beginning with one share.
template <class P>
class arc_actor {
public:
    static inline const vocabulary words{.names = {"copy", "drop", "read", "watch", "upgrade", "drop_weak"}};

    explicit arc_actor(P share) { held_.push_back(std::move(share)); }

    void play(const call& one) {
        switch (one.operation) {
        case 0:
            return copy();
        case 1:
            return held_.empty() ? void() : held_.pop_back();
        case 2:
            return read(one.argument);
        default:
            if constexpr (support::has_weak<P>)
                play_weak(one.operation);
        }
    }

private:
    void copy() {
        if (!held_.empty())
            held_.push_back(P(held_.back()));
    }

    void read(int argument) const {
        for (const P& one : held_) {
            if (argument % 3 == 0)
                std::this_thread::yield();
            support::ensure_equal(one->value(), 7, "a value lives while it is shared");
        }
    }

    void play_weak(std::size_t operation) {
        if (operation == 3) {
            if (!held_.empty())
                watching_.emplace_back(held_.back());
        } else if (!watching_.empty() && operation == 4) {
            P gained = support::upgraded(watching_.back());
            support::ensure(gained || held_.empty(), "a weak pointer can be upgraded while the value is shared");
            if (gained)
                held_.push_back(std::move(gained));
        } else if (!watching_.empty()) {
            watching_.pop_back();
        }
    }

    std::vector<P> held_;
    std::vector<support::weak_of<P>> watching_;
};

template <class P>
class arc_contract : public testing::Test, support::fits_arc<P> {};

TYPED_TEST_SUITE_P(arc_contract);

TYPED_TEST_P(arc_contract, AgreesWithItsModel) {
    agrees_with_model<arc_model, subject_of<TypeParam>>(arc_operations<TypeParam>());
}

TYPED_TEST_P(arc_contract, DestroysTheValueOnceAndOnlyAfterItsLastUse) {
    for_all_programs(arc_actor<TypeParam>::words, {}, [](const program& threads) {
        life_register lives;
        std::vector<TypeParam> shares(threads.size(), support::make_counted<TypeParam>(lives, 7));
        support::run_actors(static_cast<int>(threads.size()), [&](int me) {
            const auto mine = static_cast<std::size_t>(me);
            arc_actor<TypeParam> actor(std::move(shares[mine]));
            for (const call& one : threads[mine])
                actor.play(one);
        });
        lives.ensure_all_dead();
    });
}

REGISTER_TYPED_TEST_SUITE_P(arc_contract, AgreesWithItsModel, DestroysTheValueOnceAndOnlyAfterItsLastUse);

} // namespace heddle::properties
