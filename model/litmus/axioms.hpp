// When an execution graph is consistent: the axioms of RC11 and of sequential consistency, written as in the paper.
//
// RC11: Lahav, Vafeiadis, Kang, Hur, Dreyer, "Repairing sequential consistency in C/C++11", PLDI 2017, figure 1,
// with the release sequences of C++20 (P0982: a release write followed by read-modify-writes only). consume is
// acquire. All accesses here are atomic, so there is nothing to say about races.
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
