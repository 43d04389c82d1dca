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

# Loops are told by registers and stack, so optimised code is another case.
heddle_add_test(NAME engine.spins_optimised LAYER model SOURCES engine_spins.cpp LINK heddle_warnings)
target_compile_options(engine.spins_optimised PRIVATE -O2)
set_tests_properties(engine.spins_optimised PROPERTIES LABELS engine)

# Published bugs, each in the form that is right and in the broken one.
heddle_add_test(NAME published LAYER model SOURCES published/published.cpp LINK heddle_warnings)
set_tests_properties(published PROPERTIES LABELS "engine;published")

# The patterns whose building blocks the engine models.
foreach(pattern IN LISTS HEDDLE_PATTERNS)
    if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/${pattern}.cpp)
        heddle_add_test(NAME ${pattern}.model LAYER model SOURCES ${pattern}.cpp LINK heddle::primitives heddle_warnings)
        target_include_directories(${pattern}.model BEFORE PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/short_spins)
        # The engine has limits of its own, and one exploration may take long on a busy machine.
        set_property(TEST ${pattern}.model APPEND PROPERTY ENVIRONMENT HEDDLE_WATCHDOG_SECONDS=110)
        add_dependencies(verify ${pattern}.model)
        heddle_share_headers(${pattern}.model model suites)
    endif()
endforeach()

# Contracts of one's own: the kit's part of the model layer.
heddle_add_test(NAME own_contract.model LAYER model SOURCES own_contract.cpp LINK heddle_warnings)
target_include_directories(own_contract.model PRIVATE ${PROJECT_SOURCE_DIR}/examples)
set_tests_properties(own_contract.model PROPERTIES LABELS kit)
heddle_share_headers(own_contract.model model suites)
