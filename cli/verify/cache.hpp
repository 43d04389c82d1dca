// Programs that were built before, by what they were built from. A folder a program under $XDG_CACHE_HOME/heddle (else
// ~/.cache/heddle): everything appears in it by rename(), so calls at the same time and calls that are killed do no
// harm.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace heddle::cli {

/// Adds up what a program depends on. Two different sums are never equal in practice (128 bits of XXH3, by Collet).
class content_key {
public:
    content_key();
    ~content_key();
    content_key(const content_key&) = delete;
    content_key& operator=(const content_key&) = delete;

    void add(const std::string& text);
    /// Throws `cannot` if it cannot be read.
    void add_file(const std::filesystem::path& file);
    [[nodiscard]] std::string text() const;

private:
    void* state_;
};

class program_cache {
public:
    /// Throws `cannot` if there is no place for it.
    program_cache();
    ~program_cache();
    program_cache(const program_cache&) = delete;
    program_cache& operator=(const program_cache&) = delete;

    /// A folder for this call alone, in the same file system, removed at the end.
    [[nodiscard]] const std::filesystem::path& work() const { return work_; }
    /// The file that holds this text, always under the same name, for compilers that write names into what they make.
    [[nodiscard]] std::filesystem::path source(const std::string& text, const std::string& suffix) const;
    /// Makes `as` the program kept under this key, or returns false if there is none.
    [[nodiscard]] bool find(const std::string& key, const std::filesystem::path& as) const;
    /// Keeps a copy of a program; the oldest make room. Does nothing if that fails: the next call builds it again.
    void keep(const std::string& key, const std::filesystem::path& program) const;

private:
    std::filesystem::path root_;
    std::filesystem::path work_;
};

} // namespace heddle::cli
