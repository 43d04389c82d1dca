// The one-line notation of litmus programs: `Wrlx x 1; Wrel y 1 || a=Racq y; b=Rrlx x`.
//
//   threads      separated by `||`, operations by `;`; an empty thread is allowed
//   W<o> x e     store                     R<o> x       load
//   U<o> x +e    fetch_add                 X<o> x e     exchange
//   C<o> x e->e  compare_exchange_strong; failure order relaxed, or `C<o>/<o> x e->e` to give it
//   F<o>         fence                     r=...        name the value that a load or read-modify-write reads
//   <o>          rlx con acq rel ar sc
//   e            a sum of integers and registers: `1`, `-2`, `r`, `r+1`, `a+b`
//   {x=1, y=2}   in front of everything: initial values (0 where nothing is said)
//
// For all programs p that make sense: parse(print(p)) == p. Thread-safe (no shared state).
#pragma once

#include "litmus/program.hpp"

#include <stdexcept>
#include <string>
#include <string_view>

namespace heddle::model::litmus {

// What is wrong with a text and where; lines and columns count from 1. what() is "line:column: message".
class notation_error : public std::runtime_error {
public:
    notation_error(int line, int column, const std::string& message);

    int line() const noexcept { return line_; }
    int column() const noexcept { return column_; }

private:
    int line_;
    int column_;
};

// Reads a program. Throws notation_error, also for a program that does not make sense (see check_program).
[[nodiscard]] program parse(std::string_view text);

// Writes a program in the notation, on one line.
[[nodiscard]] std::string print(const program& code);
[[nodiscard]] std::string print(const operation& op);

// The notation's name of an order: `rlx`, `con`, `acq`, `rel`, `ar` or `sc`.
[[nodiscard]] std::string_view order_name(std::memory_order order);

} // namespace heddle::model::litmus
