# heddle_engine_test(name): engine_<name>.cpp, code under test and assertions in one file, instrumented and not optimised.
function(heddle_engine_test name)
    heddle_add_test(NAME engine.${name} LAYER model SOURCES engine_${name}.cpp LINK heddle_warnings)
    set_tests_properties(engine.${name} PROPERTIES LABELS engine)
    heddle_share_headers(engine.${name} model suites)
endfunction()

file(GLOB engine_tests CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/engine_*.cpp)
foreach(source IN LISTS engine_tests)
    get_filename_component(name ${source} NAME_WE)
    string(REGEX REPLACE "^engine_" "" name ${name})
    heddle_engine_test(${name})
endforeach()

# The patterns whose building blocks the engine models.
foreach(pattern arc atomics thread)
    if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/${pattern}.cpp)
        heddle_add_test(NAME ${pattern}.model LAYER model SOURCES ${pattern}.cpp LINK heddle::primitives heddle_warnings)
        add_dependencies(verify ${pattern}.model)
        heddle_share_headers(${pattern}.model model suites)
    endif()
endforeach()
