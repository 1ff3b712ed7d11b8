# tunedesk_torch_header(PROGRAM): shares the engine's precompiled torch header, without which each source file costs 20 s
# more. The header was made with -fPIC; CMake gives programs -fPIE, which newer Qt leaves as it is.
function(tunedesk_torch_header name)
    target_precompile_headers(${name} REUSE_FROM tunedesk_engine)
    target_compile_options(${name} PRIVATE -fPIC -Werror=invalid-pch -fpch-preprocess)
endfunction()

# tunedesk_test(tst_Name LIBRARIES tunedesk::core … [TIMEOUT seconds] [LABELS …])
# builds tst_name.cpp of this folder (snake case of the class is given as SOURCE) and gives it to ctest.
function(tunedesk_test name)
    cmake_parse_arguments(TEST "" "SOURCE;TIMEOUT" "LIBRARIES;LABELS;SOURCES" ${ARGN})
    if(NOT TEST_SOURCE)
        set(TEST_SOURCE ${name}.cpp)
    endif()
    if(NOT TEST_TIMEOUT)
        set(TEST_TIMEOUT 120)
    endif()
    add_executable(${name} ${TEST_SOURCE} ${TEST_SOURCES})
    target_link_libraries(${name} PRIVATE ${TEST_LIBRARIES} Qt6::Test tunedesk::warnings)
    target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
    target_compile_definitions(${name} PRIVATE
        TUNEDESK_SOURCE_DIR="${PROJECT_SOURCE_DIR}" TUNEDESK_BINARY_DIR="${PROJECT_BINARY_DIR}")
    add_test(NAME ${name} COMMAND ${name})
    set(environment "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;OMP_NUM_THREADS=2")
    if(TUNEDESK_SANITIZE)
        # Qt, fontconfig and libtorch are not instrumented; tests/sanitizers says what of theirs is left out.
        set(sanitizers ${PROJECT_SOURCE_DIR}/tests/sanitizers)
        list(APPEND environment "ASAN_OPTIONS=detect_leaks=1:detect_stack_use_after_return=1"
            "LSAN_OPTIONS=suppressions=${sanitizers}/lsan.supp:print_suppressions=0"
            "UBSAN_OPTIONS=print_stacktrace=1"
            "TSAN_OPTIONS=ignore_noninstrumented_modules=1:suppressions=${sanitizers}/tsan.supp:second_deadlock_stack=1:print_suppressions=0:die_after_fork=0") # QProcess forks
        math(EXPR TEST_TIMEOUT "10 * ${TEST_TIMEOUT}")
    endif()
    set_tests_properties(${name} PROPERTIES TIMEOUT ${TEST_TIMEOUT} LABELS "${TEST_LABELS}"
        ENVIRONMENT "${environment}")
endfunction()
