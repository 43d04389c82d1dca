// Does not compile.
#pragma once

namespace locks {

class unfinished {
    void lock() { return nothing_of_this_name; }
};

} // namespace locks
