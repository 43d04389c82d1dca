// Coherence: all threads agree on one order of the writes to each location, whatever the memory orders
// (the four rules of [intro.races]: write-write, read-read, read-write, write-read coherence).
#include "litmus/catalogue.hpp"

namespace heddle::model::litmus {

std::vector<shape> coherence_shapes() {
    using source::standard;
    return {
        {"CoWW", "Wrlx x 1; Wrlx x 2", "x", {"2"}, {forbidden("1", standard)}},
        {"CoWR-own", "Wrlx x 1; a=Rrlx x", "a x", {"11"}, {forbidden("01", standard)}},
        {"CoRW-own", "a=Rrlx x; Wrlx x 1", "a x", {"01"}, {forbidden("11", standard)}},
        {"CoRR", "Wrlx x 1 || a=Rrlx x; b=Rrlx x", "a b", {"00", "01", "11"}, {forbidden("10", standard)}},
        {"CoRR+sc+rlx", "Wsc x 1 || a=Rsc x; b=Rrlx x", "a b", {"00", "01", "11"}, {forbidden("10", standard)}},
        {"CoRR+rlx+sc", "Wsc x 1 || a=Rrlx x; b=Rsc x", "a b", {"00", "01", "11"}, {forbidden("10", standard)}},
        {"CoRR-two-writes",
         "Wrlx x 1; Wrlx x 2 || a=Rrlx x; b=Rrlx x",
         "a b",
         {"00", "01", "02", "11", "12", "22"},
         {forbidden("21", standard)}},
        {"CoRR-two-writers",
         "Wrlx x 1 || Wrlx x 2 || a=Rrlx x; b=Rrlx x",
         "a b x",
         {"002", "012", "022", "112", "122", "222", "001", "021", "011", "221", "211", "111"},
         {forbidden("212", standard), forbidden("121", standard)}},
        {"CoRR-two-readers", // both readers see both writes, in the same order
         "Wrlx x 1 || Wrlx x 2 || a=Rrlx x; b=Rrlx x; c=Rrlx x || d=Rrlx x",
         "a b c d x",
         {"00002", "00012", "00022", "00102", "00112", "00122", "00202", "00212", "00222", "01102", "01112", "01122",
          "01202", "01212", "01222", "02202", "02212", "02222", "11102", "11112", "11122", "11202", "11212", "11222",
          "12202", "12212", "12222", "22202", "22212", "22222", "00001", "00021", "00011", "00201", "00221", "00211",
          "00101", "00121", "00111", "02201", "02221", "02211", "02101", "02121", "02111", "01101", "01121", "01111",
          "22201", "22221", "22211", "22101", "22121", "22111", "21101", "21121", "21111", "11101", "11121", "11111"}},
        {"CoWR",
         "Wrlx x 1; a=Rrlx x || Wrlx x 2",
         "a x",
         {"11", "12", "22"},
         {forbidden("21", standard), forbidden("01", standard)}},
        {"CoRW",
         "a=Rrlx x; Wrlx x 1 || Wrlx x 2",
         "a x",
         {"01", "02", "21"},
         {forbidden("22", standard), forbidden("11", standard)}},
        {"CoRWR", "a=Rrlx x; Wrlx x 1; b=Rrlx x || Wrlx x 2", "a b x", {"012", "022", "011", "211"}},
        {"CoWRW", "Wrlx x 1; a=Rrlx x; Wrlx x 3 || Wrlx x 2", "a x", {"13", "23", "12"}},
        {"CoWR+hb", // a write that happens before a read hides all earlier ones
         "Wrlx x 1; Wrlx x 2; Wrel y 1 || a=Racq y; b=Rrlx x",
         "a b",
         {"00", "01", "02", "12"},
         {forbidden("11", standard), forbidden("10", standard)}},
        {"CoRR+hb", // a read that happens before a read is not newer
         "Wrlx x 1 || a=Rrlx x; Wrel y 1 || b=Racq y; c=Rrlx x",
         "a b c",
         every(3, {"110"}),
         {forbidden("110", standard)}},
        {"CoRW+hb", // a read that happens before a write does not see it
         "a=Rrlx x; Wrel y 1 || b=Racq y; Wrlx x 1",
         "a b",
         {"00", "01", "10"},
         {forbidden("11", standard)}},
        {"CoWW+hb", // writes ordered by happens-before are in modification order
         "Wrlx x 1; Wrel y 1 || a=Racq y; Wrlx x 2",
         "a x",
         {"01", "02", "12"},
         {forbidden("11", standard)}},
        {"CoRR+sc-fences",
         "Wrlx x 1 || a=Rrlx x; Fsc; b=Rrlx x",
         "a b",
         {"00", "01", "11"},
         {forbidden("10", standard)}},
        {"initial-value", "{x=3} a=Rrlx x || Wrlx x 4", "a", {"3", "4"}},
    };
}

} // namespace heddle::model::litmus
