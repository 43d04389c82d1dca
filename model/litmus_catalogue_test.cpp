// Every shape of the catalogue has exactly the outcomes written down for it, by brute force.
#include "litmus/catalogue.hpp"
#include "litmus/enumerator.hpp"
#include "litmus/notation.hpp"
#include "litmus/outcome_table.hpp"
#include "litmus/test_name.hpp"

#include <gtest/gtest.h>

#include <heddle/support/evidence.hpp>

namespace heddle::model::litmus {
namespace {

class LitmusCatalogue : public testing::TestWithParam<shape> {};

TEST_P(LitmusCatalogue, HasExactlyTheOutcomesWrittenDown) {
    const auto& s = GetParam();
    const auto found = enumerate(parse(s.program), rc11_consistent).outcomes;
    EXPECT_EQ(difference(s, found), "") << s.program;
    support::count_evidence(s.outcomes.size());
}

TEST_P(LitmusCatalogue, AgreesWithThePublications) {
    const auto& s = GetParam();
    const std::set<std::string> outcomes(s.outcomes.begin(), s.outcomes.end());
    for (const auto& c : s.claims)
        EXPECT_EQ(outcomes.contains(c.outcome), c.allowed) << c.outcome << ": " << c.source;
}

INSTANTIATE_TEST_SUITE_P(All, LitmusCatalogue, testing::ValuesIn(catalogue()),
                         [](const auto& row) { return test_name(row.param.name); });

TEST(LitmusOutcomeTable, ReportsMissingExtraAndHiddenOutcomes) {
    const auto found = enumerate(parse("Wrlx x 1 || a=Rrlx x; Wrlx y a"), rc11_consistent).outcomes;
    EXPECT_EQ(difference({.columns = "a", .outcomes = {"0", "1"}}, found), "");
    EXPECT_EQ(difference({.columns = "a", .outcomes = {"0"}}, found), "extra: 1\n");
    EXPECT_EQ(difference({.columns = "a y", .outcomes = {"00", "11", "01"}}, found), "missing: 01\n");
    EXPECT_EQ(difference({.columns = "x", .outcomes = {"1"}}, found), "the columns hide outcomes: 1 rows of 2\n");
    EXPECT_EQ(difference({.columns = "b", .outcomes = {}}, found), "no column b in a=0 x=1 y=0\n");
    EXPECT_EQ(difference({.columns = "a", .outcomes = {"0", "1", "1"}}, found), "a row is written twice\n");
}

TEST(LitmusCatalogueTable, NamesAreUnique) {
    std::set<std::string> names;
    for (const auto& s : catalogue())
        EXPECT_TRUE(names.insert(test_name(s.name)).second) << s.name;
    EXPECT_GE(names.size(), 160u);
}

} // namespace
} // namespace heddle::model::litmus
