// Message passing (MP) and its write variant (S), with every way to publish and every way to receive.
#include "litmus/catalogue.hpp"

namespace heddle::model::litmus {
namespace {

// One side of a handshake on y, and whether it does its half of synchronizing.
struct side {
    std::string name;
    std::string code;
    bool synchronizes;
};

const std::vector<side> senders = {
    {"rlx", "Wrlx y 1", false},       {"rel", "Wrel y 1", true},         {"sc", "Wsc y 1", true},
    {"Frel", "Frel; Wrlx y 1", true}, {"Facq", "Facq; Wrlx y 1", false}, {"Far", "Far; Wrlx y 1", true},
    {"Fsc", "Fsc; Wrlx y 1", true},   {"Urlx", "Urlx y +1", false},      {"Uacq", "Uacq y +1", false},
    {"Urel", "Urel y +1", true},      {"Uar", "Uar y +1", true},         {"Usc", "Usc y +1", true},
    {"Xrel", "Xrel y 1", true},       {"Xrlx", "Xrlx y 1", false},       {"Crel", "Crel y 0->1", true},
    {"Crlx", "Crlx y 0->1", false},   {"Fcon", "Fcon; Wrlx y 1", false}, {"late-Frel", "Wrlx y 1; Frel", false},
};

const std::vector<side> receivers = {
    {"rlx", "a=Rrlx y", false},       {"acq", "a=Racq y", true},
    {"con", "a=Rcon y", true},        {"sc", "a=Rsc y", true},
    {"Facq", "a=Rrlx y; Facq", true}, {"Frel", "a=Rrlx y; Frel", false},
    {"Far", "a=Rrlx y; Far", true},   {"Fsc", "a=Rrlx y; Fsc", true},
    {"Fcon", "a=Rrlx y; Fcon", true}, {"early-Facq", "Facq; a=Rrlx y", false},
};

// Receivers that write y as well: only behind a plain store does y then end as 1 in any case.
const std::vector<side> writing_receivers = {
    {"Urlx", "a=Urlx y +0", false},           {"Uacq", "a=Uacq y +0", true},
    {"Urel", "a=Urel y +0", false},           {"Uar", "a=Uar y +0", true},
    {"Ccas-acq", "a=Cacq y 1->1", true},      {"Ccas-rlx", "a=Crlx y 1->1", false},
    {"Cfail-acq", "a=Crlx/acq y 7->8", true}, {"Cfail-rlx", "a=Cacq y 7->8", false},
};

void add(std::vector<shape>& shapes, const side& from, const side& to) {
    const bool ordered = from.synchronizes && to.synchronizes;
    const auto name = from.name + "+" + to.name;
    // MP: who sees the flag (a) must see the message (b)
    shapes.push_back({"MP+" + name, "Wrlx x 1; " + from.code + " || " + to.code + "; b=Rrlx x", "a b",
                      every(2, ordered ? std::vector<std::string>{"10"} : std::vector<std::string>{})});
    // S: who sees the flag (a) overwrites the message
    const std::vector<std::string> both = {"01", "02", "11"}, all = {"01", "02", "11", "12"};
    shapes.push_back(
        {"S+" + name, "Wrlx x 2; " + from.code + " || " + to.code + "; Wrlx x 1", "a x", ordered ? both : all});
}

} // namespace

std::vector<shape> message_passing_shapes() {
    using source::mathematizing, source::standard;
    std::vector<shape> shapes = {
        {"MP-known",
         "Wrlx x 1; Wrel y 1 || a=Racq y; b=Rrlx x",
         "a b",
         {"00", "01", "11"},
         {forbidden("10", mathematizing)}},
        {"MP-relaxed", "Wrlx x 1; Wrlx y 1 || a=Rrlx y; b=Rrlx x", "a b", every(2), {allowed("10", mathematizing)}},
        {"MP-fences",
         "Wrlx x 1; Frel; Wrlx y 1 || a=Rrlx y; Facq; b=Rrlx x",
         "a b",
         {"00", "01", "11"},
         {forbidden("10", standard)}},
        {"MP-wrong-location", // synchronizes through z only if z is read
         "Wrlx x 1; Wrel z 1; Wrlx y 1 || a=Racq y; b=Rrlx x", "a b", every(2)},
        {"MP-message-released", // the wrong access is strong
         "Wrel x 1; Wrlx y 1 || a=Rrlx y; b=Racq x", "a b", every(2)},
        {"MP-message-sc", "Wsc x 1; Wrlx y 1 || a=Rrlx y; b=Rsc x", "a b", every(2), {allowed("10", standard)}},
        {"MP-two-messages",
         "Wrlx x 1; Wrlx z 1; Wrel y 1 || a=Racq y; b=Rrlx z; c=Rrlx x",
         "a b c",
         {"000", "001", "010", "011", "111"}},
        {"MP-data", // the value travels through a register and a third location
         "Wrlx x 1; Wrel y 1 || a=Racq y; b=Rrlx x; Wrlx z a+b",
         "a b z",
         {"000", "011", "112"}},
    };
    for (const auto& from : senders)
        for (const auto& to : receivers)
            add(shapes, from, to);
    for (const auto& from : {senders[0], senders[1], senders[3], senders[6]})
        for (const auto& to : writing_receivers)
            add(shapes, from, to);
    return shapes;
}

} // namespace heddle::model::litmus
