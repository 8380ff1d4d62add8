# Two commands matter: `make demo` and `make test`. Both prepare the environment first and may be run again at will.
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed
MESSAGES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))
# Bytecode is kept, also where the environment says otherwise: the tests start many processes that would compile anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: install messages demo test lint types unit browser requirements clean

install: $(INSTALLED)

$(INSTALLED): requirements/dev.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Hirz needs Python 3.11 or later; name one with: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	$(BIN)/python -c 'from hirz.engines.names import warm_up; warm_up()'
	touch $(INSTALLED)

messages: $(MESSAGES)

%.mo: %.po | $(INSTALLED)
	$(BIN)/pybabel --quiet compile --input-file $< --output-file $@ --statistics

demo: messages
	$(BIN)/hirz demo

# Style and types beside each other, then the tests, in two processes: that many cores a small machine has.
test:
	$(MAKE) --jobs=2 lint types
	$(MAKE) --jobs=1 unit browser
	@echo "Everything passed."

lint: messages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --quiet --lint src
	$(BIN)/lint-imports --no-cache

types: messages
	$(BIN)/mypy src tests scripts

# The same examples each time: a change is judged by what it changed. Plain `pytest` looks for new ones. Files come in the
# order of tests/conftest.py, the longest first.
unit: messages
	$(BIN)/pytest -m "not browser" -n 2 --dist loadfile --no-loadscope-reorder --hypothesis-profile=ci

# Two demonstrations, each served to one of two processes. One walks every page of the staff, the other does all the rest.
browser: messages
	$(PYTHON) scripts/ensure_browser.py
	$(BIN)/pytest -m browser -n 2 --dist loadfile --no-loadscope-reorder

requirements:
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --extra dev --upgrade pyproject.toml -o requirements/dev.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --constraints requirements/dev.txt pyproject.toml -o requirements/runtime.txt

clean:
	rm -rf .venv var out artefacts
