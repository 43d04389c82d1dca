// Where the processes of one exploration are, in memory that they share: of each what it has still to explore, and what
// it has found in what it has explored. The two change together, so at any time all of it adds up to the whole.
#pragma once

#include "engine/core/savepoint.hpp"

#include <atomic>
#include <functional>

#include <nlohmann/json_fwd.hpp>

namespace heddle::model::core {

// All functions are safe in concurrent processes. They throw std::system_error when the system has no memory to give.
class places {
public:
    places();
    ~places();
    places(const places&) = delete;
    places& operator=(const places&) = delete;

    // What this process has still to explore, and has found.
    void put(const part_of_work& mine);
    // It leaves a part to a child that it will fork, or has failed to fork.
    void give(const part_of_work& mine, const part_of_work& childs);
    void take_back(const part_of_work& mine);
    void begin_as_child() { key_ = childs_key_; }
    // It has nothing more to explore.
    void end(const result& found);

    // Of all together, while none of them can change anything.
    void read(const std::function<void(part_of_work&&)>& use);
    void forget();

private:
    class holder {
    public:
        explicit holder(std::atomic<bool>& lock);
        ~holder();
        holder(const holder&) = delete;
        holder& operator=(const holder&) = delete;

    private:
        std::atomic<bool>& lock_;
    };

    void update(const std::function<void(nlohmann::json&)>& change);
    [[nodiscard]] nlohmann::json content() const;
    int file_;                          // in memory
    std::atomic<bool>* lock_ = nullptr; // in memory that they share
    std::string key_ = "0";
    std::string childs_key_;
};

} // namespace heddle::model::core
