// Heddle's arc under stress: the contract, and the ways to change a shared value or to take it out.
#include <heddle/arc.hpp>
#include <heddle/stress/arc_contract.hpp>

#include <atomic>

namespace heddle::stress {
INSTANTIATE_TYPED_TEST_SUITE_P(heddle, arc_contract, arc<support::counted>);
}

namespace {

using namespace heddle;
using namespace heddle::stress;

// Every actor holds a share of each value and ends it in one of three ways; plain reads and writes show, above all to
// ThreadSanitizer, whether who may change a value is alone with it.
class ownership_round : public round {
public:
    explicit ownership_round(int threads) : shares_(static_cast<std::size_t>(threads)) {
        for (int i = 0; i < values; ++i) {
            const auto made = arc<support::counted>::make(lives_, i);
            for (auto& one : shares_)
                one.push_back(made);
        }
    }

    std::uint64_t play(int me, perturbation& shaken) override {
        support::at("owning");
        for (int i = 0; i < values; ++i) {
            arc<support::counted> mine = std::move(shares_[static_cast<std::size_t>(me)][static_cast<std::size_t>(i)]);
            support::ensure_equal(mine->value(), i, "a value stays as it is while it is shared");
            shaken.shake();
            if (i % 3 == 0)
                take(std::move(mine).into_inner(), i);
            else if (i % 3 == 1)
                change_copy(mine, i, shaken);
            else
                change_alone(mine, i, shaken);
        }
        return values;
    }

    void judge() override {
        support::ensure_equal(taken_.load(), (values + 2) / 3, "exactly one of the last owners gets each value");
        shares_.clear();
        lives_.ensure_all_dead();
    }

private:
    static constexpr int values = 48; // a round

    void take(const std::optional<support::counted>& value, int expected) {
        if (!value)
            return;
        support::ensure_equal(value->value(), expected, "the value comes out as it was");
        ++taken_;
    }

    static void change_copy(arc<support::counted>& mine, int expected, perturbation& shaken) {
        const weak<support::counted> watching = shaken.random().one_in(3) ? mine.downgrade() : weak<support::counted>();
        support::counted& own = mine.make_mut();
        support::ensure_equal(own.value(), expected, "make_mut begins with the value as it was");
        own = support::counted(own.lives(), expected + 100);
        support::ensure_equal(mine->value(), expected + 100, "a change to one's own copy stays");
    }

    static void change_alone(arc<support::counted>& mine, int expected, perturbation& shaken) {
        if (shaken.random().one_in(3)) { // share through a weak: strong again, and no weak is left
            weak<support::counted> watching = mine.downgrade();
            mine = watching.upgrade();
            support::ensure(static_cast<bool>(mine), "a weak can be upgraded while the value is shared");
        }
        if (support::counted* const own = mine.get_mut()) {
            support::ensure_equal(own->value(), expected, "get_mut gives the value as it was");
            *own = support::counted(own->lives(), expected + 100);
        }
    }

    support::life_register lives_;
    std::vector<std::vector<arc<support::counted>>> shares_; // by actor
    std::atomic<int> taken_{0};
};

TEST(Arc, IsChangedOrTakenOutOnlyByWhoIsAloneWithIt) {
    run_rounds([](int threads, support::random_source&) { return std::make_unique<ownership_round>(threads); });
}

} // namespace
