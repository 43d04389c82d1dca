# The only place where third-party names are resolved. The installed Debian package comes first; what is missing
# is named in one line with the command that brings it. The packages are listed once, in ci/packages.txt.
find_package(Threads REQUIRED)

function(heddle_missing what package)
    message(FATAL_ERROR "${what} not found: apt-get install ${package}   (everything at once: ci/install-packages)")
endfunction()

find_package(GTest CONFIG QUIET)
if(NOT GTest_FOUND)
    heddle_missing(GoogleTest libgtest-dev)
endif()

find_package(rapidcheck CONFIG QUIET)
find_path(HEDDLE_RAPIDCHECK_INCLUDE rapidcheck.h)
if(NOT rapidcheck_FOUND OR NOT HEDDLE_RAPIDCHECK_INCLUDE)
    heddle_missing(RapidCheck librapidcheck-dev)
endif()

find_path(HEDDLE_CLI11_INCLUDE CLI/CLI.hpp)
if(NOT HEDDLE_CLI11_INCLUDE)
    heddle_missing(CLI11 libcli11-dev)
endif()

if(NOT HEDDLE_SANITIZE)
    find_library(HEDDLE_LIBDW dw)
    find_path(HEDDLE_LIBDW_INCLUDE elfutils/libdw.h)
    if(NOT HEDDLE_LIBDW OR NOT HEDDLE_LIBDW_INCLUDE)
        heddle_missing(libdw libdw-dev)
    endif()
endif()

find_path(HEDDLE_JSON_INCLUDE nlohmann/json.hpp)
if(NOT HEDDLE_JSON_INCLUDE)
    heddle_missing("JSON for Modern C++" nlohmann-json3-dev)
endif()

if(HEDDLE_BUILD_COMMAND)
    find_path(HEDDLE_XXHASH_INCLUDE xxhash.h)
    if(NOT HEDDLE_XXHASH_INCLUDE)
        heddle_missing(xxHash libxxhash-dev)
    endif()
endif()

find_package(fmt CONFIG QUIET)
if(NOT fmt_FOUND)
    heddle_missing(fmt libfmt-dev)
endif()

if(HEDDLE_BUILD_RELACY)
    find_path(HEDDLE_RELACY_INCLUDE relacy/relacy.hpp)
    if(NOT HEDDLE_RELACY_INCLUDE)
        heddle_missing(Relacy relacy-dev)
    endif()
endif()

if(HEDDLE_BUILD_TESTS)
    find_path(HEDDLE_BOOST_INCLUDE boost/lockfree/spsc_queue.hpp)
    if(NOT HEDDLE_BOOST_INCLUDE)
        heddle_missing("Boost.Lockfree" libboost-dev)
    endif()
endif()

if(HEDDLE_BUILD_BENCHMARKS)
    find_package(benchmark CONFIG QUIET)
    if(NOT benchmark_FOUND)
        heddle_missing("Google Benchmark" libbenchmark-dev)
    endif()
endif()
