// The race detector: what it calls a race, what it must not, on every byte.
#include "engine/runtime/shadow.hpp"

#include <array>
#include <gtest/gtest.h>
#include <map>
#include <vector>

namespace {

using namespace heddle::model;
using namespace heddle::model::runtime;

using kind = access_kind;

constexpr unsigned thread_count = 8;

struct quiet_environment final : shadow_environment {
    granule first_touch(std::uintptr_t, std::uintptr_t) override { return next; }
    bool may_visit(std::uint32_t, std::uintptr_t) override { return visits_allowed; }
    void save(std::uintptr_t begin, byte_mask mask) override {
        saved[begin] |= mask;
        ++saves;
    }
    void meets_atomic(std::uintptr_t address, std::size_t size, bool write, std::uintptr_t) override {
        met.push_back({address, size, write});
    }
    void overwrites_atomic(std::uintptr_t address, std::size_t size) override {
        overwritten.emplace_back(address, size);
    }

    granule next{.valid = 0xff, .owner = cell::shared, .unsaved = 0xff};
    bool visits_allowed = true;
    std::map<std::uintptr_t, byte_mask> saved;
    int saves = 0;
    std::vector<std::pair<std::uintptr_t, std::size_t>> overwritten;
    struct meeting {
        std::uintptr_t address;
        std::size_t size;
        bool write;
        bool operator==(const meeting&) const = default;
    };
    std::vector<meeting> met;
};

class Shadow : public testing::Test {
protected:
    bool go(unsigned thread, kind what, std::uintptr_t address, std::size_t size, std::uintptr_t pc = 1) {
        const core::thread_view view{
            .thread = thread, .epoch = epochs[thread], .clock = clocks[thread].data(), .width = thread_count};
        switch (what) {
        case kind::plain_read:
            return memory.access<kind::plain_read>(address, size, view, pc);
        case kind::plain_write:
            return memory.access<kind::plain_write>(address, size, view, pc);
        case kind::atomic_read:
            return memory.access<kind::atomic_read>(address, size, view, pc);
        case kind::atomic_write:
            return memory.access<kind::atomic_write>(address, size, view, pc);
        }
        return false;
    }

    bool free_block(unsigned thread, std::uintptr_t address, std::size_t size, bool eagerly = false) {
        const core::thread_view view{
            .thread = thread, .epoch = epochs[thread], .clock = clocks[thread].data(), .width = thread_count};
        return memory.release(address, size, view, 9, eagerly);
    }

    // `to` learns all that `from` did.
    void synchronise(unsigned from, unsigned to) {
        clocks[from][from] = ++epochs[from];
        for (unsigned i = 0; i < thread_count; ++i)
            clocks[to][i] = std::max(clocks[to][i], clocks[from][i]);
    }

