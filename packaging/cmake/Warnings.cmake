# Warnings are errors in our own code; libraries come in as SYSTEM includes.
add_library(tunedesk_warnings INTERFACE)
add_library(tunedesk::warnings ALIAS tunedesk_warnings)
target_compile_options(tunedesk_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-align
    -Wno-missing-field-initializers -Werror)
# g++ 12 with -O3 takes the empty std::optional for one that is read; later versions don't.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(tunedesk_warnings INTERFACE
        $<$<CONFIG:Release>:-Wno-maybe-uninitialized>)
endif()
if(TUNEDESK_FUZZ)
    # clang complains about other things than g++, which is the compiler that decides.
    target_compile_options(tunedesk_warnings INTERFACE -w)
endif()
if(TUNEDESK_SANITIZE)
    # vptr and function need run-time types of libraries that are not instrumented.
    set(flags -fsanitize=${TUNEDESK_SANITIZE} -fno-omit-frame-pointer)
    if(TUNEDESK_SANITIZE MATCHES "undefined")
        list(APPEND flags -fno-sanitize=vptr -fno-sanitize-recover=undefined)
    endif()
    target_compile_options(tunedesk_warnings INTERFACE ${flags})
    target_link_options(tunedesk_warnings INTERFACE ${flags})
endif()
