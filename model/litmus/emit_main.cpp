// litmus_emit c|cpp OUTPUT WHAT: writes a litmus program as a whole program in C or C++.
// WHAT is the name of a row of the calibration, the name of a shape of the catalogue, or a program in the notation.
#include "litmus/calibration.hpp"
#include "litmus/catalogue.hpp"
#include "litmus/emit.hpp"
#include "litmus/notation.hpp"

#include <fstream>
#include <iostream>

namespace {

using namespace heddle::model::litmus;

std::string notation_of(const std::string& what) {
    for (const auto& row : calibration())
        if (row.name == what)
            return row.program;
    for (const auto& s : catalogue())
        if (s.name == what)
            return s.program;
    return what;
}

int run(const std::string& in, const std::string& output, const std::string& what) {
    if (in != "c" && in != "cpp") {
        std::cerr << "litmus_emit: the language is c or cpp, not " << in << "\n";
        return 2;
    }
    const auto notation = notation_of(what);
    std::ofstream file(output);
    file << emit(parse(notation), in == "c" ? language::c : language::cpp, notation);
    file.close();
    if (!file) {
        std::cerr << "litmus_emit: cannot write " << output << "\n";
        return 2;
    }
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::cerr << "usage: litmus_emit c|cpp OUTPUT NAME|PROGRAM\n";
        return 2;
    }
    try {
        return run(argv[1], argv[2], argv[3]);
    } catch (const notation_error& e) {
        std::cerr << "litmus_emit: " << e.what() << "\n";
        return 2;
    }
}