    quiet_environment environment;
    shadow memory{environment};
    std::array<std::uint32_t, thread_count> epochs{};
    std::array<std::array<std::uint32_t, thread_count>, thread_count> clocks{};
};

constexpr std::uintptr_t somewhere = 0x7000'0000;

TEST_F(Shadow, CallsUnorderedConflictsRacesAndNothingElse) {
    constexpr std::array kinds = {kind::plain_read, kind::plain_write, kind::atomic_read, kind::atomic_write};
    const auto is_write = [](kind one) { return one == kind::plain_write || one == kind::atomic_write; };
    const auto is_plain = [](kind one) { return one == kind::plain_read || one == kind::plain_write; };
    for (const kind first : kinds) {
        for (const kind second : kinds) {
            const bool race = (is_write(first) || is_write(second)) && (is_plain(first) || is_plain(second));
            memory.reset();
            EXPECT_TRUE(go(0, first, somewhere, 4));
            EXPECT_EQ(go(1, second, somewhere, 4), !race) << int(first) << int(second);
            EXPECT_EQ(memory.problem().fault, race ? access_fault::race : access_fault::none);
            memory.reset();
            EXPECT_TRUE(go(0, first, somewhere, 4));
            synchronise(0, 1);
            EXPECT_TRUE(go(1, second, somewhere, 4)) << int(first) << int(second);
        }
    }
}

TEST_F(Shadow, NamesBothSides) {
    EXPECT_TRUE(go(2, kind::plain_write, somewhere + 4, 2, 0x1234));
    EXPECT_FALSE(go(5, kind::atomic_read, somewhere, 8, 0x5678));
    const access_problem problem = memory.problem();
    EXPECT_EQ(problem.earlier.thread, 2U);
    EXPECT_EQ(problem.earlier.pc, 0x1234U);
    EXPECT_EQ(problem.earlier.kind, kind::plain_write);
    EXPECT_EQ(problem.earlier.address, somewhere + 4);
    EXPECT_EQ(problem.earlier.size, 2U);
    EXPECT_EQ(problem.later.thread, 5U);
    EXPECT_EQ(problem.later.pc, 0x5678U);
    EXPECT_EQ(problem.later.kind, kind::atomic_read);
    EXPECT_EQ(problem.later.size, 8U);
}

TEST_F(Shadow, JudgesByteByByte) {
    for (std::size_t size : {1U, 2U, 4U, 8U, 16U}) {
        for (std::uintptr_t offset = 0; offset < 16; ++offset) {
            memory.reset();
            EXPECT_TRUE(go(0, kind::plain_write, somewhere + offset, 1));
            const bool overlaps = offset >= 3 && offset < 3 + size;
            EXPECT_EQ(go(1, kind::plain_read, somewhere + 3, size), !overlaps) << offset << ' ' << size;
        }
    }
}

TEST_F(Shadow, SeesAWriteBehindLaterOrderedAccesses) {
    // A read by a third thread that is ordered after the write must not hide that the fourth is not.
    EXPECT_TRUE(go(0, kind::plain_write, somewhere, 4));
    synchronise(0, 1);
    EXPECT_TRUE(go(1, kind::plain_read, somewhere, 4));
    EXPECT_FALSE(go(2, kind::plain_read, somewhere, 4));
}

TEST_F(Shadow, RemembersEveryUnorderedReader) {
    for (unsigned reader = 0; reader < 7; ++reader)
        EXPECT_TRUE(go(reader, kind::plain_read, somewhere, 4, reader));
    for (unsigned known = 0; known < 7; ++known)
        if (known != 3)
            synchronise(known, 7);
    EXPECT_FALSE(go(7, kind::plain_write, somewhere, 4));
    EXPECT_EQ(memory.problem().earlier.thread, 3U);
}

TEST_F(Shadow, RemembersMoreAccessesThanACellHolds) {
    // Eight bytes, each read by every thread at a place of its own: 56 records in one cell.
    for (unsigned reader = 0; reader < 7; ++reader)
        for (unsigned offset = 0; offset < 8; ++offset)
            EXPECT_TRUE(go(reader, kind::plain_read, somewhere + offset, 1, reader * 8 + offset));
    for (unsigned known = 0; known < 7; ++known)
        if (known != 5)
            synchronise(known, 7);
    EXPECT_FALSE(go(7, kind::plain_write, somewhere + 6, 1));
    EXPECT_EQ(memory.problem().earlier.thread, 5U);
    EXPECT_EQ(memory.problem().earlier.pc, 5U * 8 + 6);
    synchronise(5, 7);
    for (unsigned offset = 0; offset < 8; ++offset)
        EXPECT_TRUE(go(7, kind::plain_write, somewhere + offset, 1));
    EXPECT_FALSE(go(0, kind::plain_read, somewhere + 6, 1));
    EXPECT_EQ(memory.problem().earlier.thread, 7U);
}

TEST_F(Shadow, KeepsAPlainWriteThatAnAtomicWriteFollows) {
    EXPECT_TRUE(go(0, kind::plain_write, somewhere, 4, 11));
    EXPECT_TRUE(go(0, kind::atomic_write, somewhere, 4, 12));
    EXPECT_FALSE(go(1, kind::atomic_read, somewhere, 4));
    EXPECT_EQ(memory.problem().earlier.pc, 11U);
    const auto initial = memory.last_plain_write(somewhere + 3);
    ASSERT_TRUE(initial);
    EXPECT_EQ(initial->pc(), 11U);
    EXPECT_FALSE(memory.last_plain_write(somewhere + 4));
}

TEST_F(Shadow, ForgetsAtReset) {
    EXPECT_TRUE(go(0, kind::plain_write, somewhere, 4));
    memory.reset();
    EXPECT_TRUE(go(1, kind::plain_write, somewhere, 4));
}

TEST_F(Shadow, SavesEachByteOnceBeforeItsFirstWrite) {
    EXPECT_TRUE(go(0, kind::plain_read, somewhere, 8));
    EXPECT_EQ(environment.saves, 0);
    for (int i = 0; i < 3; ++i) {
        EXPECT_TRUE(go(0, kind::plain_write, somewhere + 2, 2));
        EXPECT_TRUE(go(0, kind::atomic_write, somewhere + 4, 4));
    }
    EXPECT_EQ(environment.saves, 2);
    EXPECT_EQ(environment.saved[somewhere], 0b1111'1100U);
}

TEST_F(Shadow, TellsWhenAPlainWriteCoversAnAtomicObject) {
    EXPECT_TRUE(go(0, kind::plain_write, somewhere, 8));
    EXPECT_TRUE(go(0, kind::atomic_write, somewhere, 4));
    EXPECT_TRUE(go(0, kind::plain_read, somewhere, 4));
    EXPECT_TRUE(go(0, kind::plain_write, somewhere + 4, 4));
    EXPECT_TRUE(environment.overwritten.empty());
    EXPECT_TRUE(go(0, kind::plain_write, somewhere, 4));
    EXPECT_EQ(environment.overwritten.size(), 1U);
    EXPECT_TRUE(go(0, kind::plain_write, somewhere, 4));
    EXPECT_EQ(environment.overwritten.size(), 1U);
}

TEST_F(Shadow, RefusesBytesThatAreNotValid) {
    environment.next.valid = 0b0000'1111;
    EXPECT_TRUE(go(0, kind::plain_read, somewhere, 4));
    EXPECT_FALSE(go(0, kind::plain_read, somewhere + 4, 1));
    EXPECT_EQ(memory.problem().fault, access_fault::forbidden);
    EXPECT_FALSE(go(0, kind::plain_write, somewhere, 8));
}

TEST_F(Shadow, RefusesVisitorsWhenTheOwnerDoes) {
    environment.next.owner = 3;
    environment.visits_allowed = false;
    EXPECT_TRUE(go(3, kind::plain_write, somewhere, 4));
    synchronise(3, 4);
    EXPECT_FALSE(go(4, kind::plain_read, somewhere, 4));
    EXPECT_EQ(memory.problem().fault, access_fault::forbidden);
    environment.visits_allowed = true;
    EXPECT_TRUE(go(4, kind::plain_read, somewhere, 4));
}

TEST_F(Shadow, TakesAFreeForAWriteOfTheWholeBlock) {
    EXPECT_TRUE(go(1, kind::plain_read, somewhere + 5000, 1, 77));
    EXPECT_FALSE(free_block(0, somewhere, 10'000));
    EXPECT_EQ(memory.problem().earlier.pc, 77U);
    EXPECT_EQ(memory.problem().later.pc, 9U);
    synchronise(1, 0);
    EXPECT_TRUE(free_block(0, somewhere, 10'000));
    EXPECT_FALSE(go(0, kind::plain_read, somewhere + 5000, 1));
    EXPECT_EQ(memory.problem().fault, access_fault::forbidden);
    EXPECT_TRUE(go(0, kind::plain_read, somewhere + 10'000, 1)) << "next to the block";
}

TEST_F(Shadow, FreesUntouchedBytesWhenToldTo) {
    EXPECT_TRUE(free_block(0, somewhere, 10'000, true));
    EXPECT_FALSE(go(0, kind::plain_read, somewhere + 9'999, 1));
}

TEST_F(Shadow, JudgesRanges) {
    EXPECT_TRUE(go(0, kind::plain_write, somewhere + 9'000, 1));
    EXPECT_FALSE(go(1, kind::plain_read, somewhere + 1, 9'000));
    EXPECT_TRUE(go(1, kind::plain_read, somewhere, 9'000));
    EXPECT_FALSE(go(0, kind::plain_write, somewhere, 9'000));
}

TEST_F(Shadow, TreatsUnknownThreadsOfANarrowClockAsUnordered) {
    EXPECT_TRUE(go(6, kind::plain_write, somewhere, 4));
    synchronise(6, 1);
    const core::thread_view narrow{.thread = 1, .epoch = 0, .clock = clocks[1].data(), .width = 2};
    EXPECT_FALSE(memory.access<kind::plain_read>(somewhere, 4, narrow, 1));
}

class AtomicObject : public Shadow {
protected:
    plain_history begin(unsigned thread, std::uintptr_t address, std::size_t size) {
        const core::thread_view view{
            .thread = thread, .epoch = epochs[thread], .clock = clocks[thread].data(), .width = thread_count};
        plain_history before;
        allowed = memory.begin_atomic(address, size, view, 5, before);
        return before;
    }

    bool allowed = false;
};

using form = plain_history::form;

TEST_F(AtomicObject, KnowsThePlainAccessesBeforeIt) {
    EXPECT_EQ(begin(0, somewhere, 4).what, form::none);
    EXPECT_TRUE(go(2, kind::plain_write, somewhere + 8, 8, 77));
    synchronise(2, 3);
    const plain_history written = begin(1, somewhere + 8, 4);
    EXPECT_EQ(written.what, form::one_write);
    EXPECT_EQ(written.thread, 2U);
    EXPECT_EQ(written.epoch, 0U);
    EXPECT_EQ(written.pc, 77U);
    EXPECT_TRUE(go(3, kind::plain_read, somewhere + 12, 1));
    EXPECT_EQ(begin(1, somewhere + 12, 4).what, form::complicated);
    EXPECT_TRUE(go(3, kind::plain_write, somewhere + 16, 2));
    EXPECT_EQ(begin(1, somewhere + 16, 4).what, form::complicated);
    EXPECT_EQ(begin(1, somewhere + 20, 4).what, form::none);
}

TEST_F(AtomicObject, KnowsThemAcrossCells) {
    EXPECT_TRUE(go(2, kind::plain_write, somewhere, 16));
    EXPECT_EQ(begin(1, somewhere, 16).what, form::one_write);
    EXPECT_TRUE(go(2, kind::plain_write, somewhere + 16, 8));
    EXPECT_EQ(begin(1, somewhere + 16, 16).what, form::complicated);
}

TEST_F(AtomicObject, IsSavedAndAnnouncesPlainAccesses) {
    (void)begin(0, somewhere, 4);
    EXPECT_EQ(environment.saved[somewhere], 0b1111U);
    EXPECT_TRUE(go(0, kind::plain_read, somewhere + 4, 4));
    EXPECT_TRUE(environment.met.empty());
    EXPECT_TRUE(go(1, kind::plain_read, somewhere + 2, 1));
    EXPECT_TRUE(go(0, kind::plain_read, somewhere, 8));
    EXPECT_TRUE(environment.overwritten.empty());
    synchronise(0, 2);
    synchronise(1, 2);
    EXPECT_TRUE(go(2, kind::plain_write, somewhere + 3, 1));
    using meeting = quiet_environment::meeting;
    EXPECT_EQ(environment.met,
              (std::vector<meeting>{{somewhere + 2, 1, false}, {somewhere, 8, false}, {somewhere + 3, 1, true}}));
    EXPECT_EQ(environment.overwritten.size(), 1U);
    EXPECT_TRUE(free_block(2, somewhere, 4));
    EXPECT_EQ(environment.met.size(), 4U);
}

TEST_F(AtomicObject, MayNotBeginWhereNothingMay) {
    environment.next.valid = 0b0000'1111;
    (void)begin(0, somewhere, 8);
    EXPECT_FALSE(allowed);
    EXPECT_EQ(memory.problem().fault, access_fault::forbidden);
}

} // namespace
