// Specifications of well known objects, and examples of how one is written: what one thread would expect.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <ostream>
#include <string>

#include <heddle/properties/judging/member.hpp>
#include <heddle/properties/judging/show.hpp>

namespace heddle::properties {

/// One register that is nil at first.
struct register_spec {
    std::optional<long long> value;

    std::optional<long long> read() const { return value; }
    void write(std::optional<long long> to) { value = to; }
    bool cas(std::optional<long long> from, std::optional<long long> to) {
        if (value != from)
            return false;
        value = to;
        return true;
    }

    static constexpr bool refusals_change_nothing = true; // a cas that answers false
    friend bool operator==(const register_spec&, const register_spec&) = default;
    friend std::ostream& operator<<(std::ostream& out, const register_spec& state) {
        return out << judging::show(state.value);
    }
    std::size_t hash() const { return std::hash<std::optional<long long>>{}(value); }
};

/// Text by key, empty at first. Keys know nothing of each other.
struct kv_spec {
    std::map<std::string, std::string> values;

    std::string get(const std::string& key) const {
        const auto found = values.find(key);
        return found == values.end() ? "" : found->second;
    }
    void put(const std::string& key, const std::string& text) { values[key] = text; }
    void append(const std::string& key, const std::string& text) { values[key] += text; }

    // For speed alone: appends only add, and by appends a get comes to answer what begins with the text there is.
    static constexpr bool only_adds(called<&kv_spec::append>) { return true; }
    bool within_reach(called<&kv_spec::get>, const std::string& key, const std::string& answer) const {
        return answer.starts_with(get(key));
    }

    static const std::string& part(const std::string& key, const auto&...) { return key; } // what is independent
    friend bool operator==(const kv_spec&, const kv_spec&) = default;
    friend std::ostream& operator<<(std::ostream& out, const kv_spec& state) {
        return out << judging::show(state.values);
    }
};

} // namespace heddle::properties
