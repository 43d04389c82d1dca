// The C library's memory functions, as the body calls them: what each reads and writes is judged like any access.
#include "engine/runtime/memory.hpp"
#include "runtime_test_core.hpp"

#include <cstring>
#include <gtest/gtest.h>
#include <strings.h>

// What clang 15 and later make of memcpy and its like in instrumented code.
extern "C" {
void* __tsan_memcpy(void* to, const void* from, std::size_t count);
void* __tsan_memmove(void* to, const void* from, std::size_t count);
void* __tsan_memset(void* to, int value, std::size_t count);
}

namespace {

using namespace heddle::model;
using namespace heddle::model::runtime_test;

// volatile, so that compilers cannot do the work themselves
volatile std::size_t size = 100;
volatile int byte = 'x';
volatile std::size_t room = 200;
char source[200];
char target[200];

// The results go somewhere, or compilers drop the calls.
template <class Result>
void use(Result result) {
    asm volatile("" : : "r"(result) : "memory");
}

struct call {
    const char* name;
    void (*make)();
    bool reads_source;
    bool writes_target;
};

const call calls[] = {
    {"memcpy", [] { use(std::memcpy(target, source, size)); }, true, true},
    {"memmove", [] { use(std::memmove(target, source, size)); }, true, true},
    {"mempcpy", [] { use(mempcpy(target, source, size)); }, true, true},
    {"memset", [] { use(std::memset(target, byte, size)); }, false, true},
    {"bzero", [] { bzero(target, size); }, false, true},
    {"strcpy", [] { use(strcpy(target, source)); }, true, true},
    {"stpcpy", [] { use(stpcpy(target, source)); }, true, true},
    {"strncpy", [] { use(strncpy(target, source, size)); }, true, true},
    {"strcat", [] { use(strcat(target, source)); }, true, true},
    {"strncat", [] { use(strncat(target, source, size)); }, true, true},
    {"tsan_memcpy", [] { use(__tsan_memcpy(target, source, size)); }, true, true},
    {"tsan_memmove", [] { use(__tsan_memmove(target, source, size)); }, true, true},
    {"tsan_memset", [] { use(__tsan_memset(target, byte, size)); }, false, true},
    {"memcpy_chk", [] { use(__builtin___memcpy_chk(target, source, size, room)); }, true, true},
    {"memmove_chk", [] { use(__builtin___memmove_chk(target, source, size, room)); }, true, true},
    {"memset_chk", [] { use(__builtin___memset_chk(target, byte, size, room)); }, false, true},
    {"strcpy_chk", [] { use(__builtin___strcpy_chk(target, source, room)); }, true, true},
    {"memcmp", [] { use(std::memcmp(target, source, size)); }, true, false},
    {"bcmp", [] { use(bcmp(target, source, size)); }, true, false},
    {"memchr", [] { use(std::memchr(source, byte, size)); }, true, false},
    {"strlen", [] { use(std::strlen(source)); }, true, false},
    {"strnlen", [] { use(strnlen(source, size)); }, true, false},
    {"strcmp", [] { use(strcmp(target, source)); }, true, false},
    {"strncmp", [] { use(strncmp(target, source, size)); }, true, false},
    {"strchr", [] { use(std::strchr(source, byte)); }, true, false},
    {"strrchr", [] { use(std::strrchr(source, byte)); }, true, false},
};

class LibcMemory : public testing::TestWithParam<call> {
protected:
    void SetUp() override {
        size = 100;
        std::memset(source, 'a', sizeof source);
        source[80] = '\0';
        std::memset(target, 0, sizeof target);
        // comparisons get as far as byte 50, appending begins at byte 0
        if (std::strstr(GetParam().name, "cmp") != nullptr)
            std::memset(target, 'a', 100);
    }
};

void access(char& where, bool write) {
    const core::engine_scope engine;
    if (write)
        runtime::plain_write(&where, 1, __builtin_return_address(0));
    else
        runtime::plain_read(&where, 1, __builtin_return_address(0));
}

TEST_P(LibcMemory, RacesWithAWriteOfWhatItReads) {
    exploration explored;
    EXPECT_TRUE(run(1, [] { access(source[50], true); }));
    EXPECT_EQ(run(2, [] { GetParam().make(); }), !GetParam().reads_source);
    EXPECT_EQ(last_failure().has_value(), GetParam().reads_source);
}

TEST_P(LibcMemory, RacesWithAReadOfWhatItWrites) {
    exploration explored;
    EXPECT_TRUE(run(1, [] { access(target[50], false); }));
    EXPECT_EQ(run(2, [] { GetParam().make(); }), !GetParam().writes_target);
    EXPECT_EQ(last_failure().has_value(), GetParam().writes_target);
}

TEST_P(LibcMemory, RacesWithNothingBeyond) {
    exploration explored;
    EXPECT_TRUE(run(1, [] {
        access(target[101], true);
        access(source[101], true);
    }));
    EXPECT_TRUE(run(2, [] { GetParam().make(); }));
}

INSTANTIATE_TEST_SUITE_P(EachFunction, LibcMemory, testing::ValuesIn(calls),
                         [](const auto& info) { return std::string(info.param.name); });

} // namespace
