# heddle_library(name SOURCES … HEADERS_BASE dir… LINK …): one of Heddle's libraries, with its headers in a file set,
# an alias heddle::name, and a place in the exported package. Without SOURCES it is header-only.
set(HEDDLE_EXPORTED_TARGETS "" CACHE INTERNAL "targets that find_package(heddle) brings")

function(heddle_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "BASE" "SOURCES;LINK")
    set(target heddle_${name})
    if(arg_SOURCES)
        add_library(${target} STATIC ${arg_SOURCES})
        set(scope PUBLIC)
        target_link_libraries(${target} PRIVATE $<BUILD_INTERFACE:heddle_warnings> $<BUILD_INTERFACE:heddle_sanitizers>)
        heddle_compile_together(${target})
    else()
        add_library(${target} INTERFACE)
        set(scope INTERFACE)
    endif()
    add_library(heddle::${name} ALIAS ${target})
    file(GLOB_RECURSE headers CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/heddle/*.hpp)
    target_sources(${target} ${scope} FILE_SET HEADERS BASE_DIRS ${CMAKE_CURRENT_SOURCE_DIR} FILES ${headers})
    target_compile_features(${target} ${scope} cxx_std_20)
    target_link_libraries(${target} ${scope} ${arg_LINK})
    # `heddle verify` looks for them in ../lib beside its own folder, here as when installed.
    set_target_properties(${target} PROPERTIES ARCHIVE_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/lib)
    set_target_properties(${target} PROPERTIES EXPORT_NAME ${name} VERIFY_INTERFACE_HEADER_SETS ON)
    set(HEDDLE_EXPORTED_TARGETS ${HEDDLE_EXPORTED_TARGETS} ${target} CACHE INTERNAL "")
endfunction()

# Compiles a library of many small files some at a time: parsing what they all include is most of their time. A file that
# answers for a function of the C library stays alone. (-D CMAKE_UNITY_BUILD=OFF for those who edit one and compile often.)
function(heddle_compile_together target)
    if(NOT DEFINED CMAKE_UNITY_BUILD)
        set_target_properties(${target} PROPERTIES UNITY_BUILD ON)
    endif()
endfunction()

# The sanitizers of this build tree, for tests and the libraries they link; never part of an exported requirement.
add_library(heddle_sanitizers INTERFACE)
if(HEDDLE_SANITIZE)
    target_compile_options(heddle_sanitizers INTERFACE -fsanitize=${HEDDLE_SANITIZE} -fno-omit-frame-pointer
                                                       -fno-sanitize-recover=all)
    target_link_options(heddle_sanitizers INTERFACE -fsanitize=${HEDDLE_SANITIZE})
endif()
