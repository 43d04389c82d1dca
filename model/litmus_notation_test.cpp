// The notation of litmus programs: what it reads, what it refuses and where, and that printing is its inverse.
#include "litmus/notation.hpp"
#include "litmus/random_program.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace heddle::model::litmus {
namespace {

// The message with which parsing fails.
std::string refusal(std::string_view text) {
    try {
        return "accepted: " + print(parse(text));
    } catch (const notation_error& e) {
        return e.what();
    }
}

RC_GTEST_PROP(LitmusNotation, ParsesWhatItPrints, (const program& code)) { RC_ASSERT(parse(print(code)) == code); }

// A program with one character changed, removed or added is read or refused, and what is read prints as itself.
RC_GTEST_PROP(LitmusNotation, SurvivesTypingErrors, (const program& code)) {
    auto text = print(code);
    const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
    const std::string typed(*rc::gen::inRange<std::size_t>(0, 2),
                            *rc::gen::elementOf(std::string(" ;|{}=+->WRUXCFrlx0129\n")));
    text.replace(at, *rc::gen::inRange<std::size_t>(0, 2), typed);
    try {
        const auto read = parse(text);
        RC_ASSERT(parse(print(read)) == read);
    } catch (const notation_error& e) {
        RC_ASSERT(e.line() >= 1 && e.line() <= 2 && e.column() >= 1);
        RC_ASSERT(e.column() <= static_cast<int>(text.size()) + 1);
    }
}

TEST(LitmusNotation, ReadsEveryOperation) {
    const auto code = parse("{x=-1} Wrel x 2; r = Racq x; Frel || Uar x +1; a=Xsc y 3; Ccon/acq x 0->a+a-1");
    EXPECT_EQ(code.initial, (std::map<std::string, int>{{"x", -1}}));
    ASSERT_EQ(code.threads.size(), 2u);
    const auto &first = code.threads[0], &second = code.threads[1];
    EXPECT_EQ(first[0], (operation{.kind = operation_kind::store,
                                   .order = std::memory_order_release,
                                   .location = "x",
                                   .value = {.constant = 2}}));
    EXPECT_EQ(first[1], (operation{.order = std::memory_order_acquire, .location = "x", .result = "r"}));
    EXPECT_EQ(first[2], (operation{.kind = operation_kind::fence, .order = std::memory_order_release}));
    EXPECT_EQ(second[0], (operation{.kind = operation_kind::fetch_add,
                                    .order = std::memory_order_acq_rel,
                                    .location = "x",
                                    .value = {.constant = 1}}));
    EXPECT_EQ(second[1], (operation{.kind = operation_kind::exchange,
                                    .order = std::memory_order_seq_cst,
                                    .location = "y",
                                    .result = "a",
                                    .value = {.constant = 3}}));
    EXPECT_EQ(second[2], (operation{.kind = operation_kind::compare_exchange,
                                    .order = std::memory_order_consume,
                                    .failure_order = std::memory_order_acquire,
                                    .location = "x",
                                    .value = {.constant = -1, .registers = {"a", "a"}}}));
}

TEST(LitmusNotation, AllowsEmptyThreads) {
    EXPECT_EQ(parse("").threads.size(), 1u);
    EXPECT_EQ(parse(" || Fsc || ").threads.size(), 3u);
}

TEST(LitmusNotation, SaysWhatIsWrongAndWhere) {
    EXPECT_EQ(refusal("Wrlx x 1; Q"), "1:11: unknown operation 'Q': it starts with none of W R U X C F");
    EXPECT_EQ(refusal("Wrlx x 1 ||\n  Wfoo x 1"), "2:4: unknown order 'foo': it is none of rlx con acq rel ar sc");
    EXPECT_EQ(refusal("Wacq x 1"), "1:2: C++ does not allow this order for this operation");
    EXPECT_EQ(refusal("Frlx"), "1:2: C++ does not allow this order for this operation");
    EXPECT_EQ(refusal("Crlx/rel x 0->1"), "1:6: C++ does not allow this order for a failing compare-exchange");
    EXPECT_EQ(refusal("Wrlx x"), "1:7: expected an integer or a register");
    EXPECT_EQ(refusal("Wrlx 1 1"), "1:6: expected a location");
    EXPECT_EQ(refusal("Urlx x 1"), "1:8: expected '+', found '1'");
    EXPECT_EQ(refusal("Crlx x 1"), "1:9: expected '->', found the end");
    EXPECT_EQ(refusal("Rrlx x; "), "1:9: expected an operation");
    EXPECT_EQ(refusal("Rrlx x Rrlx x"), "1:8: expected ';', '||' or the end, found 'R'");
    EXPECT_EQ(refusal("r=Wrlx x 1"), "1:3: expected an operation that reads after 'r='");
    EXPECT_EQ(refusal("Wrlx x 99999999999"), "1:8: the number does not fit an int");
    EXPECT_EQ(refusal("Wrlx x 2147483647+1"), "1:19: the sum does not fit an int");
    EXPECT_EQ(refusal("{x=1, x=2} Fsc"), "1:7: location 'x' has two initial values");
}

TEST(LitmusNotation, RefusesProgramsThatMakeNoSense) {
    EXPECT_EQ(refusal("Wrlx x r"), "1:9: register 'r' is used before its thread reads into it");
    EXPECT_EQ(refusal("r=Rrlx x || Wrlx x r"), "1:21: register 'r' is used before its thread reads into it");
    EXPECT_EQ(refusal("r=Rrlx x || r=Rrlx x"), "1:21: register 'r' is read into by two threads");
    EXPECT_EQ(refusal("x=Rrlx y; Wrlx x 1"), "1:19: 'x' is both a register and a location");
}

} // namespace
} // namespace heddle::model::litmus
