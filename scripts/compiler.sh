# Sourced by whatever builds the core. Where the machine has no C++17 compiler, the locked Zig serves: it comes as
# a Python package and brings Clang, a linker and the C++ library.

compiles() {
  echo '#include <optional>' | "$1" -std=c++17 -fsyntax-only -x c++ - 2>/dev/null
}

use_zig() {
  local tool
  echo "    no C++17 compiler on this machine (apt-get install g++): Zig's takes its place, some minutes, once"
  .venv/bin/python -m pip install -qq --no-input --require-hashes --only-binary :all: -r requirements/compiler.lock
  mkdir -p build/zig
  # CMake wants one program each, without arguments. Baseline: Zig would compile for this very processor, and a
  # wheel travels.
  for tool in "c++ -mcpu=baseline" ar ranlib; do
    printf '#!/bin/sh\nexec "%s" -m ziglang %s "$@"\n' "$PWD/.venv/bin/python" "$tool" >"build/zig/${tool%% *}"
    chmod +x "build/zig/${tool%% *}"
  done
  export CMAKE_TOOLCHAIN_FILE="$PWD/scripts/zig.cmake" CXX="$PWD/build/zig/c++"
}

# Named outright, since Python would propose the compiler that it was built with, whether it is here or not.
for candidate in ${CXX:-c++ g++ clang++}; do
  if compiles "$candidate"; then
    export CXX=$candidate
    break
  fi
done
compiles "${CXX:-}" || use_zig
