# The warnings every file of this repository is clean under, as a target that tests and libraries link privately.
add_library(heddle_warnings INTERFACE)
target_compile_options(heddle_warnings INTERFACE -Wall -Wextra -Wpedantic -Wconversion)
option(HEDDLE_WARNINGS_AS_ERRORS "Turn warnings into errors" ${PROJECT_IS_TOP_LEVEL})
if(HEDDLE_WARNINGS_AS_ERRORS)
    target_compile_options(heddle_warnings INTERFACE -Werror)
endif()
