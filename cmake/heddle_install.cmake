# The installed package: headers, libraries, and a config so that find_package(heddle) gives the targets heddle::* and the
# functions heddle_add_test and heddle_verify.
include(CMakePackageConfigHelpers)
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/heddle)

install(TARGETS ${HEDDLE_EXPORTED_TARGETS} EXPORT heddle_targets
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
        FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT heddle_targets NAMESPACE heddle:: DESTINATION ${package})
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/heddle-config.cmake.in ${PROJECT_BINARY_DIR}/heddle-config.cmake
                              INSTALL_DESTINATION ${package})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/heddle-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/heddle-config.cmake ${PROJECT_BINARY_DIR}/heddle-config-version.cmake
              ${PROJECT_SOURCE_DIR}/cmake/heddle_add_test.cmake ${PROJECT_SOURCE_DIR}/cmake/heddle_verify.cmake
              ${PROJECT_SOURCE_DIR}/cmake/verify_unit.cpp.in
        DESTINATION ${package})

# Proof: a project of its own, built and run against nothing but the installed tree; and, with one layer, from source.
if(HEDDLE_BUILD_TESTS AND NOT HEDDLE_SANITIZE)
    set(stage ${PROJECT_BINARY_DIR}/stage)
    add_test(NAME package.install COMMAND ${CMAKE_COMMAND} --install ${PROJECT_BINARY_DIR} --prefix ${stage})
    set_tests_properties(package.install PROPERTIES FIXTURES_SETUP heddle_stage LABELS package TIMEOUT 60)
    function(heddle_consumer_test name)
        cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "OPTIONS;TARGETS;TESTS")
        list(TRANSFORM arg_TARGETS PREPEND "--build-target;" OUTPUT_VARIABLE targets)
        add_test(NAME package.${name}
                 COMMAND ${CMAKE_CTEST_COMMAND} --build-and-test ${PROJECT_SOURCE_DIR}/ci/consumer
                         ${PROJECT_BINARY_DIR}/consumer/${name} --build-generator ${CMAKE_GENERATOR} --build-noclean ${targets}
                         --build-options -DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER} -DCMAKE_C_COMPILER=${CMAKE_C_COMPILER}
                                         ${arg_OPTIONS}
                         --test-command ${CMAKE_CTEST_COMMAND} --output-on-failure --no-tests=error ${arg_TESTS})
        set_tests_properties(package.${name} PROPERTIES LABELS package TIMEOUT 300)
    endfunction()
    heddle_consumer_test(consumer OPTIONS -DCMAKE_PREFIX_PATH=${stage})
    set_tests_properties(package.consumer PROPERTIES FIXTURES_REQUIRED heddle_stage)
    add_test(NAME package.command COMMAND ${stage}/${CMAKE_INSTALL_BINDIR}/heddle verify --as mutex --type my::spinlock
             --header ${PROJECT_SOURCE_DIR}/ci/consumer/spinlock.hpp --layer stress --for 100ms)
    set_tests_properties(package.command PROPERTIES FIXTURES_REQUIRED heddle_stage LABELS package TIMEOUT 60
                         ENVIRONMENT "XDG_CACHE_HOME=${PROJECT_BINARY_DIR}/cache")
    foreach(way IN ITEMS subdirectory download)
        heddle_consumer_test(${way} OPTIONS -DHEDDLE_FROM=${way} -DHEDDLE_SOURCE=${PROJECT_SOURCE_DIR} -DLAYERS=stress
                             TARGETS greeting spinlock.stress TESTS -R "^(greeting|spinlock.stress)$")
    endforeach()
    # Both build the same libraries: one after the other leaves a core to the other tests.
    set_tests_properties(package.subdirectory package.download PROPERTIES RESOURCE_LOCK heddle_source_build)
endif()
