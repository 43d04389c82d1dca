// Atomicity of read-modify-writes: nothing comes between the write that one reads and the one it makes.
#include "litmus/catalogue.hpp"

namespace heddle::model::litmus {

std::vector<shape> read_modify_write_shapes() {
    using source::standard;
    return {
        {"U+U", "a=Urlx x +1 || b=Urlx x +1", "a b x", {"012", "102"}, {forbidden("001", standard)}},
        {"U+U+U",
         "a=Urlx x +1 || b=Urlx x +1 || c=Urlx x +1",
         "a b c x",
         {"0123", "0213", "1023", "1203", "2013", "2103"}},
        {"U-own", "a=Urlx x +1; b=Urlx x +1", "a b x", {"012"}},
        {"UU+U", "a=Urlx x +1; b=Urlx x +1 || c=Urlx x +1", "a b c x", {"0123", "0213", "1203"}},
        {"U+W", "a=Urlx x +1 || Wrlx x 5", "a x", {"05", "56"}, {forbidden("01", standard)}},
        {"U+WW", "a=Urlx x +1 || Wrlx x 5; Wrlx x 7", "a x", {"07", "57", "78"}, {forbidden("06", standard)}},
        {"X+X", "a=Xrlx x 1 || b=Xrlx x 2", "a b x", {"012", "201"}, {forbidden("001", standard)}},
        {"X+U", "a=Xrlx x 4 || b=Urlx x +1", "a b x", {"045", "104"}},
        {"U+R", "Urlx x +1 || a=Rrlx x; b=Rrlx x", "a b", {"00", "01", "11"}},
        {"U+U+R", // the reader sees the counter grow
         "c=Urlx x +1 || Urlx x +1 || a=Rrlx x; b=Rrlx x",
         "c a b",
         {"000", "001", "002", "011", "012", "022", "100", "101", "102", "111", "112", "122"}},
        {"counter+flags", // both increment, then look at the counter: the later one sees 2
         "Urlx x +1; a=Rrlx x || Urlx x +1; b=Rrlx x",
         "0.0 a b",
         {"012", "022", "121", "122"},
         {forbidden("011", standard), forbidden("111", standard)}},
        {"last-one-out", // reference counting: who drops last sees what the other did
         "{z=2} Wrlx x 1; a=Urel z +-1 || b=Uar z +-1; c=Rrlx x",
         "a b c",
         {"120", "121", "211"},
         {forbidden("210", standard)}},
        {"last-one-out-rlx", // ... but not without release
         "{z=2} Wrlx x 1; a=Urlx z +-1 || b=Uar z +-1; c=Rrlx x",
         "a b c",
         {"120", "121", "210", "211"}},
        {"ticket", // two tickets differ, and the second holder acquires from the first
         "a=Uar x +1; Wrlx y 1 || b=Uar x +1; c=Rrlx y",
         "a b c",
         {"010", "011", "100", "101"}},
        {"exchange-handover", // the one who takes second sees what the first did before
         "Wrlx y 1; a=Xar x 1 || b=Xar x 2; c=Rrlx y",
         "a b c",
         {"011", "200", "201"},
         {forbidden("010", standard)}},
        {"exchange-handover-rlx",
         "Wrlx y 1; a=Xrlx x 1 || b=Xrlx x 2; c=Rrlx y",
         "a b c",
         {"010", "011", "200", "201"}},
        {"U-data", "r=Rrlx y; a=Urlx x +r || Wrlx y 2; b=Urlx x +1", "r a b x", {"0001", "0101", "2023", "2103"}},
        {"U-wraps", "{x=2147483647} Urlx x +1; Wrlx y 1", "y", {"1"}},
    };
}

} // namespace heddle::model::litmus
