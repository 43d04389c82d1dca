// The user's lock under every execution that the memory model allows.
#include <thread>

#include <gtest/gtest.h>

#include <heddle/model.hpp>

#include "spinlock.hpp"

namespace {

TEST(Spinlock, PublishesWhatItGuards) {
    heddle::model::check([] {
        my::spinlock lock;
        int data = 0;
        int added = 0;
        std::thread other([&] {
            if (lock.try_lock()) {
                ++data;
                lock.unlock();
            }
        });
        if (lock.try_lock()) {
            ++data;
            added = data;
            lock.unlock();
        }
        other.join();
        EXPECT_GE(data, added);
        EXPECT_GE(data, 1);
    });
}

} // namespace
