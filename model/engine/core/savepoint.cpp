// See savepoint.hpp.
#include "engine/core/savepoint.hpp"

#include "engine/core/totals.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <unistd.h>

#include <nlohmann/json.hpp>

namespace heddle::model::core {

namespace {

using nlohmann::json;

constexpr int version = 2;
constexpr std::uint64_t roots_per_shard = 256; // more make the shards more alike

[[noreturn]] void cannot_write(const std::string& file) {
    throw std::runtime_error("cannot write the checkpoint " + file + ": " + std::strerror(errno));
}

// Whether the exploration can go on after this run.
[[nodiscard]] bool is_whole(run_outcome outcome) {
    return outcome == run_outcome::complete || outcome == run_outcome::blocked || outcome == run_outcome::exited;
}

} // namespace

std::string identity_of(const options& how) {
    return how.identity + "|" + (how.memory == memory_model::sc ? "sc" : "rc11") + "|" + std::to_string(how.shard) +
           "/" + std::to_string(how.shards) +
           (how.preemption_bound ? "|at most " + std::to_string(*how.preemption_bound) : "") +
           (how.widen ? "|widening" : "");
}

json to_json(const part_of_work& part) {
    json open = json::array();
    for (const region& each : part.open)
        open.push_back({{"path", each.path}, {"floor", each.floor}, {"ceiling", each.ceiling}});
    return {{"open", std::move(open)}, {"totals", to_json(part.totals)}};
}

part_of_work part_from(const json& words) {
    part_of_work part;
    part.totals = result_from(words.at("totals"));
    for (const json& each : words.at("open"))
        part.open.push_back({each.at("path"), each.at("floor"), each.at("ceiling")});
    return part;
}

// CBOR: what the body observes need not be text.
void save(const std::string& file, const savepoint& reached) {
    const json content = {{"heddle checkpoint", version},
                          {"of", reached.of},
                          {"work", to_json(reached.work)},
                          {"level", reached.level},
                          {"tries everywhere", reached.tries_everywhere},
                          {"preemption bound", reached.preemption_bound},
                          {"seconds", reached.seconds}};
    const std::vector<std::uint8_t> bytes = json::to_cbor(content);
    const std::string draft = file + ".new";
    std::FILE* const out = std::fopen(draft.c_str(), "wb");
    if (out == nullptr)
        cannot_write(file);
    bool written = std::fwrite(bytes.data(), 1, bytes.size(), out) == bytes.size();
    written = std::fflush(out) == 0 && written;
    written = ::fsync(::fileno(out)) == 0 && written;
    written = std::fclose(out) == 0 && written;
    if (!written || std::rename(draft.c_str(), file.c_str()) != 0) {
        const int reason = errno;
        std::remove(draft.c_str());
        errno = reason;
        cannot_write(file);
    }
}

std::optional<savepoint> load(const std::string& file, const std::string& of) {
    std::ifstream in(file, std::ios::binary);
    if (!in && errno == ENOENT)
        return std::nullopt;
    const std::vector<char> bytes{std::istreambuf_iterator<char>(in), {}};
    const json content = json::from_cbor(bytes, true, false);
    if (!content.is_object() || content.value("heddle checkpoint", 0) != version)
        throw std::runtime_error(file + " is not a checkpoint of this version of Heddle");
    if (content.value("of", "") != of)
        throw std::runtime_error("the checkpoint " + file + " is of another program, shard or memory model");
    savepoint reached{.of = of, .work = part_from(content.at("work"))};
    content.at("level").get_to(reached.level);
    content.at("tries everywhere").get_to(reached.tries_everywhere);
    content.at("preemption bound").get_to(reached.preemption_bound);
    content.at("seconds").get_to(reached.seconds);
    return reached;
}

bool go_to(execution& run, const region& where) {
    run.restart();
    if (!is_whole(run.run()))
        return false;
    explorer& search = run.search();
    for (const std::uint32_t left : where.path) {
        bool runs = false;
        if (!search.step_down(left, runs) || (runs && !is_whole(run.run())))
            return false;
    }
    search.set_floor(where.floor);
    if (where.ceiling < search.ceiling())
        search.drop_from(where.ceiling);
    return true;
}

std::size_t level_for(execution& run, unsigned shards) {
    for (std::size_t level = 1;; ++level) {
        run.restart();
        run.search().take_only({.level = level, .parts = 0});
        while (is_whole(run.run()) && run.search().advance()) {
        }
        const std::uint64_t roots = run.search().taken().roots;
        if (roots == 0 || roots >= roots_per_shard * shards) {
            run.restart();
            return level;
        }
    }
}

} // namespace heddle::model::core
