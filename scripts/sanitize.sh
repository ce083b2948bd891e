#!/usr/bin/env bash
# Builds the core with AddressSanitizer and UBSan in a folder of its own and runs the tests of the search on it.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH"

compiler=${CXX:-$(command -v g++ || command -v clang++ || true)}
if [ -z "$compiler" ]; then
  echo "redvest: sanitizers need a compiler of the machine's own; on Debian: apt-get install g++" >&2
  exit 1
fi

echo "1/2 core with sanitizers"
mkdir -p build/sanitize
{
  cmake -S . -B build/sanitize -G Ninja -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_BUILD_TYPE=RelWithDebInfo \
    -DPython_EXECUTABLE="$PWD/.venv/bin/python" -DREDVEST_SANITIZE=address,undefined &&
    cmake --build build/sanitize
} >build/sanitize.log 2>&1 || { cat build/sanitize.log >&2; exit 1; }

echo "2/2 tests of the search"
# Python itself is not instrumented, so the run-time comes first by LD_PRELOAD, and what Python keeps until its
# end is no leak of ours. libstdc++ comes along, or the interceptor of `throw` finds nothing to call.
runtime=$("$compiler" -print-file-name=libasan.so):$("$compiler" -print-file-name=libstdc++.so.6)
LD_PRELOAD=$runtime ASAN_OPTIONS=detect_leaks=0 UBSAN_OPTIONS=print_stacktrace=1 \
  REDVEST_CORE=$(echo "$PWD"/build/sanitize/_core*.so) \
  .venv/bin/python -m pytest -q -p no:cacheprovider tests/unit/matcher/routing tests/properties/test_search.py
