// Classic litmus shapes with the exact sets of outcomes that RC11 allows, written down as data.
//
// A shape's `columns` name what to look at (registers, final values of locations, unnamed reads as "thread.position");
// its `outcomes` have one digit for each column. They are complete: the rows listed are all there are, and what is
// not in a column follows from the columns. A claim repeats what a publication says about one outcome.
#pragma once

#include <string>
#include <vector>

namespace heddle::model::litmus {

struct claim {
    bool allowed;
    std::string outcome; // digits, as in shape::outcomes
    std::string source;
};

struct shape {
    std::string name = {};    // unique in the catalogue
    std::string program = {}; // in the notation
    std::string columns = {};
    std::vector<std::string> outcomes = {};
    std::vector<claim> claims = {};
};

inline claim allowed(std::string outcome, std::string source) { return {true, std::move(outcome), std::move(source)}; }
inline claim forbidden(std::string outcome, std::string source) {
    return {false, std::move(outcome), std::move(source)};
}

// All rows of zeros and ones with so many columns, except those given.
[[nodiscard]] std::vector<std::string> every(int columns, const std::vector<std::string>& except = {});

// Where claims come from.
namespace source {
inline const std::string repairing =
    "Lahav, Vafeiadis, Kang, Hur, Dreyer: Repairing sequential consistency in C/C++11, PLDI 2017";
inline const std::string mathematizing =
    "Batty, Owens, Sarkar, Sewell, Weber: Mathematizing C++ concurrency, POPL 2011";
inline const std::string power =
    "Sarkar, Sewell, Alglave, Maranget, Williams: Understanding POWER multiprocessors, PLDI 2011";
inline const std::string standard = "ISO C++20, [intro.races] and [atomics.order]";
inline const std::string sequences = "Boehm, Giroux, Vafeiadis: P0982R1, Weaken release sequences, C++20";
inline const std::string strengthen = "Boehm, Giroux, Vafeiadis: P0668R5, Revising the C++ memory model, C++20";
} // namespace source

// The parts, one file each.
[[nodiscard]] std::vector<shape> coherence_shapes();
[[nodiscard]] std::vector<shape> message_passing_shapes();
[[nodiscard]] std::vector<shape> store_buffering_shapes();
[[nodiscard]] std::vector<shape> load_buffering_shapes();
[[nodiscard]] std::vector<shape> write_order_shapes();
[[nodiscard]] std::vector<shape> causality_shapes();
[[nodiscard]] std::vector<shape> six_edge_shapes();
[[nodiscard]] std::vector<shape> release_sequence_shapes();
[[nodiscard]] std::vector<shape> read_modify_write_shapes();
[[nodiscard]] std::vector<shape> compare_exchange_shapes();

// All of them.
[[nodiscard]] std::vector<shape> catalogue();

} // namespace heddle::model::litmus
