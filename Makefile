# Entente: `make demo` shows it, `make test` proves it. Needs python3 (3.11 or newer) and make.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check
PINS   := .constraints.txt
SETS    = $(sort $(dir $(wildcard tests/corpus/*/*.gold.json)))
FLOORS := tests/eval/baseline.json

.DEFAULT_GOAL := help
.PHONY: help setup demo test check eval baseline bench bench-questions bench-service pages notebooks editor format clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.installed ## create .venv and install Entente with its notebook tools

demo: $(VENV)/.installed ## read the shipped dispatches, answer five questions, write entente.html
	@$(BIN)/kg demo

test: $(VENV)/.testing ## run every test (installs what tests need, a browser included when possible)
	@$(BIN)/python -m pytest --nbmake tests notebooks

check: $(VENV)/.testing ## style, types, layers, lexicon and ontology
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/kg lexicon check
	$(BIN)/python -m pytest tests/ontology/test_vocabulary.py

eval: $(VENV)/.installed ## how well it reads the test dispatches, and whether any figure fell below its floor
	@$(BIN)/kg eval $(SETS) --baseline $(FLOORS)

baseline: $(VENV)/.installed ## make today's figures the floors (with LOWER=1 also where they fell)
	@$(BIN)/kg eval $(SETS) --write-baseline $(FLOORS) $(if $(LOWER),--allow-lower)

bench: $(VENV)/.installed ## how fast it reads beside the tagger alone, memory, cold start (QUICK=1: less of each)
	@$(BIN)/python tests/bench/bench.py $(if $(QUICK),--quick)

bench-questions: $(VENV)/.installed ## how long the forty questions take, here and on other engines (QUICK=1: small graphs)
	@$(BIN)/python tests/bench/questions.py $(if $(QUICK),--quick) $(if $(KEEP),--keep $(KEEP)) $(if $(KGLAB),--kglab $(KGLAB))

bench-service: $(VENV)/.testing ## how fast kg serve answers, and how soon it stops what would stop it (QUICK=1: less of it)
	@$(BIN)/python tests/bench/service.py $(if $(QUICK),--quick)

editor: ## fetch the explorer's SPARQL editor (CodeMirror, with npm); without it there is a plain text area
	@.ci/editor

notebooks: $(VENV)/.installed ## run the notebooks and keep what they show (pages left out: they are large)
	$(BIN)/jupyter nbconvert --log-level=WARN --to notebook --inplace --execute notebooks/*.ipynb
	$(BIN)/jupyter nbconvert --log-level=WARN --to notebook --inplace --TagRemovePreprocessor.enabled=True \
	  --TagRemovePreprocessor.remove_all_outputs_tags=page notebooks/*.ipynb

pages: $(VENV)/.testing ## how soon a page answers and how smoothly it moves, beside plain pyvis (20 minutes)
	@$(BIN)/python tests/bench/pages.py

format: $(VENV)/.testing ## rewrite the Python files in the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## remove what the targets above made
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	rm -rf entente.html entente.db entente-demo.db kg/server/vendor
	find kg tests notebooks -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Entente needs Python 3.11 or newer: '$(PYTHON)' is not; try make PYTHON=python3.12" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)

# A stamp is newer than what it was made from, so a second `make` does nothing.
$(VENV)/.installed: pyproject.toml $(PINS) | $(BIN)/python
	$(PIP) install --quiet --constraint $(PINS) --editable '.[notebook]'
	@touch $@

$(VENV)/.testing: $(VENV)/.installed
	$(PIP) install --quiet --constraint $(PINS) --editable '.[notebook,test]'
	@.ci/browser
	@.ci/servers
	@touch $@
