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

# Proof: a project of its own, built and run against nothing but the installed tree.
if(HEDDLE_BUILD_TESTS AND NOT HEDDLE_SANITIZE)
    set(stage ${PROJECT_BINARY_DIR}/stage)
    add_test(NAME package.install COMMAND ${CMAKE_COMMAND} --install ${PROJECT_BINARY_DIR} --prefix ${stage})
    add_test(NAME package.consumer
             COMMAND ${CMAKE_CTEST_COMMAND} --build-and-test ${PROJECT_SOURCE_DIR}/ci/consumer ${PROJECT_BINARY_DIR}/consumer
                     --build-generator ${CMAKE_GENERATOR} --build-noclean
                     --build-options -DCMAKE_PREFIX_PATH=${stage} -DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER}
                                     -DCMAKE_C_COMPILER=${CMAKE_C_COMPILER}
                     --test-command ${CMAKE_CTEST_COMMAND} --output-on-failure --no-tests=error)
    set_tests_properties(package.install PROPERTIES FIXTURES_SETUP heddle_stage LABELS package TIMEOUT 60)
    set_tests_properties(package.consumer PROPERTIES FIXTURES_REQUIRED heddle_stage LABELS package TIMEOUT 300)
endif()
