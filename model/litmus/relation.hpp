// Binary relations over at most 64 events, as boolean matrices, with the operators that memory models are
// written in. Event i is row and column i. A row is one machine word; nothing else here is clever.
#pragma once

#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>

namespace heddle::model::litmus {

class relation {
public:
    static constexpr std::size_t max_size = 64;

    // The empty relation over events 0 … size-1.
    explicit relation(std::size_t size) : size_(size) { assert(size <= max_size); }

    // The pairs (a, b) for which holds(a, b).
    template <class Predicate>
    static relation of(std::size_t size, Predicate holds) {
        relation result(size);
        for (std::size_t a = 0; a < size; ++a)
            for (std::size_t b = 0; b < size; ++b)
                if (holds(a, b))
                    result.add(a, b);
        return result;
    }

    // `[S]` of the papers: the pairs (a, a) for which in_set(a).
    template <class Predicate>
    static relation identity_on(std::size_t size, Predicate in_set) {
        return of(size, [&](std::size_t a, std::size_t b) { return a == b && in_set(a); });
    }

    std::size_t size() const { return size_; }
    void add(std::size_t a, std::size_t b) { rows_[a] |= bit(b); }
    bool has(std::size_t a, std::size_t b) const { return (rows_[a] & bit(b)) != 0; }

    bool empty() const { return *this == relation(size_); }

    bool irreflexive() const {
        for (std::size_t a = 0; a < size_; ++a)
            if (has(a, a))
                return false;
        return true;
    }

    friend bool operator==(const relation&, const relation&) = default;

    friend relation operator|(relation a, const relation& b) {
        for (std::size_t i = 0; i < a.size_; ++i)
            a.rows_[i] |= b.rows_[i];
        return a;
    }

    friend relation operator&(relation a, const relation& b) {
        for (std::size_t i = 0; i < a.size_; ++i)
            a.rows_[i] &= b.rows_[i];
        return a;
    }

    friend relation operator-(relation a, const relation& b) {
        for (std::size_t i = 0; i < a.size_; ++i)
            a.rows_[i] &= ~b.rows_[i];
        return a;
    }

    // `a; b` of the papers: (x, z) with (x, y) in a and (y, z) in b for some y.
    friend relation sequence(const relation& a, const relation& b) {
        relation result(a.size_);
        for (std::size_t x = 0; x < a.size_; ++x)
            for (std::size_t y = 0; y < a.size_; ++y)
                if (a.has(x, y))
                    result.rows_[x] |= b.rows_[y];
        return result;
    }

    // r+, the transitive closure (Warshall 1962)
    friend relation transitive(relation r) {
        for (std::size_t via = 0; via < r.size_; ++via)
            for (std::size_t a = 0; a < r.size_; ++a)
                if (r.has(a, via))
                    r.rows_[a] |= r.rows_[via];
        return r;
    }

private:
    static std::uint64_t bit(std::size_t index) { return std::uint64_t{1} << index; }

    std::size_t size_;
    std::array<std::uint64_t, max_size> rows_{};
};

template <class... Rest>
relation sequence(const relation& a, const relation& b, const Rest&... rest) {
    return sequence(sequence(a, b), rest...);
}

// r^-1
inline relation inverse(const relation& r) {
    return relation::of(r.size(), [&](std::size_t a, std::size_t b) { return r.has(b, a); });
}

// r?, the reflexive closure
inline relation optional(const relation& r) {
    return r | relation::identity_on(r.size(), [](std::size_t) { return true; });
}

// r*, the reflexive transitive closure
inline relation closure(const relation& r) { return optional(transitive(r)); }

inline bool acyclic(const relation& r) { return transitive(r).irreflexive(); }

} // namespace heddle::model::litmus
