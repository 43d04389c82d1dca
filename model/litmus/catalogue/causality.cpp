// Causality over three and four threads: WRC, ISA2, RWC, W+RWC, IRIW.
#include "litmus/catalogue.hpp"

namespace heddle::model::litmus {
namespace {

std::vector<shape> write_to_read_causality() {
    using source::mathematizing, source::power;
    return {
        {"WRC+rlx",
         "Wrlx x 1 || a=Rrlx x; Wrlx y 1 || b=Rrlx y; c=Rrlx x",
         "a b c",
         every(3),
         {allowed("110", mathematizing)}},
        {"WRC+rel+acq",
         "Wrlx x 1 || a=Rrlx x; Wrel y 1 || b=Racq y; c=Rrlx x",
         "a b c",
         every(3, {"110"}),
         {forbidden("110", mathematizing)}},
        {"WRC+acq-first-only", "Wrel x 1 || a=Racq x; Wrlx y 1 || b=Racq y; c=Rrlx x", "a b c", every(3)},
        {"WRC+rel-not-acq", "Wrel x 1 || a=Racq x; Wrel y 1 || b=Rrlx y; c=Racq x", "a b c", every(3)},
        {"WRC+ar-fences",
         "Wrlx x 1 || a=Rrlx x; Far; Wrlx y 1 || b=Rrlx y; Far; c=Rrlx x",
         "a b c",
         every(3, {"110"}),
         {forbidden("110", power)}},
        {"WRC+sc", "Wsc x 1 || a=Rsc x; Wsc y 1 || b=Rsc y; c=Rsc x", "a b c", every(3, {"110"})},
        {"WRC+sc-ends", "Wsc x 1 || a=Rrlx x; Wrlx y 1 || b=Rrlx y; c=Rsc x", "a b c", every(3)},
        {"WRC+data",
         "Wrlx x 1 || a=Rrlx x; Wrel y a || b=Racq y; c=Rrlx x",
         "a b c",
         {"000", "001", "100", "101", "111"}},
        {"WRC+U", // the middle thread reads and writes x: a longer modification order
         "Wrlx x 1 || a=Urlx x +2; Wrel y 1 || b=Racq y; c=Rrlx x",
         "a b c x",
         {"0001", "0021", "0011", "0121", "0111", "1003", "1013", "1033", "1133"}},
        {"ISA2+rel+acq",
         "Wrlx x 1; Wrel y 1 || a=Racq y; Wrel z 1 || b=Racq z; c=Rrlx x",
         "a b c",
         every(3, {"110"}),
         {forbidden("110", power)}},
        {"ISA2+rlx", "Wrlx x 1; Wrlx y 1 || a=Rrlx y; Wrlx z 1 || b=Rrlx z; c=Rrlx x", "a b c", every(3)},
        {"ISA2+middle-not-acq", "Wrlx x 1; Wrel y 1 || a=Rrlx y; Wrel z 1 || b=Racq z; c=Rrlx x", "a b c", every(3)},
        {"ISA2+middle-not-rel", "Wrlx x 1; Wrel y 1 || a=Racq y; Wrlx z 1 || b=Racq z; c=Rrlx x", "a b c", every(3)},
        {"ISA2+middle-fence", "Wrlx x 1; Wrel y 1 || a=Rrlx y; Far; Wrlx z 1 || b=Racq z; c=Rrlx x", "a b c",
         every(3, {"110"})},
        {"ISA2+middle-acq-fence", "Wrlx x 1; Wrel y 1 || a=Rrlx y; Facq; Wrlx z 1 || b=Racq z; c=Rrlx x", "a b c",
         every(3)},
    };
}

std::vector<shape> read_to_write_causality() {
    using source::repairing, source::power, source::standard;
    return {
        {"RWC+rlx", "Wrlx x 1 || a=Rrlx x; b=Rrlx y || Wrlx y 1; c=Rrlx x", "a b c", every(3)},
        {"RWC+rel+acq", "Wrel x 1 || a=Racq x; b=Racq y || Wrel y 1; c=Racq x", "a b c", every(3)},
        {"RWC+sc",
         "Wsc x 1 || a=Rsc x; b=Rsc y || Wsc y 1; c=Rsc x",
         "a b c",
         every(3, {"100"}),
         {forbidden("100", standard)}},
        {"RWC+sc-fences",
         "Wrlx x 1 || a=Rrlx x; Fsc; b=Rrlx y || Wrlx y 1; Fsc; c=Rrlx x",
         "a b c",
         every(3, {"100"}),
         {forbidden("100", repairing)}},
        {"RWC+sc-fence+ar-fence", "Wrlx x 1 || a=Rrlx x; Far; b=Rrlx y || Wrlx y 1; Fsc; c=Rrlx x", "a b c", every(3)},
        {"RWC+acq+sc", // reading x with acquire does not put the seq_cst write before the seq_cst read
         "Wsc x 1 || a=Racq x; b=Rsc y || Wsc y 1; c=Rsc x", "a b c", every(3)},
        {"W+RWC+rel+acq", "Wrlx x 1; Wrel z 1 || a=Racq z; b=Racq y || Wrel y 1; c=Racq x", "a b c", every(3)},
        {"W+RWC+sc-fences",
         "Wrlx x 1; Wrel z 1 || a=Racq z; Fsc; b=Rrlx y || Wrlx y 1; Fsc; c=Rrlx x",
         "a b c",
         every(3, {"100"}),
         {forbidden("100", repairing)}},
        {"W+RWC+sc+rel+acq", // seq_cst at both ends, happens-before in between
         "Wsc x 1; Wrel z 1 || a=Racq z; b=Rsc y || Wsc y 1; c=Rsc x",
         "a b c",
         every(3, {"100"}),
         {forbidden("100", repairing)}},
        {"W+RWC+sc+rlx", "Wsc x 1; Wrlx z 1 || a=Rrlx z; b=Rsc y || Wsc y 1; c=Rsc x", "a b c", every(3)},
        {"fence-write-read", // the fence happens before a write that a seq_cst read reads
         "Wsc y 1; Fsc; Wrel z 1 || a=Racq z; Wrlx x 1 || b=Rsc x; c=Rsc y",
         "a b c",
         every(3, {"110"}),
         {forbidden("110", source::strengthen)}},
    };
}

std::vector<shape> independent_reads() {
    using source::mathematizing, source::repairing;
    return {
        {"IRIW+rlx",
         "Wrlx x 1 || a=Rrlx x; b=Rrlx y || c=Rrlx y; d=Rrlx x || Wrlx y 1",
         "a b c d",
         every(4),
         {allowed("1010", mathematizing)}},
        {"IRIW+rel+acq",
         "Wrel x 1 || a=Racq x; b=Racq y || c=Racq y; d=Racq x || Wrel y 1",
         "a b c d",
         every(4),
         {allowed("1010", mathematizing)}},
        {"IRIW+sc",
         "Wsc x 1 || a=Rsc x; b=Rsc y || c=Rsc y; d=Rsc x || Wsc y 1",
         "a b c d",
         every(4, {"1010"}),
         {forbidden("1010", mathematizing)}},
        {"IRIW+acq+sc",
         "Wsc x 1 || a=Racq x; b=Rsc y || c=Racq y; d=Rsc x || Wsc y 1",
         "a b c d",
         every(4),
         {allowed("1010", repairing)}},
        {"IRIW+sc-fences",
         "Wrlx x 1 || a=Rrlx x; Fsc; b=Rrlx y || c=Rrlx y; Fsc; d=Rrlx x || Wrlx y 1",
         "a b c d",
         every(4, {"1010"}),
         {forbidden("1010", repairing)}},
        {"IRIW+ar-fences", "Wrlx x 1 || a=Rrlx x; Far; b=Rrlx y || c=Rrlx y; Far; d=Rrlx x || Wrlx y 1", "a b c d",
         every(4)},
        {"IRIW+rlx-writes+sc-reads", "Wrlx x 1 || a=Rsc x; b=Rsc y || c=Rsc y; d=Rsc x || Wrlx y 1", "a b c d",
         every(4)},
    };
}

} // namespace

std::vector<shape> causality_shapes() {
    auto shapes = write_to_read_causality();
    for (const auto& more : {read_to_write_causality(), independent_reads()})
        shapes.insert(shapes.end(), more.begin(), more.end());
    return shapes;
}

} // namespace heddle::model::litmus
