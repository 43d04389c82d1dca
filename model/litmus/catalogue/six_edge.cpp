// The Z6 family: three threads, three locations, cycles of six edges that mix reads-from, from-read and
// modification order (numbered as in Alglave and Maranget's catalogues of POWER and ARM shapes).
#include "litmus/catalogue.hpp"

namespace heddle::model::litmus {

std::vector<shape> six_edge_shapes() {
    using source::repairing, source::standard;
    // a and b are 0 or 1, the third column is 1 or 2
    const std::vector<std::string> all = {"001", "002", "011", "012", "101", "102", "111", "112"};
    const std::vector<std::string> but_102 = {"001", "002", "011", "012", "101", "111", "112"};
    // a is 0 or 1, then two final values of 1 or 2
    const std::vector<std::string> writes = {"011", "012", "021", "022", "111", "112", "121", "122"};
    return {
        {"Z6.0+rlx", "Wrlx x 1; Wrlx y 1 || a=Rrlx y; Wrlx z 1 || Wrlx z 2; b=Rrlx x", "a b z", all},
        {"Z6.0+rel+acq", "Wrel x 1; Wrel y 1 || a=Racq y; Wrel z 1 || Wrel z 2; b=Racq x", "a b z", all},
        {"Z6.0+sc",
         "Wsc x 1; Wsc y 1 || a=Rsc y; Wsc z 1 || Wsc z 2; b=Rsc x",
         "a b z",
         but_102,
         {forbidden("102", standard)}},
        {"Z6.0+rel-acq+sc-fences",
         "Wrlx x 1; Wrel y 1 || a=Racq y; Fsc; Wrlx z 1 || Wrlx z 2; Fsc; b=Rrlx x",
         "a b z",
         but_102,
         {forbidden("102", repairing)}},
        {"Z6.0+rlx-flag+sc-fences", "Wrlx x 1; Wrlx y 1 || a=Rrlx y; Fsc; Wrlx z 1 || Wrlx z 2; Fsc; b=Rrlx x", "a b z",
         all},
        {"Z6.0+sc-ends", // po; hb; po from the seq_cst write of x to that of z
         "Wsc x 1; Wrel y 1 || a=Racq y; Wsc z 1 || Wsc z 2; b=Rsc x",
         "a b z",
         but_102,
         {forbidden("102", repairing)}},
        {"Z6.1+rel+acq", "Wrel x 2; Wrel y 1 || Wrel y 2; Wrel z 1 || a=Racq z; Wrel x 1", "a x y", writes},
        {"Z6.1+sc",
         "Wsc x 2; Wsc y 1 || Wsc y 2; Wsc z 1 || a=Rsc z; Wsc x 1",
         "a x y",
         {"011", "012", "021", "022", "111", "112", "121"}},
        {"Z6.2+rel+acq", // Z6.2 needs no seq_cst: every step but the last is synchronization
         "Wrlx x 2; Wrel y 1 || a=Racq y; Wrel z 1 || b=Racq z; Wrlx x 1",
         "a b x",
         {"001", "002", "011", "012", "101", "102", "111"},
         {forbidden("112", standard)}},
        {"Z6.2+rlx", "Wrlx x 2; Wrlx y 1 || a=Rrlx y; Wrlx z 1 || b=Rrlx z; Wrlx x 1", "a b x", all},
        {"Z6.3+rel+acq", "Wrel x 1; Wrel y 1 || Wrel y 2; Wrel z 1 || a=Racq z; b=Racq x", "a b y", all},
        {"Z6.3+sc",
         "Wsc x 1; Wsc y 1 || Wsc y 2; Wsc z 1 || a=Rsc z; b=Rsc x",
         "a b y",
         but_102,
         {forbidden("102", standard)}},
        {"Z6.3+sc-fences+rel-acq", // the second fence releases
         "Wrlx x 1; Fsc; Wrlx y 1 || Wrlx y 2; Fsc; Wrlx z 1 || a=Racq z; b=Rrlx x", "a b y", but_102},
        {"Z6.4+rel+acq", "Wrel x 1; Wrel y 1 || Wrel y 2; a=Racq z || Wrel z 1; b=Racq x", "a b y", all},
        {"Z6.4+sc-fences",
         "Wrlx x 1; Fsc; Wrlx y 1 || Wrlx y 2; Fsc; a=Rrlx z || Wrlx z 1; Fsc; b=Rrlx x",
         "a b y",
         {"001", "011", "012", "101", "102", "111", "112"},
         {forbidden("002", repairing)}},
        {"Z6.5+sc-fences",
         "Wrlx x 1; Fsc; Wrlx y 1 || Wrlx y 2; Fsc; Wrlx z 1 || Wrlx z 2; Fsc; a=Rrlx x",
         "a y z",
         {"011", "012", "021", "111", "112", "121", "122"},
         {forbidden("022", repairing)}},
        // Z6.U of "Repairing sequential consistency": the paper and C++20 to the letter also allow a=1 b=2|3 c=0 y=3;
        // the checkers whose counts are in calibration.hpp do not (see axioms.hpp).
        {"Z6.U",
         "Wsc x 1; Wrel y 1 || a=Usc y +1; b=Rrlx y || Wsc y 3; c=Rsc x",
         "a b c y",
         {"0101", "0103", "0111", "0113", "0301", "0303", "0311", "0313", "1202", "1212", "1213", "1313", "3101",
          "3111", "3401", "3404", "3411", "3414"}},
    };
}

} // namespace heddle::model::litmus
