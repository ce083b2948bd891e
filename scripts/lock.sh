#!/usr/bin/env bash
# Writes requirements/*.lock from pyproject.toml: exact versions with hashes, for Python 3.11 and later on
# x86_64 and aarch64 Linux. Each lock is a whole environment, so that one file is installed at a time.
set -euo pipefail
cd "$(dirname "$0")/.."

tool=$(mktemp -d)
trap 'rm -rf "$tool"' EXIT
"${PYTHON:-python3}" -m venv "$tool"
"$tool/bin/python" -m pip install -qq uv

# The command is not recorded in the files: uv would write down this machine's settings with it.
export UV_CUSTOM_COMPILE_COMMAND="make lock"

# One version of a package for every Python (fewest): a plan must not depend on the interpreter.
lock() {
  local name=$1
  shift
  echo "  requirements/$name.lock"
  "$tool/bin/uv" pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest ${UPGRADE:+--upgrade} \
    --generate-hashes --no-emit-index-url --no-emit-find-links --output-file "requirements/$name.lock" "$@"
}

# Run, test and bench agree on every version, since each is built around the one before.
lock run pyproject.toml
lock test pyproject.toml --extra test --constraints requirements/run.lock
lock bench pyproject.toml --extra test --extra bench --constraints requirements/test.lock
lock build --group pyproject.toml:build --constraints requirements/test.lock
lock compiler --group pyproject.toml:compiler
