// The model parts of the contracts themselves: the standard library's own types pass, and a broken type of each kind is
// found out by programs of the smallest sizes.
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include <heddle/model/arc_contract.hpp>
#include <heddle/model/channel_contract.hpp>
#include <heddle/model/counter_contract.hpp>
#include <heddle/model/flag_contract.hpp>
#include <heddle/model/mutex_contract.hpp>
#include <heddle/model/rw_lock_contract.hpp>
#include <heddle/model/scope_contract.hpp>
#include <heddle/model/thread_contract.hpp>
#include <heddle/model/worker_pool_contract.hpp>

namespace {

using heddle::support::counted;

// Good ones, as simple as they can be.
class joined_threads {
public:
    template <class F>
    void spawn(F work) {
        const std::scoped_lock held(lock_);
        threads_.emplace_back(work);
    }
    ~joined_threads() {
        for (std::size_t next = 0;; ++next) {
            std::unique_lock held(lock_);
            if (next == threads_.size())
                return;
            std::thread one = std::move(threads_[next]);
            held.unlock();
            one.join();
        }
    }

private:
    std::mutex lock_;
    std::vector<std::thread> threads_;
};

struct joining_scope {
    template <class Body>
    void operator()(Body body) const {
        joined_threads all;
        body(all);
    }
};

class thread_per_job {
public:
    explicit thread_per_job(std::size_t) {}
    ~thread_per_job() {
        for (std::thread& one : jobs_)
            one.join();
    }
    template <class F>
    void submit(F job) {
        jobs_.emplace_back(std::move(job));
    }

private:
    std::vector<std::thread> jobs_;
};

class locked_channel {
public:
    bool send(int value) {
        const std::scoped_lock held(lock_);
        values_.push_back(value);
        changed_.notify_one();
        return true;
    }
    std::optional<int> recv() {
        std::unique_lock held(lock_);
        changed_.wait(held, [this] { return closed_ || next_ < values_.size(); });
        return next_ < values_.size() ? std::optional(values_[next_++]) : std::nullopt;
    }
    void close() {
        const std::scoped_lock held(lock_);
        closed_ = true;
        changed_.notify_one();
    }

private:
    std::mutex lock_;
    std::condition_variable changed_;
    std::vector<int> values_;
    std::size_t next_ = 0;
    bool closed_ = false;
};

// Broken ones.
class relaxed_ticket_lock {
public:
    void lock() {
        const unsigned mine = next_.fetch_add(1, std::memory_order_relaxed);
        while (serving_.load(std::memory_order_acquire) != mine)
            std::this_thread::yield();
    }
    void unlock() { serving_.store(serving_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed); }

private:
    std::atomic<unsigned> next_{0};
    std::atomic<unsigned> serving_{0};
};

// Readers do not keep a writer out.
struct careless_rw_lock : std::mutex {
    void lock_shared() {}
    void unlock_shared() {}
};

// Who gives up the last share has not acquired what the others did.
class relaxed_pointer {
public:
    relaxed_pointer() = default;
    explicit relaxed_pointer(counted* value) : shared_(new block{value}) {}
    relaxed_pointer(const relaxed_pointer& other) : shared_(other.shared_) {
        if (shared_)
            shared_->owners.fetch_add(1, std::memory_order_relaxed);
    }
    relaxed_pointer(relaxed_pointer&& other) noexcept : shared_(std::exchange(other.shared_, nullptr)) {}
    relaxed_pointer& operator=(relaxed_pointer other) noexcept {
        std::swap(shared_, other.shared_);
        return *this;
    }
    ~relaxed_pointer() { reset(); }
    void reset() {
        block* const mine = std::exchange(shared_, nullptr);
        if (mine && mine->owners.fetch_sub(1, std::memory_order_release) == 1)
            delete mine;
    }
    counted& operator*() const { return *shared_->value; }
    counted* operator->() const { return shared_->value.get(); }
    explicit operator bool() const { return shared_ != nullptr; }

private:
    struct block {
        explicit block(counted* owned) : value(owned) {}
        std::unique_ptr<counted> value;
        std::atomic<int> owners{1};
    };
    block* shared_ = nullptr;
};

// join() knows that the thread is done, but not what it did.
class impatient_thread {
public:
    template <class F, class... Args>
    explicit impatient_thread(F work, Args... args)
        : done_(std::make_shared<std::atomic<bool>>(false)), thread_([done = done_, work, args...] {
              work(args...);
              done->store(true, std::memory_order_relaxed);
          }) {}
    impatient_thread(impatient_thread&&) = default;
    ~impatient_thread() {
        if (thread_.joinable())
            thread_.join();
    }
    void join() {
        while (!done_->load(std::memory_order_acquire))
            std::this_thread::yield();
    }

private:
    std::shared_ptr<std::atomic<bool>> done_;
    std::thread thread_;
};

struct detached_threads {
    std::vector<std::thread> threads;
    template <class F>
    void spawn(F work) {
        threads.emplace_back(work);
    }
    ~detached_threads() {
        for (std::thread& one : threads)
            one.detach();
    }
};

// Waits for its threads unless the body throws.
struct hasty_scope {
    template <class Body>
    void operator()(Body body) const {
        detached_threads all;
        body(all);
        for (std::thread& one : std::exchange(all.threads, {}))
            one.join();
    }
};

// Drops what has not begun.
class lazy_pool {
public:
    explicit lazy_pool(std::size_t) {}
    ~lazy_pool() {
        if (begun_.joinable())
            begun_.join();
    }
    template <class F>
    void submit(F job) {
        if (!begun_.joinable())
            begun_ = std::thread(std::move(job));
    }

private:
    std::thread begun_;
};

// Says that it has a value before the value is there.
class early_channel {
public:
    using value_type = int;
    static constexpr bool single_sender = true;
    bool push(int value) {
        if (full_.load(std::memory_order_acquire))
            return false;
        value_ = value;
        full_.store(true, std::memory_order_relaxed);
        return true;
    }
    bool pop(int& value) {
        if (!full_.load(std::memory_order_acquire))
            return false;
        value = value_;
        full_.store(false, std::memory_order_release);
        return true;
    }

private:
    std::atomic<bool> full_{false};
    int value_ = 0;
};

} // namespace

