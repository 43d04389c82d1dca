// Compare-exchange: success is a read-modify-write with the success order, failure a read with the failure order.
#include "litmus/catalogue.hpp"

namespace heddle::model::litmus {

std::vector<shape> compare_exchange_shapes() {
    using source::standard;
    return {
        {"C+C",
         "a=Crlx x 0->1 || b=Crlx x 0->2",
         "a b x",
         {"011", "202"},
         {forbidden("002", standard), forbidden("001", standard)}},
        {"C+C+C", "a=Crlx x 0->1 || b=Crlx x 0->2 || c=Crlx x 0->3", "a b c x", {"0111", "2022", "3303"}},
        {"C-chain", "a=Crlx x 0->1 || b=Crlx x 1->2", "a b x", {"001", "012"}},
        {"C-fails-on-old-value", // a failing one may read a value that is no longer there
         "Wrlx x 1; Wrlx x 2 || a=Crlx x 5->6",
         "a x",
         {"02", "12", "22"}},
        {"C-must-not-succeed-on-old-value", "Wrlx x 1; Wrlx x 2 || a=Crlx x 1->6", "a x", {"02", "12", "22"}},
        {"C+W", "a=Crlx x 0->1 || Wrlx x 5", "a x", {"05", "55"}, {forbidden("01", standard)}},
        {"C-aba", // 0 -> 1 -> 0 goes unnoticed
         "a=Crlx x 0->5 || b=Urlx x +1; c=Urlx x +-1",
         "a b c x",
         {"0565", "0015", "1010"}},
        {"MP+C-success-acq",
         "Wrlx x 1; Wrel y 1 || a=Cacq y 1->2; b=Rrlx x",
         "a b",
         {"00", "01", "11"},
         {forbidden("10", standard)}},
        {"MP+C-success-rlx-failure-acq", "Wrlx x 1; Wrel y 1 || a=Crlx/acq y 1->2; b=Rrlx x", "a b", every(2)},
        {"MP+C-failure-acq",
         "Wrlx x 1; Wrel y 1 || a=Crlx/acq y 0->2; b=Rrlx x",
         "a b",
         {"00", "01", "11"},
         {forbidden("10", standard)}},
        {"MP+C-failure-rlx",
         "Wrlx x 1; Wrel y 1 || a=Cacq y 0->2; b=Rrlx x",
         "a b",
         every(2),
         {allowed("10", standard)}},
        {"MP+C-publishes", "Wrlx x 1; c=Crel y 0->1 || a=Racq y; b=Rrlx x", "a b", {"00", "01", "11"}},
        {"MP+C-failure-does-not-publish", // a failing release compare-exchange releases nothing
         "{y=1} Wrlx x 1; c=Crel y 0->1; Wrlx z 1 || a=Racq z; b=Rrlx x", "a b", every(2)},
        {"MP+C-failure-con", "Wrlx x 1; Wrel y 1 || a=Crlx/con y 0->2; b=Rrlx x", "a b", {"00", "01", "11"}},
        {"SB+C-failure-sc",
         "Wsc x 1; a=Crlx/sc y 5->6 || Wsc y 1; b=Crlx/sc x 5->6",
         "a b",
         every(2, {"00"}),
         {forbidden("00", standard)}},
        {"SB+C-failure-rlx",
         "Wsc x 1; a=Csc y 5->6 || Wsc y 1; b=Csc x 5->6",
         "a b",
         every(2),
         {allowed("00", standard)}},
        {"SB+C-failure-acq", "Wsc x 1; a=Csc/acq y 5->6 || Wsc y 1; b=Csc/acq x 5->6", "a b", every(2)},
        {"SB+C-success-sc", "c=Csc x 0->1; a=Rsc y || d=Csc y 0->1; b=Rsc x", "a b", every(2, {"00"})},
        {"try-lock", // a lock, a release store, and what the critical section wrote
         "{x=1} Wrlx y 1; Wrel x 0 || a=Cacq x 0->1; b=Rrlx y",
         "a b",
         {"01", "10", "11"},
         {forbidden("00", standard)}},
        {"try-lock-rlx",
         "{x=1} Wrlx y 1; Wrel x 0 || a=Crlx x 0->1; b=Rrlx y",
         "a b",
         every(2),
         {allowed("00", standard)}},
        {"mutual-exclusion", // only one compare-exchange wins; the loser may miss what the winner then does
         "a=Cacq x 0->1; Wrlx y 1 || b=Cacq x 0->1; Wrlx y 2",
         "a b y",
         {"011", "012", "101", "102"}},
        {"C-expected-from-register", "r=Rrlx x; a=Crlx x r->r+1 || Wrlx x 5", "r a x", {"005", "055", "556"}},
        {"C-order-of-success-is-release-only", "Wrlx x 1; a=Crel y 0->1 || b=Crel y 1->2; c=Rrlx x", "b c", every(2)},
    };
}

} // namespace heddle::model::litmus
