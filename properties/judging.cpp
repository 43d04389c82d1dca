// What judging histories is made of, and what it says: conditions told apart, waiting, bounds, tables, long histories.
#include <heddle/properties/linearizability.hpp>

#include <array>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include <heddle/properties/specifications.hpp>
#include <heddle/support/evidence.hpp>

namespace heddle::properties {

namespace {

constexpr auto read = &register_spec::read;
constexpr auto write = &register_spec::write;
constexpr auto cas = &register_spec::cas;

TEST(Conditions, AreToldApart) {
    history<register_spec> late; // the write is seen by a read that came before it in time
    const auto early_read = late.call<read>(0);
    late.returned(early_read, 1);
    late.returned(late.call<write>(1, 1));
    EXPECT_EQ(linearizable(late).what, verdict::violation);
    EXPECT_EQ(quiescently_consistent(late).what, verdict::violation);
    EXPECT_EQ(sequentially_consistent(late).what, verdict::holds);

    history<register_spec> restless; // never at rest; process 1 sees its own write too late
    const auto open = restless.call<read>(0);
    restless.returned(restless.call<write>(1, 1));
    restless.returned(restless.call<read>(1), std::nullopt);
    restless.returned(open, std::nullopt);
    EXPECT_EQ(linearizable(restless).what, verdict::violation);
    EXPECT_EQ(sequentially_consistent(restless).what, verdict::violation);
    EXPECT_EQ(quiescently_consistent(restless).what, verdict::holds);
}

TEST(Conditions, CanBeAnyOrderGiven) {
    history<register_spec> seen;
    const auto set = seen.call<write>(0, 1);
    const auto get = seen.call<read>(1);
    seen.returned(set);
    seen.returned(get, std::nullopt);
    EXPECT_EQ(explained_in_order(seen, {}).what, verdict::holds);
    EXPECT_EQ(explained_in_order(seen, {{set.number, get.number}}).what, verdict::violation);
}

struct gate_spec {
    bool open = false;

    void lift() { open = true; }
    or_waits<> pass() {
        if (!open)
            return waits;
        return {};
    }
    friend bool operator==(const gate_spec&, const gate_spec&) = default;
};

TEST(Waiting, IsExplainedOnlyIfTheSpecificationWaits) {
    history<gate_spec> closed;
    closed.waits_for_ever(closed.call<&gate_spec::pass>(0));
    EXPECT_EQ(linearizable(closed).what, verdict::holds);

    history<gate_spec> lifted;
    lifted.waits_for_ever(lifted.call<&gate_spec::pass>(0));
    lifted.returned(lifted.call<&gate_spec::lift>(1));
    const judgement got = linearizable(lifted);
    EXPECT_EQ(got.what, verdict::violation);
    EXPECT_NE(got.explanation.find("never returned"), std::string::npos) << got.explanation;
}

TEST(Waiting, IsNoAnswerWhileTheSpecificationWaits) {
    history<gate_spec> seen;
    const auto through = seen.call<&gate_spec::pass>(0);
    seen.returned(through);
    EXPECT_EQ(linearizable(seen).what, verdict::violation);
}

struct liar_spec {
    int calls = 0;

