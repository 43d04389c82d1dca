// When an execution graph is consistent: the axioms of RC11 and of sequential consistency, written as in the paper.
//
// RC11: Lahav, Vafeiadis, Kang, Hur, Dreyer, "Repairing sequential consistency in C/C++11", PLDI 2017, figure 1,
// with two changes that C++20 made. Release sequences are a release write followed by read-modify-writes only
// (P0982). The order of seq_cst events contains po; hb; po without the paper's restriction to different locations,
// and rf (P0668: strongly happens-before, coherence-ordered before). As in the published checkers whose counts
// calibration.hpp holds, a read-modify-write is two events with program order between them also here: that forbids
// two of the 24 executions of Z6.U (see the catalogue) that the paper, and C++20 read to the letter, allow.
// consume is acquire. All accesses here are atomic, so there is nothing to say about races.
#pragma once

#include "litmus/execution_graph.hpp"

namespace heddle::model::litmus {

// A memory model: says of a complete graph with values filled in whether it can happen.
using axioms = bool (*)(const execution_graph&);

[[nodiscard]] bool rc11_consistent(const execution_graph& graph);

// Sequential consistency (Lamport 1979): all events fit one total order in which every read returns the latest
// write; as acyclicity in Shasha and Snir's form. Memory orders and fences mean nothing.
[[nodiscard]] bool sc_consistent(const execution_graph& graph);

} // namespace heddle::model::litmus
