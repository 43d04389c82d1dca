// A place for a value that is there at some times only, with a word that says when.
#pragma once

#include <memory>
#include <utility>

#include <heddle/sync.hpp>

namespace heddle::detail {

/// Room for a value; whoever uses it knows whether there is one. Not thread-safe.
template <class T>
class room {
public:
    room() noexcept {}
    room(const room&) = delete;
    room& operator=(const room&) = delete;
    ~room() {}

    void construct(T&& value) {
        watched_.touch();
        std::construct_at(std::addressof(value_), std::move(value));
    }
    void destroy() noexcept {
        watched_.touch();
        std::destroy_at(std::addressof(value_));
    }
    T& get() noexcept {
        watched_.touch();
        return value_;
    }

private:
    [[no_unique_address]] sync::watched watched_;
    union {
        T value_;
    };
};

/// Empty: nobody has filled the cell yet; awaited: and the receiver may sleep until somebody does; skipped: there will
/// be no value, its move has thrown; ended: nor any other, the senders are gone.
enum cell_state : std::uint32_t { empty, awaited, filled, skipped, ended };

template <class T>
struct cell {
    sync::word state{empty}; // written by the sender that claimed the cell, and by the receiver
    room<T> value;           // there while the state is filled and the receiver has not moved on
};

} // namespace heddle::detail
