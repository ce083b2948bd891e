# The programs that scripts/compiler.sh wrote, for a machine without a C++ compiler and its binutils.
set(zig "${CMAKE_CURRENT_LIST_DIR}/../build/zig")
set(CMAKE_CXX_COMPILER "${zig}/c++" CACHE FILEPATH "")
set(CMAKE_AR "${zig}/ar" CACHE FILEPATH "")
set(CMAKE_RANLIB "${zig}/ranlib" CACHE FILEPATH "")
# CMake's checks link no program: Zig would build its C++ library once more for that, a minute for nothing.
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
