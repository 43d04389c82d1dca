# What must not compile, and with which words it is refused.
#
# heddle_compile_fail_test(NAME thread.compile_fail.string_view HEADER heddle/thread.hpp
#                          REJECTS [[statement]] ACCEPTS [[statement]] SAYS regex…)
#   adds a test that compiles two small programs: main() with ACCEPTS, the positive twin, which must compile without a
#   warning, and main() with REJECTS, which must not, with an error message that matches every regex of SAYS. Nothing
#   is linked. PROLOGUE, if given, stands before main() in both.
function(heddle_compile_fail_test)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME;HEADER;PROLOGUE;REJECTS;ACCEPTS" "SAYS")
    foreach(required NAME HEADER REJECTS ACCEPTS SAYS)
        if(NOT arg_${required})
            message(FATAL_ERROR "heddle_compile_fail_test(${arg_NAME}): ${required} is missing")
        endif()
    endforeach()
    set(folder ${PROJECT_BINARY_DIR}/compile_fail/${arg_NAME})
    foreach(twin REJECTS ACCEPTS)
        string(TOLOWER ${twin} file)
        file(CONFIGURE OUTPUT ${folder}/${file}.cpp @ONLY CONTENT
"#include <${arg_HEADER}>

${arg_PROLOGUE}

int main() {
    ${arg_${twin}}
}
")
    endforeach()
    set(compile ${CMAKE_CXX_COMPILER} -std=c++20 -Wall -Wextra -Werror -fsyntax-only -I ${PROJECT_SOURCE_DIR}/primitives)
    add_test(NAME ${arg_NAME} COMMAND ${CMAKE_COMMAND} -D "COMPILE=${compile}" -D FOLDER=${folder} -D "SAYS=${arg_SAYS}"
                                      -P ${PROJECT_SOURCE_DIR}/cmake/run_compile_fail.cmake)
    heddle_test_properties(${arg_NAME} compile-fail 120)
endfunction()
