# heddle_share_headers(target layer properties|stress|relacy|… suites|twins)
# compiles the headers that all programs of a layer include once, for all of them: parsing GoogleTest and the standard library is
# half the time of a small test. The suites have debug information, the twins have none, so each kind has its own. (The preset
# `apart` switches this off, and so sees a file that forgot an include.)
function(heddle_share_headers target layer kind)
    set(headers_properties <gtest/gtest.h> <functional> <memory> <thread> <vector>
                           ${PROJECT_SOURCE_DIR}/properties/heddle/properties/programs.hpp
                           ${PROJECT_SOURCE_DIR}/properties/heddle/properties/sequences.hpp)
    set(headers_stress <gtest/gtest.h> <functional> <memory> <thread> <vector>
                       ${PROJECT_SOURCE_DIR}/stress/heddle/stress/scenario.hpp)
    set(headers_model <gtest/gtest.h> <functional> <memory> <string> <thread> <vector>
                      ${PROJECT_SOURCE_DIR}/model/heddle/model.hpp)
    set(headers_relacy ${PROJECT_SOURCE_DIR}/model/relacy/relacy_case.hpp)
    if(NOT headers_${layer})
        return()
    endif()
    set(shared heddle_headers_${layer}_${kind})
    if(NOT TARGET ${shared})
        file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/headers/empty.cpp CONTENT "" @ONLY)
        add_library(${shared} OBJECT ${PROJECT_BINARY_DIR}/headers/empty.cpp)
        set_target_properties(${shared} PROPERTIES EXPORT_COMPILE_COMMANDS OFF)
        target_precompile_headers(${shared} PRIVATE ${headers_${layer}})
        if(layer STREQUAL relacy)
            target_link_libraries(${shared} PRIVATE heddle_relacy)
        else()
            heddle_link_layer(${shared} ${layer})
        endif()
        target_link_libraries(${shared} PRIVATE heddle::primitives heddle_sanitizers)
        if(kind STREQUAL twins)
            target_compile_options(${shared} PRIVATE -g0)
        else() # g++ takes precompiled headers only where its pedantry is the same
            target_link_libraries(${shared} PRIVATE heddle_warnings)
        endif()
    endif()
    target_precompile_headers(${target} REUSE_FROM ${shared})
endfunction()
