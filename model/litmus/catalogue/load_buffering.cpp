// Load buffering (LB) and values out of thin air. RC11 forbids all cycles in program order and reads-from; the
// standard's text still allows the relaxed ones that do not depend on themselves.
#include "litmus/catalogue.hpp"

namespace heddle::model::litmus {

std::vector<shape> load_buffering_shapes() {
    using source::repairing, source::standard;
    const std::vector<std::string> not_both = {"00", "01", "10"};
    return {
        {"LB+rlx", "a=Rrlx x; Wrlx y 1 || b=Rrlx y; Wrlx x 1", "a b", not_both, {forbidden("11", repairing)}},
        {"LB+rel+acq", "a=Racq x; Wrel y 1 || b=Racq y; Wrel x 1", "a b", not_both, {forbidden("11", standard)}},
        {"LB+sc", "a=Rsc x; Wsc y 1 || b=Rsc y; Wsc x 1", "a b", not_both, {forbidden("11", standard)}},
        {"LB+fences", "a=Rrlx x; Far; Wrlx y 1 || b=Rrlx y; Far; Wrlx x 1", "a b", not_both},
        {"LB+data+data", "a=Rrlx x; Wrlx y a || b=Rrlx y; Wrlx x b", "a b", {"00"}, {forbidden("11", repairing)}},
        {"LB+data+rlx", "a=Rrlx x; Wrlx y a || b=Rrlx y; Wrlx x 1", "a b", {"00", "10"}, {forbidden("11", repairing)}},
        {"LB+data+data+1", "a=Rrlx x; Wrlx y a+1 || b=Rrlx y; Wrlx x b", "a b x", {"000", "011"}},
        {"LB+X", "a=Xrlx x 2; Wrlx y 1 || b=Xrlx y 2; Wrlx x 1", "a b x y", {"0011", "0112", "1021"}},
        {"LB+U", "a=Urlx x +0; Wrlx y 1 || b=Urlx y +0; Wrlx x 1", "a b", not_both},
        {"3.LB+rlx",
         "a=Rrlx x; Wrlx y 1 || b=Rrlx y; Wrlx z 1 || c=Rrlx z; Wrlx x 1",
         "a b c",
         every(3, {"111"}),
         {forbidden("111", repairing)}},
    };
}

} // namespace heddle::model::litmus
