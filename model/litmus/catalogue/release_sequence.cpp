// Release sequences as C++20 has them: a release write and the read-modify-writes that follow it, of any thread
// and with any order. A later plain write of the same thread no longer belongs to it.
#include "litmus/catalogue.hpp"

namespace heddle::model::litmus {

std::vector<shape> release_sequence_shapes() {
    using source::sequences, source::standard;
    return {
        {"relseq-own-write",
         "Wrlx x 1; Wrel y 1; Wrlx y 2 || a=Racq y; b=Rrlx x",
         "a b",
         {"00", "01", "11", "20", "21"},
         {allowed("20", sequences)}},
        {"relseq-own-U",
         "Wrlx x 1; Wrel y 1; Urlx y +1 || a=Racq y; b=Rrlx x",
         "a b",
         {"00", "01", "11", "21"},
         {forbidden("20", standard)}},
        {"relseq-own-write-then-U", // the update follows the write that broke the sequence
         "Wrlx x 1; Wrel y 1; Wrlx y 2; Urlx y +1 || a=Racq y; b=Rrlx x",
         "a b",
         {"00", "01", "11", "20", "21", "30", "31"}},
        {"relseq-U", // c tells whether the update follows the release
         "Wrlx x 1; Wrel y 1 || c=Urlx y +4 || a=Racq y; b=Rrlx x",
         "c a b",
         {"000", "001", "040", "041", "011", "100", "101", "111", "151"},
         {forbidden("150", standard)}},
        {"relseq-X",
         "Wrlx x 1; Wrel y 1 || c=Xrlx y 3 || a=Racq y; b=Rrlx x",
         "c a b",
         {"000", "001", "030", "031", "011", "100", "101", "111", "131"},
         {forbidden("130", standard)}},
        {"relseq-C",
         "Wrlx x 1; Wrel y 1 || c=Crlx y 1->3 || a=Racq y; b=Rrlx x",
         "c a b",
         {"000", "001", "011", "100", "101", "111", "131"},
         {forbidden("130", standard)}},
        {"relseq-foreign-write",
         "Wrlx x 1; Wrel y 1 || Wrlx y 2 || a=Racq y; b=Rrlx x",
         "a b y",
         {"001", "002", "011", "012", "111", "112", "201", "202", "211", "212"},
         {allowed("201", standard), allowed("202", standard)}},
        {"relseq-two-U",
         "Wrlx x 1; Wrel y 1; Urlx y +1; Urlx y +1 || a=Racq y; b=Rrlx x",
         "a b",
         {"00", "01", "11", "21", "31"}},
        {"relseq-two-heads", // who reads the second update synchronizes with both
         "Wrlx x 1; c=Urel y +1 || Wrlx z 1; Urel y +1 || a=Racq y; b=Rrlx x; d=Rrlx z",
         "c a b d",
         {"0000", "0001", "0010", "0011", "0110", "0111", "0211", "1000", "1001", "1010", "1011", "1101", "1111",
          "1211"},
         {forbidden("0201", standard), forbidden("0210", standard)}},
        {"relseq-U-acq-reads", // an update that acquires ends a handshake and continues the sequence
         "Wrlx x 1; Wrel y 1 || c=Uacq y +4; d=Rrlx x || a=Racq y; b=Rrlx x",
         "c d a b",
         {"0000", "0001", "0040", "0041", "0011", "0100", "0101", "0140", "0141", "0111", "1100", "1101", "1111",
          "1151"}},
        {"relseq-fence-both-writes", // a release fence heads a sequence at each later write
         "Wrlx x 1; Frel; Wrlx y 1; Wrlx y 2 || a=Racq y; b=Rrlx x",
         "a b",
         {"00", "01", "11", "21"},
         {forbidden("20", standard)}},
        {"relseq-fence-U",
         "Wrlx x 1; Frel; Wrlx y 1 || c=Urlx y +4 || a=Rrlx y; Facq; b=Rrlx x",
         "c a b",
         {"000", "001", "040", "041", "011", "100", "101", "111", "151"}},
        {"relseq-failed-C", // a failing compare-exchange is no write: nothing to read from it
         "Wrlx x 1; Wrel y 1 || c=Crlx y 7->8 || a=Racq y; b=Rrlx x",
         "c a b",
         {"000", "001", "011", "100", "101", "111"}},
        {"relseq-sc-head",
         "Wrlx x 1; Wsc y 1; Wrlx y 2 || a=Rsc y; b=Rrlx x",
         "a b",
         {"00", "01", "11", "20", "21"},
         {allowed("20", sequences)}},
    };
}

} // namespace heddle::model::litmus
