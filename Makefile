# `make demo` and `make test` do all the set-up themselves; `make help` lists the rest.
# PYTHON=python3.12 chooses the interpreter of a new .venv.

SHELL := /bin/bash
.NOTPARALLEL:
.DEFAULT_GOAL := help
# The caller's own Python must not leak in, and pytest keeps what it has compiled: it halves a second run.
unexport PYTHONPATH PYTHONHOME PYTHONDONTWRITEBYTECODE
export PYTHON

PY := .venv/bin/python
PYTEST := $(PY) -m pytest -q -n 2 --durations 5 --durations-min 0.5
SETUP := scripts/setup.sh scripts/compiler.sh pyproject.toml CMakeLists.txt requirements/build.lock

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | expand -t 14

demo: .venv/.stamp-run core ## plan the demo district's day into out/demo
	@.venv/bin/redvest demo --out out/demo

test: lint types unit properties parts ## lint, types and all tests

lint: .venv/.stamp-test ## rules and format, nothing is changed
	@echo "== lint"
	@$(PY) -m ruff check --quiet .
	@$(PY) -m ruff format --quiet --check .

types: .venv/.stamp-test ## strict types
	@echo "== types"
	@$(PY) -m mypy --no-error-summary

unit: .venv/.stamp-test core ## unit tests: no service, ten seconds
	@echo "== unit tests"
	@$(PYTEST) tests/unit

properties: .venv/.stamp-test core ## invariants under Hypothesis, a minute
	@echo "== property tests"
	@$(PYTEST) tests/properties

# Whatever else lies under tests/: what needs a part of the machine, the shared instances or more time.
OTHERS := $(filter-out unit properties data,$(patsubst tests/%/__init__.py,%,$(wildcard tests/*/__init__.py)))
parts: .venv/.stamp-test core ## the other folders of tests: printouts, service, benchmarks, instances
	@for dir in $(OTHERS); do echo "== $$dir"; $(PYTEST) tests/$$dir || exit 1; done

soak: .venv/.stamp-test core ## 20,000 generated requests, 1,000 rounds of one offer, 300 days in any order: hours
	@REDVEST_REQUESTS=20000 $(PY) -m pytest -q tests/district/test_schema.py
	@REDVEST_ROUNDS=1000 $(PY) -m pytest -q tests/district/test_claims.py
	@REDVEST_SEQUENCES=300 $(PY) -m pytest -q tests/district/test_any_order.py

format: .venv/.stamp-test ## rewrite the Python files in the one format
	@$(PY) -m ruff check --quiet --fix-only .
	@$(PY) -m ruff format --quiet .

core: .venv/.stamp-run ## compile what changed of the C++ core
	@scripts/core.sh

sanitize: .venv/.stamp-test ## the core's tests under AddressSanitizer and UBSan
	@scripts/sanitize.sh

wheel: .venv/.stamp-run ## build dist/redvest-*.whl
	@scripts/wheel.sh

lock: ## resolve requirements/*.lock anew; UPGRADE=1 takes the newest versions
	@scripts/lock.sh

setup: .venv/.stamp-test core ## .venv with the test tools and nothing run

setup-bench: .venv/.stamp-bench core ## the same with the peers that benchmarks compare with

clean: ## remove what was built, keep .venv
	@rm -rf build dist out .mypy_cache .pytest_cache .ruff_cache

# The larger sets hold the smaller ones, so that `make demo` after `make test` installs nothing.
.venv/.stamp-run: requirements/run.lock $(SETUP)
	@scripts/setup.sh run
	@touch $@

.venv/.stamp-test: requirements/test.lock $(SETUP)
	@scripts/setup.sh test
	@touch .venv/.stamp-run $@

.venv/.stamp-bench: requirements/bench.lock $(SETUP)
	@scripts/setup.sh bench
	@touch .venv/.stamp-run .venv/.stamp-test $@

.PHONY: help demo test lint types unit properties parts soak format core sanitize wheel lock setup setup-bench clean
