# Everything runs in its own virtual environment. `make demo` and `make test` need only Python 3.11 or
# newer and git; most other targets are parts of `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint types layers examples fresh pages words thorough soak fresh-machine engines fuzz bench bench-quick format wheel zipapp release clean

demo: $(VENV)/.installed
	@BIN=$(BIN) sh seeds/demo.sh

test: $(VENV)/.dev
	$(MAKE) --jobs=2 lint types layers examples fresh build/commonmark.json
	$(BIN)/pytest -q -n 2 --dist loadgroup

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python ci/plain_words.py

types: $(VENV)/.dev
	$(BIN)/mypy

layers: $(VENV)/.dev
	$(BIN)/lint-imports --no-cache

# The examples of every rule: `make examples RULE=stray-dot` for one.
examples: $(VENV)/.dev
	$(BIN)/seedlint test --isolated $(if $(RULE),--select $(RULE))

# Checks the generated files: the manual and two schemas, and the catalogue of translations.
fresh: $(VENV)/.dev
	$(BIN)/seedlint pages . --check

pages: $(VENV)/.dev
	$(BIN)/seedlint pages .

words: $(VENV)/.dev
	$(BIN)/python -m tests.catalogue

# Takes an hour: the tests with more examples, longer texts and all pages.
thorough: $(VENV)/.dev build/commonmark.json
	SEEDLINT_THOROUGH=1 $(BIN)/pytest -q -n 2 --dist loadgroup --timeout=3000

# Takes hours: runs killed at random moments, and hostile files of up to 50 MB.
soak: $(VENV)/.dev
	$(BIN)/python -m tests.tools.kill $(or $(ROUNDS),500)
	$(BIN)/python -m tests.tools.curve

# Runs the README's commands as on a new machine: in a fresh clone, with an empty environment and home.
fresh-machine:
	ci/fresh-machine.sh

# Runs the examples of docs/pipelines.md with the real packages, which it installs; Spark needs Java.
engines: build/engines/bin/ray
	build/engines/bin/python -m pytest -q tests/engines

build/engines/bin/ray:
	$(PYTHON) -m venv build/engines
	build/engines/bin/python -m pip install --quiet --disable-pip-version-check -e '.[parquet]' hypothesis pytest pytest-timeout pytest-xdist 'ray[data]' datasets datatrove pyspark

# Asks cmark-gfm about conversions and fixes of DOCUMENTS documents; then runs the fuzzer for SECONDS, and keeps
# the smallest set of inputs that reaches the same code.
fuzz: $(VENV)/.dev
	$(BIN)/python -m tests.tools.differ $(or $(DOCUMENTS),20000) 0 0
	$(BIN)/python -m tests.tools.differ $(or $(DOCUMENTS),3000) 0
	rm -rf build/corpus && mkdir -p build/fuzz build/corpus
	$(BIN)/python -m tests.fuzz.target build/fuzz tests/fuzz/corpus -dict=tests/fuzz/words.dict -max_len=3000 -max_total_time=$(or $(SECONDS),600) -artifact_prefix=build/found-
	$(BIN)/python -m tests.fuzz.target -set_cover_merge=1 build/corpus tests/fuzz/corpus build/fuzz
	rm -rf tests/fuzz/corpus && mv build/corpus tests/fuzz/corpus

# Compares speed with peers and with what it was: CPU seconds as ratios. ROWS=warm,fix measures some rows only, CORPUS=folder
# makes the texts from pages of yours, ROUNDS is at least five for the table of docs/performance.md.
bench: $(VENV)/.dev build/autocorrect/node_modules build/opencc/bin/python
	$(BIN)/python -m tests.tools.bench --rounds $(or $(ROUNDS),5) --rows '$(ROWS)' $(if $(CORPUS),--corpus '$(CORPUS)')

# The same on smaller texts, as often as two minutes allow.
bench-quick: $(VENV)/.dev build/autocorrect/node_modules build/opencc/bin/python
	$(BIN)/python -m tests.tools.bench --quick --rounds $(or $(ROUNDS),5) --rows '$(ROWS)' $(if $(CORPUS),--corpus '$(CORPUS)')

# A peer that cannot be installed is not measured.
build/autocorrect/node_modules:
	-npm install --silent --no-audit --no-fund --prefix build/autocorrect autocorrect-node@2.14.0

# The wheel of the official OpenCC would overwrite opencc-python-reimplemented.
build/opencc/bin/python:
	$(PYTHON) -m venv build/opencc
	-build/opencc/bin/python -m pip install --quiet --disable-pip-version-check opencc

# The examples of the CommonMark specification, to which the tests apply fixes.
build/commonmark.json: | $(VENV)/.dev
	$(BIN)/python -m tests.tools.fetch_spec $@

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

wheel: $(VENV)/.dev
	$(BIN)/python -m build --no-isolation

# Builds, checks and installs a release of VERSION in a clone, then commits and tags it; see CONTRIBUTING.md.
release: test
	$(BIN)/python ci/release.py $(VERSION)

# Builds one file for machines without pip that have this system and this version of Python.
zipapp: $(VENV)/.dev
	mkdir -p build
	$(BIN)/shiv --quiet --reproducible --compressed --python '/usr/bin/env python3' --entry-point linter.cli:run --output-file build/seedlint.pyz --no-build-isolation .

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.dev: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
