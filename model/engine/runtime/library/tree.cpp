// The red-black trees of std::map and std::set (Guibas and Sedgewick, FOCS 1978). libstdc++ keeps these functions in
// its shared library, where nothing is instrumented: what they write would be neither watched nor undone. So the
// program gets them from here, compiled with the instrumentation like the rest of the container.
//
// The header node is libstdc++'s: its parent is the root, its left and right the first and last node; it is red.
#include <map>
#include <utility>

namespace {

using node = std::_Rb_tree_node_base;

bool is_red(const node* one) { return one != nullptr && one->_M_color == std::_S_red; }

node* first_of(node* tree) {
    while (tree->_M_left != nullptr)
        tree = tree->_M_left;
    return tree;
}

node* last_of(node* tree) {
    while (tree->_M_right != nullptr)
        tree = tree->_M_right;
    return tree;
}

// A child by side, so that each case is written once for both sides.
node*& child(node* of, bool left) { return left ? of->_M_left : of->_M_right; }

// Puts `fresh` (or nothing) where `old` hangs.
void replace(node* old, node* fresh, node& header) {
    node* const parent = old->_M_parent;
    if (header._M_parent == old)
        header._M_parent = fresh;
    else
        child(parent, parent->_M_left == old) = fresh;
    if (fresh != nullptr)
        fresh->_M_parent = parent;
}

// Lowers `top` to the side named; its other child takes its place.
void rotate(node* top, bool left, node& header) {
    node* const rising = child(top, !left);
    node* const moved = child(rising, left);
    replace(top, rising, header);
    child(top, !left) = moved;
    if (moved != nullptr)
        moved->_M_parent = top;
    child(rising, left) = top;
    top->_M_parent = rising;
}

// `fresh` is red and so may its parent be.
void repair_after_insertion(node* fresh, node& header) {
    while (fresh != header._M_parent && is_red(fresh->_M_parent)) {
        node* parent = fresh->_M_parent;
        node* const grandparent = parent->_M_parent;
        const bool left = parent == grandparent->_M_left;
        node* const uncle = child(grandparent, !left);
        if (is_red(uncle)) {
            parent->_M_color = std::_S_black;
            uncle->_M_color = std::_S_black;
            grandparent->_M_color = std::_S_red;
            fresh = grandparent;
            continue;
        }
        if (fresh == child(parent, !left)) {
            rotate(parent, left, header);
            std::swap(fresh, parent);
        }
        parent->_M_color = std::_S_black;
        grandparent->_M_color = std::_S_red;
        rotate(grandparent, !left, header);
    }
    header._M_parent->_M_color = std::_S_black;
}

// Paths through `lacking` (perhaps null) under `parent` are one black node short.
void repair_after_removal(node* lacking, node* parent, node& header) {
    while (lacking != header._M_parent && !is_red(lacking)) {
        const bool left = lacking == parent->_M_left;
        node* sibling = child(parent, !left);
        if (is_red(sibling)) {
            sibling->_M_color = std::_S_black;
            parent->_M_color = std::_S_red;
            rotate(parent, left, header);
            sibling = child(parent, !left);
        }
        if (!is_red(sibling->_M_left) && !is_red(sibling->_M_right)) {
            sibling->_M_color = std::_S_red;
            lacking = parent;
            parent = parent->_M_parent;
            continue;
        }
        if (!is_red(child(sibling, !left))) {
            child(sibling, left)->_M_color = std::_S_black;
            sibling->_M_color = std::_S_red;
            rotate(sibling, !left, header);
            sibling = child(parent, !left);
        }
        sibling->_M_color = parent->_M_color;
        parent->_M_color = std::_S_black;
        child(sibling, !left)->_M_color = std::_S_black;
        rotate(parent, left, header);
        break;
    }
    if (lacking != nullptr)
        lacking->_M_color = std::_S_black;
}

// Exchanges `removed`, which has two children, with its successor, which has no left one.
void exchange_with_successor(node* removed, node& header) {
    node* const successor = first_of(removed->_M_right);
    node* const right_of_successor = successor->_M_right;
    node* const parent_of_successor = successor->_M_parent;
    replace(removed, successor, header);
    successor->_M_left = removed->_M_left;
    successor->_M_left->_M_parent = successor;
    if (parent_of_successor == removed) {
        successor->_M_right = removed;
        removed->_M_parent = successor;
    } else {
        successor->_M_right = removed->_M_right;
        successor->_M_right->_M_parent = successor;
        parent_of_successor->_M_left = removed;
        removed->_M_parent = parent_of_successor;
    }
    removed->_M_left = nullptr;
    removed->_M_right = right_of_successor;
    if (right_of_successor != nullptr)
        right_of_successor->_M_parent = removed;
    std::swap(successor->_M_color, removed->_M_color);
}

node* following(node* from) {
    if (from->_M_right != nullptr)
        return first_of(from->_M_right);
    node* parent = from->_M_parent;
    while (from == parent->_M_right) {
        from = parent;
        parent = parent->_M_parent;
    }
    // From a root without right child the walk has gone one step beyond the header.
    return from->_M_right == parent ? from : parent;
}

node* preceding(node* from) {
    const bool is_header = is_red(from) && from->_M_parent->_M_parent == from;
    if (is_header)
        return from->_M_right;
    if (from->_M_left != nullptr)
        return last_of(from->_M_left);
    node* parent = from->_M_parent;
    while (from == parent->_M_left) {
        from = parent;
        parent = parent->_M_parent;
    }
    return parent;
}

} // namespace

namespace std {

_Rb_tree_node_base* _Rb_tree_increment(_Rb_tree_node_base* from) throw() { return following(from); }

const _Rb_tree_node_base* _Rb_tree_increment(const _Rb_tree_node_base* from) throw() {
    return following(const_cast<node*>(from));
}

_Rb_tree_node_base* _Rb_tree_decrement(_Rb_tree_node_base* from) throw() { return preceding(from); }

const _Rb_tree_node_base* _Rb_tree_decrement(const _Rb_tree_node_base* from) throw() {
    return preceding(const_cast<node*>(from));
}

void _Rb_tree_insert_and_rebalance(const bool left, _Rb_tree_node_base* fresh, _Rb_tree_node_base* parent,
                                   _Rb_tree_node_base& header) throw() {
    fresh->_M_parent = parent;
    fresh->_M_left = nullptr;
    fresh->_M_right = nullptr;
    fresh->_M_color = _S_red;
    if (parent == &header) {
        header._M_parent = header._M_left = header._M_right = fresh;
    } else {
        child(parent, left) = fresh;
        if (left && parent == header._M_left)
            header._M_left = fresh;
        else if (!left && parent == header._M_right)
            header._M_right = fresh;
    }
    repair_after_insertion(fresh, header);
}

_Rb_tree_node_base* _Rb_tree_rebalance_for_erase(_Rb_tree_node_base* const removed,
                                                 _Rb_tree_node_base& header) throw() {
    if (header._M_left == removed)
        header._M_left = following(removed);
    if (header._M_right == removed)
        header._M_right = preceding(removed);
    if (removed->_M_left != nullptr && removed->_M_right != nullptr)
        exchange_with_successor(removed, header);
    node* const only_child = removed->_M_left != nullptr ? removed->_M_left : removed->_M_right;
    node* const parent = removed->_M_parent;
    replace(removed, only_child, header);
    if (!is_red(removed))
        repair_after_removal(only_child, parent, header);
    return removed;
}

} // namespace std