namespace heddle::model {

using good_counters = testing::Types<std::atomic<int>, std::atomic<std::uint64_t>>;
INSTANTIATE_TYPED_TEST_SUITE_P(good, counter_contract, good_counters);
using good_mutexes = testing::Types<std::mutex, std::timed_mutex, std::shared_mutex>;
INSTANTIATE_TYPED_TEST_SUITE_P(good, mutex_contract, good_mutexes);
INSTANTIATE_TYPED_TEST_SUITE_P(good, rw_lock_contract, std::shared_mutex);
INSTANTIATE_TYPED_TEST_SUITE_P(good, arc_contract, std::shared_ptr<counted>);
using good_threads = testing::Types<std::thread, std::jthread>;
INSTANTIATE_TYPED_TEST_SUITE_P(good, thread_contract, good_threads);
INSTANTIATE_TYPED_TEST_SUITE_P(good, scope_contract, joining_scope);
INSTANTIATE_TYPED_TEST_SUITE_P(good, worker_pool_contract, thread_per_job);
INSTANTIATE_TYPED_TEST_SUITE_P(good, channel_contract, locked_channel);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(flag_contract);

} // namespace heddle::model

namespace {

using namespace heddle::model;

/// Some program of the size fails, in the way that is expected.
void expect_rejected(const programs_of_size& programs, program_size size, failure_kind kind) {
    for (const small_program& one : programs(size)) {
        options how;
        how.minimise_executions = 0;
        const result found = explore(one.body, how);
        if (found.bug) {
            EXPECT_EQ(found.bug->kind_name(), to_string(kind)) << one.text << found.bug->trace;
            return;
        }
        EXPECT_TRUE(found.verified()) << one.text << found.unsupported.value_or(found.incomplete);
    }
    ADD_FAILURE() << "no program of this size fails";
}

TEST(BrokenTypes, AreRejectedByTheModelPartOfTheirContract) {
    using enum failure_kind;
    expect_rejected(all_programs({"lock"}, run_mutex_program<relaxed_ticket_lock>), {2, 1}, data_race);
    expect_rejected(all_programs({"write", "read"}, run_rw_lock_program<careless_rw_lock>), {2, 1}, data_race);
    expect_rejected(all_programs({"use"}, run_arc_program<relaxed_pointer>), {2, 1}, data_race);
    expect_rejected(all_programs({"join"}, run_thread_program<impatient_thread>), {1, 1}, data_race);
    expect_rejected(all_programs({"work"}, run_failing_scope_program<hasty_scope>), {1, 1}, assertion);
    expect_rejected(
        [](program_size size) {
            return std::vector<small_program>{{"", [size] { run_pool_program<lazy_pool>(size); }}};
        },
        {1, 2}, assertion);
    expect_rejected(channel_programs<early_channel>, {2, 1}, data_race);
}

} // namespace
