// Unmodelled calls: named in a body, passed on elsewhere.
#include "runtime_test_core.hpp"

#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <gtest/gtest.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace {

using namespace heddle::model;
using namespace heddle::model::runtime_test;

void expect_unsupported(const std::string& name, std::function<void()> body) {
    exploration explored;
    EXPECT_FALSE(run(0, std::move(body)));
    ASSERT_TRUE(last_failure());
    EXPECT_TRUE(last_failure()->unsupported);
    EXPECT_EQ(last_failure()->message, name);
    EXPECT_NE(last_failure()->pc, nullptr);
}

TEST(Unsupported, IsNamedInABody) {
    expect_unsupported("fork", [] { static_cast<void>(fork()); });
    expect_unsupported("system", [] { static_cast<void>(system("true")); });
    expect_unsupported("sem_open", [] { static_cast<void>(sem_open("/heddle", 0)); });
    expect_unsupported("mmap", [] { mmap(nullptr, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); });
}

TEST(Unsupported, IsPassedOnOutsideABody) {
    exploration explored;
    void* const page = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    ASSERT_NE(page, MAP_FAILED);
    EXPECT_EQ(munmap(page, 4096), 0);
    const pid_t child = fork();
    if (child == 0)
        _exit(7);
    int status = 0;
    EXPECT_EQ(waitpid(child, &status, 0), child);
    EXPECT_EQ(WEXITSTATUS(status), 7);
    EXPECT_EQ(execl("/nonexistent", "a", "b", "c", "d", "e", "f", "g", nullptr), -1);
    EXPECT_EQ(errno, ENOENT);
}

TEST(Unsupported, LeavesOtherThreadsOfTheProcessAlone) {
    exploration explored;
    std::mutex mutex;
    std::condition_variable changed;
    bool asked = false;
    bool answered = false;
    std::thread other([&] {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return asked; });
        delete new int;
        answered = true;
        changed.notify_one();
    });
    run(1, [] { pause_body(); });
    std::unique_lock lock(mutex);
    asked = true;
    changed.notify_one();
    EXPECT_TRUE(changed.wait_for(lock, std::chrono::seconds(10), [&] { return answered; }));
    lock.unlock();
    other.join();
}

} // namespace
