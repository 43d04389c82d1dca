# heddle_add_test(NAME name LAYER properties|stress|model SOURCES file… [LINK target…] [TIMEOUT seconds])
# builds a test of one layer with Heddle's main() and adds it to ctest under its name, labelled by its layer.
function(heddle_add_test)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME;LAYER;TIMEOUT" "SOURCES;LINK")
    foreach(required NAME LAYER SOURCES)
        if(NOT arg_${required})
            message(FATAL_ERROR "heddle_add_test: ${required} is missing")
        endif()
    endforeach()
    if(NOT TARGET heddle::${arg_LAYER})
        message(FATAL_ERROR "heddle_add_test(${arg_NAME}): there is no layer '${arg_LAYER}'")
    endif()
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    add_executable(${arg_NAME} ${arg_SOURCES})
    heddle_link_layer(${arg_NAME} ${arg_LAYER})
    target_link_libraries(${arg_NAME} PRIVATE ${arg_LINK})
    add_test(NAME ${arg_NAME} COMMAND ${arg_NAME})
    heddle_test_properties(${arg_NAME} ${arg_LAYER} ${arg_TIMEOUT})
endfunction()

# What a test program of a layer is compiled with and linked to.
function(heddle_link_layer target layer)
    target_link_libraries(${target} PRIVATE heddle::${layer} heddle::test_main)
    if(layer STREQUAL model)
        # The compiler's half of ThreadSanitizer without its runtime; unoptimised, or races vanish before they are seen.
        # (g++ warns of fences that ThreadSanitizer's runtime does not understand; the engine does.)
        target_compile_options(${target} PRIVATE -fsanitize=thread -O0 -g -UNDEBUG $<$<CXX_COMPILER_ID:GNU>:-Wno-tsan>)
        target_link_libraries(${target} PRIVATE $<LINK_LIBRARY:WHOLE_ARCHIVE,heddle::model_gtest>)
    endif()
endfunction()

# What every test of Heddle gets: its label, its time limit, and the file where it writes what it has checked.
function(heddle_test_properties name layer timeout)
    set(environment "HEDDLE_EVIDENCE=${PROJECT_BINARY_DIR}/evidence/${name}.tsv")
    if(layer STREQUAL model) # one thread that explores for long: nothing that could hang but the test as a whole
        list(APPEND environment "HEDDLE_WATCHDOG_SECONDS=${timeout}")
    endif()
    set_tests_properties(${name} PROPERTIES LABELS ${layer} TIMEOUT ${timeout} ENVIRONMENT "${environment}")
endfunction()

# In Heddle's own tree: one test of this folder's layer for each pattern (*.cpp) and each guest, a type that nobody here
# wrote (guests/*.cpp); warnings on, under this tree's sanitizers.
function(heddle_pattern_tests layer)
    if(NOT HEDDLE_BUILD_TESTS)
        return()
    endif()
    file(GLOB sources CONFIGURE_DEPENDS *.cpp guests/*.cpp)
    foreach(source IN LISTS sources)
        get_filename_component(pattern ${source} NAME_WE)
        heddle_add_test(NAME ${pattern}.${layer} LAYER ${layer} SOURCES ${source}
                        LINK heddle::primitives heddle_warnings heddle_sanitizers)
        heddle_share_headers(${pattern}.${layer} ${layer} suites)
        add_dependencies(verify ${pattern}.${layer})
    endforeach()
endfunction()
