// Store buffering (SB), Dekker's and Peterson's core: can both threads miss the other's write?
#include "litmus/catalogue.hpp"

namespace heddle::model::litmus {
namespace {

const std::vector<std::string> not_both_missed = {"01", "10", "11"};

std::vector<shape> two_threads() {
    using source::mathematizing, source::repairing, source::standard;
    return {
        {"SB+rlx", "Wrlx x 1; a=Rrlx y || Wrlx y 1; b=Rrlx x", "a b", every(2), {allowed("00", mathematizing)}},
        {"SB+rel+acq", "Wrel x 1; a=Racq y || Wrel y 1; b=Racq x", "a b", every(2), {allowed("00", mathematizing)}},
        {"SB+sc", "Wsc x 1; a=Rsc y || Wsc y 1; b=Rsc x", "a b", not_both_missed, {forbidden("00", mathematizing)}},
        {"SB+sc-writes", "Wsc x 1; a=Racq y || Wsc y 1; b=Racq x", "a b", every(2), {allowed("00", standard)}},
        {"SB+sc-reads", "Wrel x 1; a=Rsc y || Wrel y 1; b=Rsc x", "a b", every(2), {allowed("00", standard)}},
        {"SB+sc+rel-acq", "Wsc x 1; a=Rsc y || Wrel y 1; b=Racq x", "a b", every(2)},
        {"SB+one-weak-read", "Wsc x 1; a=Rsc y || Wsc y 1; b=Rrlx x", "a b", every(2)},
        {"SB+one-weak-write", "Wsc x 1; a=Rsc y || Wrlx y 1; b=Rsc x", "a b", every(2)},
        {"SB+sc-fences",
         "Wrlx x 1; Fsc; a=Rrlx y || Wrlx y 1; Fsc; b=Rrlx x",
         "a b",
         not_both_missed,
         {forbidden("00", repairing)}},
        {"SB+ar-fences", "Wrlx x 1; Far; a=Rrlx y || Wrlx y 1; Far; b=Rrlx x", "a b", every(2)},
        {"SB+sc-fence+ar-fence", "Wrlx x 1; Fsc; a=Rrlx y || Wrlx y 1; Far; b=Rrlx x", "a b", every(2)},
        {"SB+sc-fence+sc",
         "Wrlx x 1; Fsc; a=Rrlx y || Wsc y 1; b=Rsc x",
         "a b",
         not_both_missed,
         {forbidden("00", standard)}},
        {"SB+sc-fence+sc-write", "Wrlx x 1; Fsc; a=Rrlx y || Wsc y 1; b=Rrlx x", "a b", every(2)},
        {"SB+fence-too-late", "Wrlx x 1; a=Rrlx y; Fsc || Wrlx y 1; b=Rrlx x; Fsc", "a b", every(2)},
        {"SB+fence-too-early", "Fsc; Wrlx x 1; a=Rrlx y || Fsc; Wrlx y 1; b=Rrlx x", "a b", every(2)},
        {"SB+own-read-first", // a thread sees its own write at once; the other need not
         "Wrlx x 1; a=Rrlx x; b=Rrlx y || Wrlx y 1; c=Rrlx y; d=Rrlx x",
         "a b c d",
         {"1010", "1011", "1110", "1111"}},
        {"SB+own-sc-read-first",
         "Wsc x 1; a=Rsc x; b=Rrlx y || Wsc y 1; c=Rsc y; d=Rrlx x",
         "a b c d",
         {"1010", "1011", "1110", "1111"}},
        {"SB+one-location-twice", "Wsc x 1; a=Rsc x || Wsc x 2; b=Rsc x", "a b x", {"122", "222", "121", "111"}},
    };
}

std::vector<shape> with_read_modify_writes() {
    using source::standard, source::repairing;
    return {
        {"SB+X-sc", "Xsc x 1; a=Rsc y || Xsc y 1; b=Rsc x", "a b", not_both_missed, {forbidden("00", standard)}},
        {"SB+X-ar", "Xar x 1; a=Racq y || Xar y 1; b=Racq x", "a b", every(2), {allowed("00", standard)}},
        {"SB+common-U-ar", // both pass through one location: the later one has seen what the earlier one did
         "Wrlx x 1; Uar z +0; a=Rrlx y || Wrlx y 1; Uar z +0; b=Rrlx x", "a b", not_both_missed},
        {"SB+common-U-rlx", "Wrlx x 1; Urlx z +0; a=Rrlx y || Wrlx y 1; Urlx z +0; b=Rrlx x", "a b", every(2)},
        {"SB+own-U-sc", // a seq_cst read-modify-write of another location is not a fence
         "Wrlx x 1; Usc z +0; a=Rrlx y || Wrlx y 1; Usc w +0; b=Rrlx x", "a b", every(2)},
        {"SB+U-reads-rlx", "Wrlx x 1; a=Urlx y +0 || Wrlx y 1; b=Urlx x +0", "a b", every(2)},
        {"SB+U-reads-sc", "Wsc x 1; a=Usc y +0 || Wsc y 1; b=Usc x +0", "a b", not_both_missed},
        {"SB+X-U-ar", // the exchange reads from the update that came before it
         "Xar x 1; a=Uar y +0 || Xar y 1; b=Uar x +0", "a b", not_both_missed},
        {"SB+X-U-rlx", // the same without orders: 00 would be a cycle in program order and reads-from
         "Xrlx x 1; a=Urlx y +0 || Xrlx y 1; b=Urlx x +0",
         "a b",
         not_both_missed,
         {forbidden("00", repairing)}},
    };
}

std::vector<shape> three_threads() {
    using source::standard;
    return {
        {"3.SB+rel+acq", "Wrel x 1; a=Racq y || Wrel y 1; b=Racq z || Wrel z 1; c=Racq x", "a b c", every(3)},
        {"3.SB+sc",
         "Wsc x 1; a=Rsc y || Wsc y 1; b=Rsc z || Wsc z 1; c=Rsc x",
         "a b c",
         every(3, {"000"}),
         {forbidden("000", standard)}},
        {"3.SB+sc-fences", "Wrlx x 1; Fsc; a=Rrlx y || Wrlx y 1; Fsc; b=Rrlx z || Wrlx z 1; Fsc; c=Rrlx x", "a b c",
         every(3, {"000"})},
        {"3.SB+one-ar-fence", "Wrlx x 1; Fsc; a=Rrlx y || Wrlx y 1; Fsc; b=Rrlx z || Wrlx z 1; Far; c=Rrlx x", "a b c",
         every(3)},
        {"3.SB+sc+fence+sc", "Wsc x 1; a=Rsc y || Wrlx y 1; Fsc; b=Rrlx z || Wsc z 1; c=Rsc x", "a b c",
         every(3, {"000"})},
    };
}

} // namespace

std::vector<shape> store_buffering_shapes() {
    auto shapes = two_threads();
    for (const auto& more : {with_read_modify_writes(), three_threads()})
        shapes.insert(shapes.end(), more.begin(), more.end());
    return shapes;
}

} // namespace heddle::model::litmus
