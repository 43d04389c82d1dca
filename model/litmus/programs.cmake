# The calibration's programs as whole programs that know nothing of Heddle, in C with pthreads and in C++ with
# std::thread: written by litmus_emit from their notation and, where they have a parameter or a loop, by hand (programs/).
# One test explores them all, each with its main() under a name of its own.
add_executable(litmus_emit emit_main.cpp)
target_link_libraries(litmus_emit PRIVATE heddle_litmus heddle_warnings heddle_sanitizers)

set(written_rows SB+rel+acq SB+sc-fences MP+rel+acq LB+rel+acq S+rlx 2+2W+rel 2+2W+sc IRIW-acq-sc IRIWish RWC+sc-fences W+RWC
                 Z6.U relseq CoRR1 CoRR2 inc+inc+RR+W+RR)
set(folder ${CMAKE_CURRENT_BINARY_DIR}/programs)
set(program_sources "")
set(program_declarations "")
set(program_rows "")

# heddle_litmus_program(name source rc11 sc [N]): `source`, without its suffix, in both languages
function(heddle_litmus_program name source rc11 sc)
    string(MAKE_C_IDENTIFIER "${name}" identifier)
    foreach(language c cpp)
        set(wrapper ${folder}/run_${identifier}.${language})
        set(entry program_${identifier}_${language})
        file(CONFIGURE OUTPUT ${wrapper} CONTENT "#define N ${ARGN}
#define main ${entry}
#include \"${source}.${language}\"
" @ONLY)
        set_property(SOURCE ${wrapper} PROPERTY OBJECT_DEPENDS ${source}.${language})
        list(APPEND program_sources ${wrapper})
        if(language STREQUAL c)
            string(APPEND program_declarations "extern \"C\" int ${entry}(void);\n")
        else()
            string(APPEND program_declarations "int ${entry}();\n")
        endif()
        string(APPEND program_rows "    {\"${name}.${language}\", ${entry}, ${rc11}, ${sc}},\n")
    endforeach()
    foreach(result program_sources program_declarations program_rows)
        set(${result} "${${result}}" PARENT_SCOPE)
    endforeach()
endfunction()

foreach(row IN LISTS written_rows)
    string(MAKE_C_IDENTIFIER "${row}" identifier)
    foreach(language c cpp)
        set(source ${folder}/${identifier}.${language})
        add_custom_command(OUTPUT ${source} COMMAND litmus_emit ${language} ${source} ${row} DEPENDS litmus_emit
                           COMMENT "Writing ${row} in ${language}" VERBATIM)
    endforeach()
    heddle_litmus_program(${row} ${folder}/${identifier} "published(\"${row}\").rc11" "published(\"${row}\").sc")
endforeach()

set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS programs/executions.tsv)
file(STRINGS programs/executions.tsv parametrised)
list(POP_FRONT parametrised) # the heading
foreach(row IN LISTS parametrised)
    string(REGEX MATCHALL "[^\t]+" columns "${row}")
    list(GET columns 0 name)
    list(GET columns 1 n)
    list(GET columns 2 rc11)
    list(GET columns 3 sc)
    string(REPLACE "-" "std::nullopt" sc "${sc}")
    heddle_litmus_program(${name}_${n} ${CMAKE_CURRENT_SOURCE_DIR}/programs/${name} ${rc11} ${sc} ${n})
endforeach()

file(CONFIGURE OUTPUT ${folder}/programs.inc CONTENT "${program_declarations}
const auto explored_programs = [] {
    return std::vector<explored_program>{
${program_rows}    };
};
" @ONLY)

# That they compile without warnings, as they are.
add_library(heddle_litmus_programs OBJECT ${program_sources})
target_compile_features(heddle_litmus_programs PRIVATE c_std_11 cxx_std_20)
target_link_libraries(heddle_litmus_programs PRIVATE heddle_warnings)
if(NOT HEDDLE_SANITIZE)
    target_compile_options(heddle_litmus_programs PRIVATE -fsanitize=thread -O0 -g
                           $<$<CXX_COMPILER_ID:GNU>:-Wno-tsan>)
    heddle_litmus_test(programs LINK heddle_model)
    target_include_directories(litmus.programs PRIVATE ${folder})
    target_sources(litmus.programs PRIVATE $<TARGET_OBJECTS:heddle_litmus_programs>)
endif()
