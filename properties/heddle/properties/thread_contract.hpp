// What every kind of thread owes its users, as properties. A thread is constructed from a callable and arguments,
// which it moves or copies into itself; join() waits for its end and brings its result, if it has one, and then also
// its exception; joining again throws std::system_error. It can be moved. Instantiate thread_contract with the types.
#pragma once

#include <concepts>
#include <memory>
#include <numeric>
#include <optional>
#include <system_error>
#include <thread>
#include <type_traits>
#include <utility>

#include <gtest/gtest.h>

#include <heddle/properties/programs.hpp>
#include <heddle/properties/sequences.hpp>
#include <heddle/support/actors.hpp>
#include <heddle/support/ensure.hpp>
#include <heddle/support/fits/thread.hpp>
#include <heddle/support/lives.hpp>
#include <heddle/support/watchdog.hpp>

namespace heddle::properties {

template <class Thread>
using result_of = decltype(std::declval<Thread&>().join());

template <class Thread>
concept brings_result = !std::is_void_v<result_of<Thread>>;

/// Whether join() throws what the thread threw. Specialise it for types whose join() returns nothing but that do.
template <class Thread>
inline constexpr bool brings_exceptions = brings_result<Thread>;

template <class Thread>
concept has_is_finished = requires(const Thread& thread) {
    { thread.is_finished() } -> std::convertible_to<bool>;
};

/// What a thread that fails throws.
struct thread_failure {
    int number;
};

/// What a thread is given to show what it did: a plain variable of its parent. The class is opaque on purpose.
struct note_to {
    int* where;
};

/// What the threads of the contract do: note the sum of their arguments and return it.
template <class Result>
Result add_up(note_to note, support::counted first, std::unique_ptr<int> second) {
    std::this_thread::yield();
    *note.where = first.value() + *second;
    if constexpr (!std::is_void_v<Result>)
        return *note.where;
}

template <class Result>
Result fail_with(note_to note, support::counted number) {
    *note.where = number.value();
    throw thread_failure{number.value()};
}

/// Joins and says what came of it: the result of a thread that has one, else what it noted.
template <class Thread>
int join_and_read(Thread& thread, const int& note) {
    support::at("joining");
    if constexpr (brings_result<Thread>) {
        const int result = thread.join();
        support::ensure_equal(note, result, "what the thread did is visible after join");
        return result;
    } else {
        thread.join();
        return note;
    }
}

template <class Thread>
bool refuses_to_join(Thread& thread) {
    try {
        thread.join();
    } catch (const std::system_error&) {
        return true;
    }
    return false;
}

/// A thread as its parent sees it.
struct thread_model {
    bool running = false;
    bool fails = false;
    int expected = 0;
};

template <class Thread>
struct thread_subject {
    support::life_register lives;
    int note = 0;
    std::optional<Thread> thread;
};

template <class Thread>
void join_as_expected(thread_model& model, thread_subject<Thread>& subject) {
    model.running = false;
    if constexpr (brings_exceptions<Thread>) {
        if (model.fails) {
            int caught = 0;
            try {
                subject.thread->join();
            } catch (const thread_failure& failure) {
                caught = failure.number;
            }
            support::ensure_equal(caught, model.expected, "join throws what the thread threw");
            support::ensure_equal(subject.note, model.expected, "what the thread did is visible after join");
            subject.lives.ensure_all_dead();
            return;
        }
    }
    support::ensure_equal(join_and_read(*subject.thread, subject.note), model.expected, "join brings the result");
    subject.lives.ensure_all_dead();
}

template <class Thread>
std::vector<operation<thread_model, thread_subject<Thread>>> thread_operations() {
    using subject_type = thread_subject<Thread>;
    using result = result_of<Thread>;
    std::vector<operation<thread_model, subject_type>> all;
    all.push_back({"start_function", [](thread_model& model, subject_type& subject, int value) {
                       if (model.running)
                           return;
                       subject.thread.emplace(&add_up<result>, note_to{&subject.note},
                                              support::counted(subject.lives, value), std::make_unique<int>(1));
                       model = {.running = true, .fails = false, .expected = value + 1};
                   }});
    all.push_back({"start_lambda", [](thread_model& model, subject_type& subject, int value) {
                       if (model.running)
                           return;
                       const support::counted kept(subject.lives, value);
                       subject.thread.emplace(
                           [](note_to note, support::counted number) {
                               return add_up<result>(note, std::move(number), std::make_unique<int>(2));
                           },
                           note_to{&subject.note}, kept);
                       model = {.running = true, .fails = false, .expected = value + 2};
                   }});
    all.push_back({"join",
                   [](thread_model& model, subject_type& subject, int) {
                       if (model.running)
                           join_as_expected(model, subject);
                   },
                   2});
    all.push_back({"join_again", [](thread_model& model, subject_type& subject, int) {
                       if (subject.thread && !model.running)
                           support::ensure(refuses_to_join(*subject.thread), "joining twice is reported");
                   }});
    all.push_back({"move", [](thread_model&, subject_type& subject, int) {
                       if (!subject.thread)
                           return;
                       Thread other(std::move(*subject.thread));
                       support::ensure(refuses_to_join(*subject.thread), "joining what was moved from is reported");
                       *subject.thread = std::move(other);
                   }});
    if constexpr (brings_exceptions<Thread>) {
        all.push_back({"start_failing", [](thread_model& model, subject_type& subject, int value) {
                           if (model.running)
                               return;
                           subject.thread.emplace(&fail_with<result>, note_to{&subject.note},
                                                  support::counted(subject.lives, value));
                           model = {.running = true, .fails = true, .expected = value};
                       }});
    }
    if constexpr (has_is_finished<Thread>) {
        all.push_back({"wait_until_finished", [](thread_model& model, subject_type& subject, int) {
                           if (!model.running)
                               return;
                           while (!subject.thread->is_finished())
                               std::this_thread::yield();
                           support::ensure_equal(subject.note, model.expected, "a finished thread has done its work");
                           if (!model.fails)
                               subject.lives.ensure_all_dead();
                       }});
    }
    return all;
}

template <class Thread>
class thread_contract : public testing::Test, support::fits_thread<Thread> {};

TYPED_TEST_SUITE_P(thread_contract);

TYPED_TEST_P(thread_contract, AgreesWithItsModel) {
    using subject_type = thread_subject<TypeParam>;
    agrees_with_model<thread_model, subject_type>(thread_operations<TypeParam>(),
                                                  [](thread_model& model, subject_type& subject) {
                                                      if (model.running)
                                                          join_as_expected(model, subject);
                                                  });
}

// Several parents at once, each with several threads, some of which are joined by yet another thread.
TYPED_TEST_P(thread_contract, BringsHomeWhatEveryThreadDid) {
    const vocabulary words{.names = {"start", "join_oldest", "join_elsewhere"}};
    for_all_programs(words, {.max_threads = 3, .max_calls = 6, .repetitions = 3}, [](const program& threads) {
        support::life_register lives;
        support::run_actors(static_cast<int>(threads.size()), [&](int me) {
            const calls& mine = threads[static_cast<std::size_t>(me)];
            std::vector<int> notes(mine.size());
            std::vector<TypeParam> started;
            std::size_t joined = 0;
            int expected = 0;
            for (std::size_t i = 0; i < mine.size(); ++i) {
                const auto& [which, argument] = mine[i];
                if (which == 0 || joined == started.size()) {
                    started.emplace_back(&add_up<result_of<TypeParam>>, note_to{&notes[i]},
                                         support::counted(lives, argument), std::make_unique<int>(1));
                    expected += argument + 1;
                } else if (which == 1) {
                    (void)started[joined++].join();
                } else {
                    std::thread([&] { (void)started[joined].join(); }).join();
                    ++joined;
                }
            }
            while (joined < started.size())
                (void)started[joined++].join();
            support::ensure_equal(std::accumulate(notes.begin(), notes.end(), 0), expected,
                                  "every thread runs once, and what it did is visible after join");
        });
        lives.ensure_all_dead();
    });
}

REGISTER_TYPED_TEST_SUITE_P(thread_contract, AgreesWithItsModel, BringsHomeWhatEveryThreadDid);

} // namespace heddle::properties
