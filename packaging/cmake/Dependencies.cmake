# Everything that the project does not write itself. Versions and traps: ARCHITECTURE.md.
set(CMAKE_THREAD_PREFER_PTHREAD ON)
find_package(Threads REQUIRED)
find_package(tl-expected REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc i18n)
find_package(OpenSSL 3 REQUIRED COMPONENTS Crypto)
find_package(ZLIB REQUIRED)
find_package(SQLite3 REQUIRED)
# Not by pkg-config: Debian 13's file asks for one of minizip, which the package does not bring.
find_library(XLSXWRITER_LIBRARY xlsxwriter REQUIRED)
find_path(XLSXWRITER_INCLUDE_DIR xlsxwriter.h REQUIRED)
add_library(xlsxwriter::xlsxwriter UNKNOWN IMPORTED)
set_target_properties(xlsxwriter::xlsxwriter PROPERTIES
    IMPORTED_LOCATION ${XLSXWRITER_LIBRARY} INTERFACE_INCLUDE_DIRECTORIES ${XLSXWRITER_INCLUDE_DIR})
if(TUNEDESK_FUZZ)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Core Sql)
    return()
endif()
find_package(Qt6 6.4 REQUIRED COMPONENTS Core Sql Network Concurrent Gui Widgets PrintSupport Svg LinguistTools Test)
find_package(QCustomPlotQt6 REQUIRED)  # after PrintSupport, which it names without finding it
find_package(CLI11 REQUIRED)

# libtorch: -DTorch_DIR=… of any build, else the one that packaging/ keeps in the cache folder.
if(NOT Torch_DIR)
    if(DEFINED ENV{TUNEDESK_CACHE})
        set(TUNEDESK_CACHE_DIR $ENV{TUNEDESK_CACHE})
    elseif(DEFINED ENV{XDG_CACHE_HOME})
        set(TUNEDESK_CACHE_DIR $ENV{XDG_CACHE_HOME}/tunedesk)
    else()
        set(TUNEDESK_CACHE_DIR $ENV{HOME}/.cache/tunedesk)
    endif()
    set(Torch_DIR ${TUNEDESK_CACHE_DIR}/libtorch/torch/share/cmake/Torch CACHE PATH "folder of TorchConfig.cmake" FORCE)
endif()
# A libtorch for CUDA would run a program to find the card's kind, in a dialect that CMake 3.25 doesn't know of nvcc 13.
# Nothing of ours is compiled for a card.
if(NOT DEFINED TORCH_CUDA_ARCH_LIST)
    set(TORCH_CUDA_ARCH_LIST 9.0)
endif()
find_package(Torch REQUIRED)

add_library(tunedesk_torch INTERFACE)
add_library(tunedesk::torch ALIAS tunedesk_torch)
target_link_libraries(tunedesk_torch INTERFACE ${TORCH_LIBRARIES} Threads::Threads)
foreach(dir IN LISTS TORCH_INCLUDE_DIRS)
    target_include_directories(tunedesk_torch SYSTEM INTERFACE ${dir})
endforeach()
# torch has members called `slots`; Qt's keywords would rewrite them.
target_compile_definitions(tunedesk_torch INTERFACE QT_NO_KEYWORDS)

# OpenMP, for kernels that share libtorch's threads: its own copy of the run time, where it brings one.
add_library(tunedesk_openmp INTERFACE)
add_library(tunedesk::openmp ALIAS tunedesk_openmp)
find_library(TUNEDESK_OPENMP_LIBRARY NAMES libgomp.so.1 PATHS ${TORCH_INSTALL_PREFIX}/lib NO_DEFAULT_PATH)
if(NOT TUNEDESK_OPENMP_LIBRARY)
    find_package(OpenMP REQUIRED)
    set(TUNEDESK_OPENMP_LIBRARY ${OpenMP_CXX_LIBRARIES})
endif()
target_link_libraries(tunedesk_openmp INTERFACE ${TUNEDESK_OPENMP_LIBRARY})

# Several processes that train one run together. Without it the program trains in one.
add_library(tunedesk_mpi INTERFACE)
add_library(tunedesk::mpi ALIAS tunedesk_mpi)
if(TUNEDESK_MPI)
    set(MPI_CXX_SKIP_MPICXX ON) # the old C++ names; ours are MPI's C functions
    find_package(MPI COMPONENTS CXX)
    if(MPI_CXX_FOUND)
        target_link_libraries(tunedesk_mpi INTERFACE MPI::MPI_CXX)
        target_compile_definitions(tunedesk_mpi INTERFACE TUNEDESK_MPI)
    endif()
endif()

add_library(tunedesk_allocator INTERFACE)
add_library(tunedesk::allocator ALIAS tunedesk_allocator)
if(TUNEDESK_TCMALLOC AND NOT TUNEDESK_SANITIZE)
    find_library(TCMALLOC_LIBRARY NAMES tcmalloc_minimal REQUIRED)
    target_link_libraries(tunedesk_allocator INTERFACE -Wl,--no-as-needed ${TCMALLOC_LIBRARY} -Wl,--as-needed)
endif()
