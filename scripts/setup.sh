#!/usr/bin/env bash
# Usage: scripts/setup.sh run|test|bench
# Makes .venv with the locked packages of that set and the project itself with its compiled core.
# Whatever is missing on the machine is one line on stderr that names the Debian package, and exit 1.
set -euo pipefail
cd "$(dirname "$0")/.."
kind=${1:?run, test or bench}

missing() {
  echo "redvest: $1 is missing; on Debian: apt-get install $2" >&2
  exit 1
}

find_python() {
  local candidate
  for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
  missing "${PYTHON:-a Python of 3.11 to 3.14}" "python3 python3-venv python3-dev"
}

install() {
  .venv/bin/python -m pip install -qq --no-input "$@"
}

# The hash of every download must be in the lock, and nothing is compiled but our own core.
install_locked() {
  local lock files=()
  for lock in "$@"; do files+=(-r "requirements/$lock.lock"); done
  install --require-hashes --only-binary :all: "${files[@]}"
}

echo "1/3 virtual environment"
if ! .venv/bin/python -c '' 2>/dev/null; then
  python=$(find_python)
  "$python" -c 'import venv; from ensurepip import version' 2>/dev/null || missing "Python's venv module" python3-venv
  headers=$("$python" -c 'import sysconfig; print(sysconfig.get_path("include"))')
  [ -e "$headers/Python.h" ] || missing "Python.h, which the compiled core includes," python3-dev
  "$python" -m venv --clear .venv
fi

echo "2/3 locked packages: $kind"
install_locked build "$kind"

echo "3/3 the project and its C++ core"
source scripts/compiler.sh
install --no-deps --no-build-isolation --editable .
