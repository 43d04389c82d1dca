// Shapes where modification order closes the cycle: R (a write overtaken, then a read) and 2+2W (writes only).
#include "litmus/catalogue.hpp"

namespace heddle::model::litmus {

std::vector<shape> write_order_shapes() {
    using source::repairing, source::standard;
    const std::vector<std::string> r_all = {"01", "02", "11", "12"}, r_ordered = {"01", "11", "12"};
    const std::vector<std::string> w_all = {"11", "12", "21", "22"}, w_ordered = {"12", "21", "22"};
    return {
        {"R+rlx", "Wrlx x 1; Wrlx y 1 || Wrlx y 2; a=Rrlx x", "a y", r_all, {allowed("02", standard)}},
        {"R+rel+acq", "Wrel x 1; Wrel y 1 || Wrel y 2; a=Racq x", "a y", r_all, {allowed("02", standard)}},
        {"R+sc", "Wsc x 1; Wsc y 1 || Wsc y 2; a=Rsc x", "a y", r_ordered, {forbidden("02", standard)}},
        {"R+sc-fences",
         "Wrlx x 1; Fsc; Wrlx y 1 || Wrlx y 2; Fsc; a=Rrlx x",
         "a y",
         r_ordered,
         {forbidden("02", repairing)}},
        {"R+rel+sc-fence", "Wrlx x 1; Wrel y 1 || Wrlx y 2; Fsc; a=Rrlx x", "a y", r_all},
        {"R+sc-fence+rel-acq", "Wrlx x 1; Fsc; Wrlx y 1 || Wrel y 2; a=Racq x", "a y", r_all},
        {"R+sc+sc-fence", "Wsc x 1; Wsc y 1 || Wrlx y 2; Fsc; a=Rrlx x", "a y", r_ordered},
        {"R+rel-write+sc", "Wrel x 1; Wsc y 1 || Wsc y 2; a=Rsc x", "a y", r_all},
        {"R+X-ar", // the second exchange reads from the first and synchronizes
         "Wrlx x 1; b=Xar y 1 || c=Xar y 2; a=Rrlx x",
         "b c a y",
         {"0112", "2001", "2011"}},
        {"2+2W+rlx", "Wrlx x 1; Wrlx y 2 || Wrlx y 1; Wrlx x 2", "x y", w_all, {allowed("11", standard)}},
        {"2+2W+rel", "Wrel x 1; Wrel y 2 || Wrel y 1; Wrel x 2", "x y", w_all, {allowed("11", standard)}},
        {"2+2W+sc", "Wsc x 1; Wsc y 2 || Wsc y 1; Wsc x 2", "x y", w_ordered, {forbidden("11", standard)}},
        {"2+2W+sc-fences",
         "Wrlx x 1; Fsc; Wrlx y 2 || Wrlx y 1; Fsc; Wrlx x 2",
         "x y",
         w_ordered,
         {forbidden("11", repairing)}},
        {"2+2W+sc-fence+rel", "Wrlx x 1; Fsc; Wrlx y 2 || Wrel y 1; Wrel x 2", "x y", w_all},
        {"2+2W+sc-fence+sc", "Wrlx x 1; Fsc; Wrlx y 2 || Wsc y 1; Wsc x 2", "x y", w_ordered},
        {"2+2W+one-weak-write", "Wsc x 1; Wsc y 2 || Wsc y 1; Wrel x 2", "x y", w_all},
        {"S+rlx-known", "Wrlx x 2; Wrlx y 1 || a=Rrlx y; Wrlx x 1", "a x", r_all, {allowed("12", standard)}},
        {"S+rel+acq-known",
         "Wrlx x 2; Wrel y 1 || a=Racq y; Wrlx x 1",
         "a x",
         {"01", "02", "11"},
         {forbidden("12", standard)}},
        {"S+sc-accesses-rlx-flag", // seq_cst writes of x do not order the relaxed flag
         "Wsc x 2; Wrlx y 1 || a=Rrlx y; Wsc x 1", "a x", r_all},
    };
}

} // namespace heddle::model::litmus
