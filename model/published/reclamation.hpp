// When a lock-free structure gives back the node that it has unlinked: at once, though another thread may still look at
// it, or at the end, when nobody can.
#pragma once

#include <memory>
#include <vector>

namespace published {

struct free_at_once {
    template <class Node>
    class collector {
    public:
        void retire(Node* unlinked) { delete unlinked; }
    };
};

struct free_at_the_end {
    template <class Node>
    class collector {
    public:
        void retire(Node* unlinked) { retired_.emplace_back(unlinked); }

    private:
        std::vector<std::unique_ptr<Node>> retired_;
    };
};

} // namespace published
