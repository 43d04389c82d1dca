// Relacy against the oracle on the catalogue and on random programs: every outcome that Relacy shows is allowed.
#include "litmus/catalogue.hpp"
#include "litmus/enumerator.hpp"
#include "litmus/notation.hpp"
#include "litmus/random_check.hpp"
#include "litmus/relacy_run.hpp"

#include <gtest/gtest.h>

#include <heddle/support/evidence.hpp>

namespace heddle::model::litmus {
namespace {

// Why Relacy may show more than C++20 allows for this program; empty if it may not.
std::string limit_of_relacy(const program& code) {
    bool fences = false, accesses = false;
    for (const auto& thread : code.threads)
        for (const auto& op : thread) {
            if (op.kind == operation_kind::compare_exchange && op.failure_order > op.order)
                return "the failure order of a compare-exchange may not be stronger than its success order in Relacy";
            const bool strong = op.order == std::memory_order_seq_cst || op.failure_order == std::memory_order_seq_cst;
            (op.kind == operation_kind::fence ? fences : accesses) |= strong;
        }
    return fences && accesses ? "Relacy does not order seq_cst fences with seq_cst accesses" : "";
}

// What Relacy shows and the oracle forbids; counts what the oracle allows and Relacy does not show.
std::string forbidden_outcomes(const program& code, std::uint64_t iterations, std::size_t& missed) {
    const auto shown = run_in_relacy(code, iterations);
    const auto allowed = enumerate(code, rc11_consistent).outcomes;
    std::string text = shown.holds ? "" : "Relacy objects\n";
    for (const auto& o : shown.outcomes)
        if (!allowed.contains(o))
            text += "Relacy shows " + print(o) + "\n";
    for (const auto& o : allowed)
        missed += !shown.outcomes.contains(o);
    support::count_evidence(iterations);
    return text;
}

TEST(LitmusRelacy, ShowsOnlyWhatTheCatalogueAllows) {
    std::size_t missed = 0, rows = 0;
    std::map<std::string, std::string> exceptions;
    for (const auto& s : catalogue()) {
        const auto code = parse(s.program);
        const auto limit = limit_of_relacy(code), text = forbidden_outcomes(code, 500, missed);
        if (!text.empty() && !limit.empty())
            exceptions[limit] += "  " + s.name + ": " + text;
        else
            EXPECT_EQ(text, "") << s.name << ": " << s.program;
        rows += s.outcomes.size();
    }
    for (const auto& [limit, text] : exceptions)
        std::printf("%s:\n%s", limit.c_str(), text.c_str());
    std::printf("Relacy did not show %zu of %zu outcomes\n", missed, rows);
    EXPECT_EQ(exceptions.size(), 2u);
    EXPECT_LT(missed, rows / 10); // it is a second opinion only as long as it sees most of them
}

TEST(LitmusRelacy, ShowsOnlyWhatTheOracleAllows) {
    std::size_t missed = 0;
    check_random_programs(500, [&](const program& code) {
        return limit_of_relacy(code).empty() ? forbidden_outcomes(code, 200, missed) : "";
    });
}

} // namespace
} // namespace heddle::model::litmus
