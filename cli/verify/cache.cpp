#include "verify/cache.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <unistd.h>
#include <vector>

#include <xxhash.h>

#include "exit_code.hpp"
#include "output.hpp"

namespace heddle::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t most_bytes = std::uintmax_t{2} << 30;
constexpr std::chrono::hours longest_call{24}; // a work folder that is older was left by a call that was killed

XXH3_state_t* as_state(void* state) { return static_cast<XXH3_state_t*>(state); }

fs::path cache_root() {
    const char* const set = std::getenv("XDG_CACHE_HOME");
    const char* const home = std::getenv("HOME");
    if (set && *set == '/')
        return fs::path(set) / "heddle";
    return (home && *home ? fs::path(home) / ".cache" : fs::temp_directory_path()) / "heddle";
}

// As one step: a link under a new name, renamed over what may be there.
bool put_in_place(const fs::path& from, const fs::path& draft, const fs::path& to) {
    std::error_code failed;
    fs::create_hard_link(from, draft, failed);
    if (failed)
        return false;
    fs::rename(draft, to, failed);
    std::error_code ignored;
    fs::remove(draft, ignored); // rename() does nothing if both are the same file
    return !failed;
}

void remove_abandoned(const fs::path& folder) {
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder, none)) {
        const auto written = fs::last_write_time(entry, none);
        if (!none && fs::file_time_type::clock::now() - written > longest_call)
            fs::remove_all(entry, none);
    }
}

struct kept {
    fs::file_time_type used;
    std::uintmax_t bytes;
    fs::path file;
};

void make_room(const fs::path& folder) {
    std::vector<kept> all;
    std::uintmax_t bytes = 0;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder, none)) {
        std::error_code gone;
        const kept one{fs::last_write_time(entry, gone), entry.file_size(gone), entry.path()};
        if (gone)
            continue;
        bytes += one.bytes;
        all.push_back(one);
    }
    std::sort(all.begin(), all.end(), [](const kept& a, const kept& b) { return a.used < b.used; });
    for (const kept& one : all) {
        if (bytes <= most_bytes)
            break;
        fs::remove(one.file, none);
        bytes -= one.bytes;
    }
}

} // namespace

content_key::content_key() : state_(XXH3_createState()) { XXH3_128bits_reset(as_state(state_)); }
content_key::~content_key() { XXH3_freeState(as_state(state_)); }

void content_key::add(const std::string& text) {
    const auto length = text.size();
    XXH3_128bits_update(as_state(state_), &length, sizeof length); // "ab", "c" is not "a", "bc"
    XXH3_128bits_update(as_state(state_), text.data(), length);
}

void content_key::add_file(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream whole;
    if (!in || !(whole << in.rdbuf()))
        throw cannot("cannot read " + file.string());
    add(whole.str());
}

std::string content_key::text() const {
    const XXH128_hash_t sum = XXH3_128bits_digest(as_state(state_));
    char digits[33];
    std::snprintf(digits, sizeof digits, "%016llx%016llx", static_cast<unsigned long long>(sum.high64),
                  static_cast<unsigned long long>(sum.low64));
    return digits;
}

program_cache::program_cache() : root_(cache_root()) {
    std::error_code failed;
    for (const char* folder : {"programs", "sources", "work"})
        fs::create_directories(root_ / folder, failed);
    std::string name = (root_ / "work" / "XXXXXX").string();
    if (!::mkdtemp(name.data()))
        throw cannot("cannot write in " + root_.string() + "; set XDG_CACHE_HOME to another folder");
    work_ = name;
    remove_abandoned(root_ / "work");
}

program_cache::~program_cache() {
    std::error_code ignored;
    fs::remove_all(work_, ignored);
}

fs::path program_cache::source(const std::string& text, const std::string& suffix) const {
    content_key key;
    key.add(text);
    const fs::path file = root_ / "sources" / (key.text() + suffix);
    if (fs::exists(file))
        return file;
    const fs::path draft = work_ / ("source" + suffix);
    write_whole(draft, text);
    std::error_code failed;
    fs::rename(draft, file, failed);
    if (failed)
        throw cannot("cannot write " + file.string());
    return file;
}

bool program_cache::find(const std::string& key, const fs::path& as) const {
    std::error_code failed;
    const fs::path file = root_ / "programs" / key;
    fs::create_hard_link(file, as, failed); // stays ours when another call makes room
    if (failed)
        return false;
    fs::last_write_time(as, fs::file_time_type::clock::now(), failed);
    return true;
}

void program_cache::keep(const std::string& key, const fs::path& program) const {
    if (put_in_place(program, work_ / key, root_ / "programs" / key))
        make_room(root_ / "programs");
}

} // namespace heddle::cli
