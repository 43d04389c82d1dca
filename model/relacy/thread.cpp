// Heddle's spawn and join_handle under Relacy.
#include <memory>
#include <system_error>
#include <utility>

#include <heddle/thread.hpp>

#include "relacy_case.hpp"

namespace {

using namespace heddle;
using relacy::check;

// Plain data that a thread shares with its parent, which only a test should hide in a class.
struct shared_int {
    sync::plain<int>* where;
};

// A result whose destructor uses it: it must have been written before, and be destroyed once.
struct result {
    std::unique_ptr<sync::plain<int>> alive = std::make_unique<sync::plain<int>>(1);

    result() = default;
    result(result&&) noexcept = default;
    ~result() {
        if (alive)
            *alive -= 1;
    }
};

result returns_result() { return {}; }

sync::plain<int> raises(shared_int shared, sync::plain<int> amount) {
    *shared.where += amount;
    return *shared.where;
}

sync::plain<int> fails(shared_int shared) {
    *shared.where = 1;
    throw 7;
}

void join_brings_result_and_memory() {
    sync::plain<int> shared(1);
    auto handle = spawn(&raises, shared_int{&shared}, sync::plain<int>(2));
    check(handle.join() == 3, "join returns the result");
    check(shared == 3, "what the thread did is visible after join");
}

void join_brings_the_exception() {
    sync::plain<int> shared(0);
    auto handle = spawn(&fails, shared_int{&shared});
    int caught = 0;
    try {
        handle.join();
    } catch (int thrown) {
        caught = thrown;
    }
    check(caught == 7, "join throws what the thread threw");
    check(shared == 1, "what the thread did is visible after join");
}

void finished_shows_memory() {
    sync::plain<int> shared(0);
    auto handle = spawn(&raises, shared_int{&shared}, sync::plain<int>(2));
    while (!handle.is_finished())
        sync::yield();
    check(shared == 2, "what the thread did is visible when it is finished");
}

void finished_means_arguments_are_gone() {
    struct argument {
        sync::plain<int>* gone;
        explicit argument(sync::plain<int>& where) : gone(&where) {}
        argument(argument&& other) noexcept : gone(std::exchange(other.gone, nullptr)) {}
        ~argument() {
            if (gone)
                *gone = 1;
        }
    };
    sync::plain<int> gone(0);
    auto handle = spawn([](argument&&) {}, argument(gone));
    while (!handle.is_finished())
        sync::yield();
    check(gone == 1, "arguments are destroyed before the thread is finished");
}

void last_owner_destroys_the_result() {
    const auto handle = spawn(&returns_result);
    (void)handle.is_finished();
}

void detached_threads_leave_nothing() {
    spawn(&returns_result);
    spawn([] { throw 1; });
}

void handle_moves_to_another_thread() {
    sync::plain<int> shared(0);
    auto first = spawn(&raises, shared_int{&shared}, sync::plain<int>(1));
    auto second = spawn([](decltype(first) other) { return other.join() + 1; }, std::move(first));
    check(second.join() == 2, "a handle joins on whatever thread has it");
    check(shared == 1, "what a joined thread saw is visible after join");
}

void joining_oneself_is_reported() {
    struct place {
        sync::atomic<join_handle<bool>*>* where;
    };
    sync::atomic<join_handle<bool>*> shared{nullptr};
    join_handle<bool> own = spawn(
        [](place at) {
            join_handle<bool>* mine = nullptr;
            while (!(mine = at.where->load(sync::memory_order_acquire)))
                sync::yield();
            try {
                return mine->join();
            } catch (const std::system_error&) {
                return true;
            }
        },
        place{&shared});
    shared.store(&own, sync::memory_order_release);
    check(own.join(), "a thread that joins itself is told so");
}

} // namespace

int main(int argc, char** argv) {
    using relacy::one, relacy::search;
    return relacy::run_cases(
        {
            one<&join_brings_result_and_memory, 1>("JoinBringsResultAndMemory", search::random_and_full),
            one<&join_brings_the_exception, 1>("JoinBringsTheException", search::random_and_full),
            one<&finished_shows_memory, 1>("FinishedShowsMemory"),
            one<&finished_means_arguments_are_gone, 1>("FinishedMeansArgumentsAreGone"),
            one<&last_owner_destroys_the_result, 1>("LastOwnerDestroysTheResult", search::random_and_full),
            one<&detached_threads_leave_nothing, 2>("DetachedThreadsLeaveNothing"),
            one<&handle_moves_to_another_thread, 2>("HandleMovesToAnotherThread"),
            one<&joining_oneself_is_reported, 1>("JoiningOneselfIsReported"),
        },
        argc, argv);
}
