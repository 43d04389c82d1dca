// From a generated source to a program of one layer.
#pragma once

#include <filesystem>
#include <string>

#include "verify/cache.hpp"
#include "verify/kit.hpp"
#include "verify/verify_request.hpp"

namespace heddle::cli {

struct built_layer {
    std::filesystem::path program;
    bool cached = false; // it had been built before
};

/// Builds the layer's program, or takes it from the cache. Throws `cannot` with the compiler's first error, or, if the
/// type does not offer what the contract needs, with the contract's words. Thread-safe.
built_layer build_layer(const kit& with, const program_cache& cache, const verify_request& asked,
                        const std::string& layer);

/// What the compiler's errors come down to, in one line: the contract's words if it refuses the type, unless something
/// of the user's does not compile before that.
std::string diagnosis(const kit& with, const std::string& errors, const std::string& type);

} // namespace heddle::cli
