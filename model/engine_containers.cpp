// The parts of std::set and std::list that the engine has in place of libstdc++'s: they are what the standard says, and
// the trees are red-black trees.
#include <algorithm>
#include <gtest/gtest.h>
#include <list>
#include <random>
#include <set>
#include <vector>

namespace {

using node = std::_Rb_tree_node_base;

bool is_red(const node* one) { return one != nullptr && one->_M_color == std::_S_red; }

// The number of black nodes on each path down; -1 if the paths differ, a red node has a red child, or a link is wrong.
int black_height(const node* tree) {
    if (tree == nullptr)
        return 1;
    for (const node* child : {tree->_M_left, tree->_M_right})
        if (child != nullptr && (child->_M_parent != tree || (is_red(tree) && is_red(child))))
            return -1;
    const int left = black_height(tree->_M_left);
    const int right = black_height(tree->_M_right);
    return left == -1 || left != right ? -1 : left + (is_red(tree) ? 0 : 1);
}

TEST(Containers, TreesStayOrderedAndBalanced) {
    std::mt19937 random(1);
    const auto below = [&random](int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(random); };
    for (int round = 0; round < 100; ++round) {
        std::set<int> tree;
        std::vector<int> model;
        const int range = 1 + below(60);
        for (int step = 0; step < 200; ++step) {
            const int key = below(range);
            const auto place = std::lower_bound(model.begin(), model.end(), key);
            const bool known = place != model.end() && *place == key;
            if (below(2) == 0) {
                ASSERT_EQ(tree.insert(key).second, !known);
                if (!known)
                    model.insert(place, key);
            } else {
                ASSERT_EQ(tree.erase(key), known ? 1U : 0U);
                if (known)
                    model.erase(place);
            }
            ASSERT_TRUE(std::equal(tree.begin(), tree.end(), model.begin(), model.end()));
            ASSERT_TRUE(std::equal(tree.rbegin(), tree.rend(), model.rbegin(), model.rend()));
            const node* const root = tree.end()._M_node->_M_parent;
            ASSERT_FALSE(is_red(root));
            ASSERT_NE(black_height(root), -1);
        }
    }
}

TEST(Containers, ListsAreSplicedReversedSortedAndSwapped) {
    std::list<int> a{1, 2, 3};
    std::list<int> b{4, 5};
    a.splice(a.begin(), b);
    EXPECT_EQ(a, (std::list<int>{4, 5, 1, 2, 3}));
    EXPECT_TRUE(b.empty());
    a.reverse();
    EXPECT_EQ(a, (std::list<int>{3, 2, 1, 5, 4}));
    a.sort();
    EXPECT_EQ(a, (std::list<int>{1, 2, 3, 4, 5}));
    a.swap(b);
    EXPECT_TRUE(a.empty());
    EXPECT_EQ(b.size(), 5U);
    a.push_back(9);
    a.swap(b);
    EXPECT_EQ(b, (std::list<int>{9}));
    a.remove(3);
    EXPECT_EQ(a, (std::list<int>{1, 2, 4, 5}));
}

} // namespace
