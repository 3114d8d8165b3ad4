# Two verbs: `make sandbox` to see the bot, `make test` to check it. Both do all the set-up.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: sandbox test types tests mutants pins pictures

sandbox: .venv/runs
	$(BIN)/python -m sandbox

test: .venv/tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	$(MAKE) --no-print-directory --jobs=2 types tests

types: .venv/tests
	$(BIN)/mypy

# One worker more than a small machine has cores: many tests wait for a while.
tests: .venv/tests
	$(BIN)/python -m pytest -n 3 --dist=worksteal --cov --cov-report=term:skip-covered

# The READMEs' pictures anew, from the page as it is now.
pictures: .venv/tests
	PICTURES=1 $(BIN)/python -m pytest -q tests/acceptance/test_pictures.py tests/unit/test_report_said.py

# Whether the tests notice it when the code says something else. A quarter of an hour or more.
mutants: .venv/tests
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r bench/mutation/requirements.txt
	$(BIN)/python -m bench.mutation

# Every dependency again at its current release, with hashes and without an index's address.
pins: .venv/tests
	$(BIN)/uv pip compile --upgrade $(PIN) --extra sandbox --extra pictures pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --upgrade $(PIN) --group dev -c requirements.txt -o tests/requirements.txt
	echo mutmut | $(BIN)/uv pip compile --upgrade $(PIN) -c tests/requirements.txt - -o bench/mutation/requirements.txt
PIN := --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "This needs Python 3.11 or newer: make PYTHON=python3.12 …")'
	@echo "Setting up, once (about half a minute) …"
	$(PYTHON) -m venv .venv
	@touch $@

.venv/runs: .venv/python requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/tests: .venv/runs tests/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/requirements.txt
	@touch $@
