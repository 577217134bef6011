# Everything a newcomer needs: make demo, make test. `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-header --no-emit-index-url --quiet

.DEFAULT_GOAL := help
.PHONY: help install dev demo test check bench screenshots audit translations format lock clean

help: ## what there is to make
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

install: .make/install ## .venv with the samsvar command in it

dev: .make/dev ## the same, with what the tests and checks need

.make/venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Samsvar needs Python 3.11 or newer: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' || \
		{ echo "Python lacks venv. On Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@mkdir -p .make && touch $@

.make/install: .make/venv requirements.lock pyproject.toml
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.make/dev: .make/install requirements-dev.lock
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

demo: .make/install ## released and open rounds on the reports' own figures, served on this machine
	$(BIN)/samsvar demo $(ARGS)

test: .make/dev ## the tests, with a real browser and a real PostgreSQL
	$(BIN)/python -m tests.machine
	$(BIN)/python -m pytest $(ARGS)

check: .make/dev ## style, types, layers, templates, spelling
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet survey_app/templates
	$(BIN)/codespell survey_app analysis tests migrations docs *.md

bench: .make/dev ## the budgets, measured against bare yardsticks in the same run
	$(BIN)/python -m tests.bench $(ARGS)

screenshots: .make/dev ## every page in every language as a phone shows it, on one sheet
	$(BIN)/python -m tests.screenshots $(ARGS)

audit: .make/dev ## what Lighthouse thinks of the pages; fetches it from npm, and needs Node.js
	$(BIN)/python -m tests.audit

translations: .make/dev ## the texts of the pages: found in the code, brought up to date, compiled
	$(BIN)/python -m tests.catalogues

format: .make/dev ## lay the code out
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: .make/dev ## choose the newest versions that fit pyproject.toml
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/$(LOCK) --group build -o requirements.lock
	$(BIN)/$(LOCK) --group build --group dev -o requirements-dev.lock

clean: ## forget the environment; the databases in instance/ stay
	rm -rf $(VENV) .make
