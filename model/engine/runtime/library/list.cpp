// The links of std::list, which libstdc++ keeps in its shared library: instrumented here for the reason that tree.cpp
// gives.
#include <list>
#include <utility>

namespace std::__detail {

void _List_node_base::_M_hook(_List_node_base* const position) noexcept {
    _M_next = position;
    _M_prev = position->_M_prev;
    position->_M_prev->_M_next = this;
    position->_M_prev = this;
}

void _List_node_base::_M_unhook() noexcept {
    _M_prev->_M_next = _M_next;
    _M_next->_M_prev = _M_prev;
}

// Moves [first, last) before this.
void _List_node_base::_M_transfer(_List_node_base* const first, _List_node_base* const last) noexcept {
    if (this == last)
        return;
    _List_node_base* const tail = last->_M_prev;
    first->_M_prev->_M_next = last;
    last->_M_prev = first->_M_prev;
    _M_prev->_M_next = first;
    first->_M_prev = _M_prev;
    tail->_M_next = this;
    _M_prev = tail;
}

void _List_node_base::_M_reverse() noexcept {
    _List_node_base* each = this;
    do {
        std::swap(each->_M_next, each->_M_prev);
        each = each->_M_prev; // what was next
    } while (each != this);
}

// The heads of two lists: each takes over the other's nodes.
void _List_node_base::swap(_List_node_base& left, _List_node_base& right) noexcept {
    const bool left_was_empty = left._M_next == &left;
    const bool right_was_empty = right._M_next == &right;
    std::swap(left._M_next, right._M_next);
    std::swap(left._M_prev, right._M_prev);
    const auto attach = [](_List_node_base& head, bool empty) {
        if (empty) {
            head._M_next = head._M_prev = &head;
        } else {
            head._M_next->_M_prev = &head;
            head._M_prev->_M_next = &head;
        }
    };
    attach(left, right_was_empty);
    attach(right, left_was_empty);
}

} // namespace std::__detail
