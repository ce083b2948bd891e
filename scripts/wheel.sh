#!/usr/bin/env bash
# Builds dist/redvest-*.whl with the locked build tools of .venv, so that nothing else is downloaded.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/compiler.sh
rm -rf dist
.venv/bin/python -m pip wheel -qq --no-input --no-deps --no-build-isolation --wheel-dir dist .
ls dist/*.whl