    bool refuse() { return ++calls > 100; }
    static constexpr bool refusals_change_nothing = true;
    friend bool operator==(const liar_spec&, const liar_spec&) = default;
};

TEST(Specification, IsHeldToWhatItSaysOfItsRefusals) {
    history<liar_spec> seen;
    seen.returned(seen.call<&liar_spec::refuse>(0), false);
    EXPECT_THROW((void)linearizable(seen), std::logic_error);
}

TEST(Pending, CallsThatAreAlikeMayHappenInAnyOrder) {
    for (const auto& values : {std::vector<long long>{1, 2, 1, 2}, {2, 1, 2, 1}, {2, 2, 1, 1}, {1, 2, 1, 2, 1}}) {
        history<register_spec> seen;
        for (std::uint32_t process = 0; process < 4; ++process)
            (void)seen.call<write>(process, 1 + process % 2);
        for (const long long value : values)
            seen.returned(seen.call<read>(9), value);
        EXPECT_EQ(linearizable(seen).what, values.size() == 4 ? verdict::holds : verdict::violation);
    }
}

// Calls at random by `clients`, each of which takes effect somewhere between call and return.
history<register_spec> run_register(std::size_t calls, std::uint32_t clients, unsigned seed) {
    std::mt19937 luck(seed);
    history<register_spec> seen;
    register_spec real;
    std::vector<std::optional<open_call<read>>> reads(clients);
    std::vector<std::optional<open_call<write>>> writes(clients);
    std::vector<std::optional<long long>> answers(clients);
    while (seen.size() < calls) {
        const auto client = static_cast<std::uint32_t>(luck() % clients);
        if (reads[client]) {
            seen.returned(*std::exchange(reads[client], {}), answers[client]);
        } else if (writes[client]) {
            seen.returned(*std::exchange(writes[client], {}));
        } else if (luck() % 2 == 0) {
            reads[client] = seen.call<read>(client);
            answers[client] = real.read();
        } else {
            const auto value = static_cast<long long>(luck() % 10);
            writes[client] = seen.call<write>(client, value);
            real.write(value);
        }
    }
    return seen;
}

TEST(LongHistory, IsJudgedInOneGo) {
    for (unsigned seed = 0; seed < 4; ++seed) {
        support::count_evidence(1);
        const auto seen = run_register(20'000, 2 + 4 * seed, seed);
        const judgement got = linearizable(seen, {.memory = std::size_t{64} << 20});
        EXPECT_EQ(got.what, verdict::holds) << got.reason;
    }
}

TEST(LongHistory, IsCutWhereItGoesWrong) {
    for (unsigned seed = 0; seed < 4; ++seed) {
        support::count_evidence(1);
        auto seen = run_register(5'000, 4, seed);
        const auto wrong = seen.call<read>(9);
        seen.returned(wrong, 77);
        const moment end = seen.entries().back().returned;
        seen.returned(seen.call<write>(9, 77));
        const judgement got = linearizable(seen);
        EXPECT_EQ(got.what, verdict::violation);
        EXPECT_EQ(got.until, end);
        EXPECT_EQ(got.culprit, wrong.number);
    }
}

TEST(Bounds, LeaveTheVerdictUnknown) {
    history<register_spec> seen;
    for (std::uint32_t process = 0; process < 40; ++process)
        (void)seen.call<cas>(process, process, process * 7 % 40);
    std::vector<open_call<write>> writes;
    for (std::uint32_t process = 40; process < 80; ++process)
        writes.push_back(seen.call<write>(process, process % 40));
    for (const auto& each : writes)
        seen.returned(each);
    seen.returned(seen.call<read>(80), 99);
    EXPECT_EQ(linearizable(seen, {.time = std::chrono::milliseconds(50)}).reason, "the time limit was reached");
    const judgement got = linearizable(seen, {.memory = std::size_t{1} << 20});
    EXPECT_EQ(got.what, verdict::unknown);
    EXPECT_EQ(got.reason, "the memory limit was reached");
}

TEST(StateStack, ComesBackToEveryState) {
    std::mt19937 luck(1);
    judging::state_stack<std::vector<std::uint32_t>> stack;
    std::vector<std::vector<std::uint32_t>> plain = {{}};
    const auto make = [](std::vector<std::uint32_t>& state, std::uint32_t operation) { state.push_back(operation); };
    for (std::uint32_t step = 0; step < 20'000; ++step) {
        const bool mostly_up = step / 2'000 % 2 == 0;
        if (plain.size() == 1 || (luck() % 4 != 0) == mostly_up) {
            auto next = stack.present();
            make(next, step);
            plain.push_back(next);
            stack.push(step, std::move(next));
        } else {
            plain.pop_back();
            stack.pop(make);
        }
        ASSERT_EQ(stack.present(), plain.back()) << step;
    }
}

struct clumsy_state {
    int value = 0;
    std::size_t hash() const { return 0; }
    friend bool operator==(const clumsy_state&, const clumsy_state&) = default;
};

TEST(StatePool, TellsStatesOfOneHashApart) {
    judging::state_pool<clumsy_state> pool;
    for (int value = 0; value < 100; ++value)
        EXPECT_EQ(pool.keep({value}, 0), static_cast<std::uint32_t>(value));
    EXPECT_EQ(pool.find({42}, 0), 42u);
    EXPECT_EQ(pool.find({100}, 0), judging::none);
}

struct plain_struct {
    int first;
    std::array<int, 2> second;
    std::vector<std::string> third;
};

struct with_array {
    int numbers[3];
    char letter;
};

TEST(Hash, IsMadeOfTheMembersOfAPlainStruct) {
    using judging::hash_of;
    std::set<std::size_t> hashes;
    for (int i = 0; i < 10; ++i) {
        hashes.insert(hash_of(plain_struct{i, {0, 0}, {}}));
        hashes.insert(hash_of(plain_struct{0, {0, i + 1}, {}}));
        hashes.insert(hash_of(plain_struct{0, {0, 0}, {std::string(static_cast<std::size_t>(i) + 1, 'a')}}));
    }
    EXPECT_EQ(hashes.size(), 30u);
    EXPECT_EQ(hash_of(plain_struct{1, {2, 3}, {"a"}}), hash_of(plain_struct{1, {2, 3}, {"a"}}));
    EXPECT_TRUE(judging::can_hash<kv_spec>);
    EXPECT_FALSE(judging::can_hash<with_array>); // its members cannot be counted
}

TEST(Explanation, ShowsAColumnForEachProcess) {
    history<register_spec> seen;
    const auto open = seen.call<read>(0);
    const auto set = seen.call<write>(3, 1);
    seen.returned(set);
    seen.returned(open, 2);
    EXPECT_EQ(linearizable(seen).explanation,
              "No order of the calls explains what they answered until 3, but there is one for anything shorter.\n"
              "\n"
              "     process 0   process 3\n"
              "  0  read()\n"
              "  1  |           write(1)\n"
              "  2  |           -> done\n"
              "  3  -> 2                    <-- no order explains this\n"
              "\n"
              "The longest order that explains what returned before it has 1 call and ends with\n"
              "    write(1) -> done by process 3\n"
              "There the state is 1, and read() by process 0 answers 1; what was seen is 2.\n");
}

TEST(Explanation, ShowsWhereLongAnswersPart) {
    history<kv_spec> seen;
    const std::string text = std::string(100, 'a');
    seen.returned(seen.call<&kv_spec::put>(0, "key", text + "bc"));
    seen.returned(seen.call<&kv_spec::get>(0, "key"), text + "xc");
    const judgement got = linearizable(seen);
    EXPECT_NE(got.explanation.find("they part at character 101: …aaaaaaaaaaaabc\" against …aaaaaaaaaaaaxc\""),
              std::string::npos)
        << got.explanation;
    EXPECT_EQ(got.explanation.find(text), std::string::npos) << got.explanation;
}

} // namespace

} // namespace heddle::properties
