// See standard_streams.hpp.
#include "engine/runtime/standard_streams.hpp"

#include <cstdio>
#include <stdio_ext.h>
#include <unistd.h>

namespace heddle::model::runtime {

void buffer_standard_streams() {
    static char output[BUFSIZ];
    if (__fbufsize(stdout) == 0)
        std::setvbuf(stdout, output, isatty(STDOUT_FILENO) != 0 ? _IOLBF : _IOFBF, sizeof output);
}

} // namespace heddle::model::runtime
