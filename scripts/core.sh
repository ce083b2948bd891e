#!/usr/bin/env bash
# Compiles what changed of the core and puts it beside the editable install. Ninja decides; no change, no work.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH"

if [ ! -e build/editable/CMakeCache.txt ]; then
  source scripts/compiler.sh
  python -m pip install -qq --no-input --no-deps --no-build-isolation --editable .
fi
log=build/core.log
if ! cmake --build build/editable >"$log" 2>&1; then
  cat "$log" >&2
  exit 1
fi
# A warning is shown even where the build goes on.
grep -A4 'warning:' "$log" || true
cmake --install build/editable --prefix "$(python -c 'import sysconfig; print(sysconfig.get_path("platlib"))')" >/dev/null
