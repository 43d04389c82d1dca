# Explores one whole program with `heddle model` and demands a number of executions, none blocked:
#   cmake -D HEDDLE=… -D PROGRAM=ainc.c -D N=3 -D MEMORY_MODEL=rc11 -D EXECUTIONS=6 -D JSON=report.json -P check_executions.cmake
execute_process(COMMAND ${HEDDLE} model ${PROGRAM} -D N=${N} --memory-model ${MEMORY_MODEL} --json ${JSON}
                RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE errors)
if(NOT status EQUAL 0)
    message(FATAL_ERROR "heddle model ended with ${status}\n${output}${errors}")
endif()
file(READ ${JSON} report)
foreach(expected "verdict=verified" "executions=${EXECUTIONS}" "blocked=0")
    string(REPLACE "=" ";" expected ${expected})
    list(GET expected 0 key)
    list(GET expected 1 value)
    string(JSON found GET ${report} ${key})
    if(NOT found STREQUAL value)
        message(FATAL_ERROR "${PROGRAM} N=${N} ${MEMORY_MODEL}: ${key} is ${found}, should be ${value}")
    endif()
endforeach()
