// The calibration counts as data.
#include "litmus/calibration.hpp"

namespace heddle::model::litmus {
namespace {

using counts = std::vector<std::uint64_t>;

const std::vector<calibration_row> single_rows = {
    {"SB+rel+acq", 4, 3, "Wrel x 1; Racq y || Wrel y 1; Racq x"},
    {"SB+sc-fences", 3, 3, "Wrlx x 1; Fsc; Rrlx y || Wrlx y 1; Fsc; Rrlx x"},
    {"MP+rel+acq", 3, 3, "Wrel x 1; Wrel y 1 || Racq y; Racq x"},
    {"LB+rel+acq", 3, 3, "Racq y; Wrel x 1 || Racq x; Wrel y 1"},
    {"S+rlx", 4, 3, "Wrlx x 2; Wrlx y 1 || Rrlx y; Wrlx x 1"},
    {"2+2W+rel", 4, 3, "Wrel x 1; Wrel y 2 || Wrel y 1; Wrel x 2"},
    {"2+2W+sc", 3, 3, "Wsc x 1; Wsc y 2 || Wsc y 1; Wsc x 2"},
    {"IRIW-acq-sc", 16, 15, "Wsc x 1 || Racq x; Rsc y || Racq y; Rsc x || Wsc y 1"},
    {"IRIWish", 28, 27, "Wrlx x 1 || r=Rrlx x; Wrel y r || Rrlx x; Far; Rrlx y || Rrlx y; Far; Rrlx x"},
    {"RWC+sc-fences", 7, 7, "Wrlx x 1 || Rrlx x; Fsc; Rrlx y || Wrlx y 1; Fsc; Rrlx x"},
    {"W+RWC", 7, 7, "Wrlx x 1; Wrel z 1 || Racq z; Fsc; Rrlx y || Wrlx y 1; Fsc; Rrlx x"},
    {"Z6.U", 22, 18, "Wsc x 1; Wrel y 1 || Usc y +1; Rrlx y || Wsc y 3; Rsc x"},
    {"relseq", 20, 16, "Wrlx x 1; Wrel y 1; Wrlx y 2 || Xrlx y 3 || Rrlx y; Far; Rrlx x"},
    {"CoRR1", 36, 36, "Wrel x 1 || Wrel x 2 || Racq x; Racq x || Racq x"},
    {"CoRR2", 72, 72, "Wrel x 1 || Wrel x 2 || Racq x; Racq x || Racq x; Racq x"},
    {"inc+inc+RR+W+RR", 600, 600, "Urlx x +1 || Urlx x +1 || Rrlx x; Rrlx x || Wrlx x 42 || Rrlx x; Rrlx x"},
};

// `count` threads, thread i being thread(i), i from 1.
template <class Thread>
std::string parallel(int count, Thread thread) {
    std::string text;
    for (int i = 1; i <= count; ++i)
        text += (i == 1 ? "" : " || ") + thread(i);
    return text;
}

std::string number(int n) { return std::to_string(n); }

// Two threads add x and y into each other `rounds` times; a third looks at both.
std::string fibonacci(int rounds) {
    std::string to_x, to_y;
    for (int i = 0; i < rounds; ++i) {
        to_x += std::string(i == 0 ? "" : "; ") + "a=Racq x; b=Racq y; Wrel x a+b";
        to_y += std::string(i == 0 ? "" : "; ") + "c=Racq x; d=Racq y; Wrel y c+d";
    }
    return "{x=1, y=1} " + to_x + " || " + to_y + " || Racq x; Racq y";
}

// One row for each parameter from `first` on; the enumerator is used up to `brute_force_up_to`.
template <class Program>
void add_family(std::vector<calibration_row>& rows, const std::string& name, int first, const counts& rc11,
                const counts& sc, int brute_force_up_to, Program program) {
    for (std::size_t i = 0; i < rc11.size(); ++i) {
        const int n = first + static_cast<int>(i);
        rows.push_back({name + "(" + number(n) + ")", rc11[i], sc.empty() ? std::nullopt : std::optional(sc[i]),
                        program(n), n <= brute_force_up_to});
    }
}

} // namespace

std::vector<calibration_row> calibration() {
    auto rows = single_rows;
    const counts factorials = {2, 6, 24, 120, 720, 5040};
    add_family(rows, "ainc", 2, factorials, factorials, 6,
               [](int n) { return parallel(n, [](int) { return std::string("Urlx x +1"); }); });
    add_family(rows, "binc", 2, {4, 36, 576}, {}, 4,
               [](int n) { return parallel(n, [](int) { return std::string("Urlx x +1; Urlx y +1"); }); });
    add_family(rows, "cinc", 2, {8, 216, 13824}, {}, 3,
               [](int n) { return parallel(n, [](int) { return std::string("Urlx x +1; Urlx y +1; Urlx z +1"); }); });
    add_family(rows, "casrot", 2, {2, 5, 14, 43, 144, 523, 2048, 8597}, {}, 6,
               [](int n) { return parallel(n, [](int i) { return "Crlx x " + number(i - 1) + "->" + number(i); }); });
    add_family(rows, "casw", 2, {6, 66, 1200, 32880}, {}, 5,
               [](int n) { return parallel(n, [](int i) { return "Crlx x 0->1; Wrel x " + number(i + 3); }); });
    const counts powers = {4, 8, 16, 32, 64, 128, 256};
    add_family(rows, "readers", 2, powers, powers, 8,
               [](int n) { return "Wrel x 42 || " + parallel(n, [](int) { return std::string("Racq x"); }); });
    rows.push_back({"fib(5)", 525630, std::nullopt, fibonacci(5), false});
    return rows;
}

} // namespace heddle::model::litmus
