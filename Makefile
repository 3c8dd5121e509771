# The Makefile is the list of what can be done here; `make help` prints it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# The rooms that decide and touch nothing: every line and branch of theirs is tested.
PURE := monitor/match/*,monitor/understand/*,monitor/reply/*,monitor/trends/*,monitor/changes.py,monitor/schedule.py,monitor/rules.py,monitor/syndication.py,monitor/posting.py,monitor/draft.py,monitor/mention.py

.PHONY: docs fuzz help run test lint format bench model clean install dev coverage

help:     ## Print this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

run: install  ## Run your shop (config.toml), or without one the sample shop
	@if [ -f config.toml ]; then $(BIN)/goodword run; else $(BIN)/goodword sample; fi

test: dev     ## Install what the tests need and run them all
	@sh tests/install_dovecot.sh
	$(BIN)/python -m pytest -n auto

lint: dev     ## Style and types, over everything
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

coverage: dev ## The pure rooms must be covered whole
	$(BIN)/python -m pytest -n auto --cov --cov-report=
	$(BIN)/coverage report --skip-covered
	$(BIN)/coverage report --include='$(PURE)' --show-missing --fail-under=100

format: dev   ## Put the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

model: dev    ## Train the sentiment model anew from ../shared/data/sentiment (docs/model.md)
	@$(BIN)/python -m pip install --quiet --group model
	$(BIN)/python -m training.build

bench: dev    ## Measure, in ratios
	$(BIN)/python -m bench

install: $(VENV)/.installed
dev: $(VENV)/.dev

# Debian and Ubuntu leave venv out of their Python; where we may, we bring it.
$(VENV)/bin/python:
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { rm -rf $(VENV); \
	  echo "Bringing in python3-venv, which Debian leaves out of Python..."; \
	  as_root=; [ "$$(id -u)" = 0 ] || as_root="sudo -n"; \
	  $$as_root apt-get update -qq && $$as_root apt-get install -y -qq python3-venv \
	  && $(PYTHON) -m venv $(VENV); } >&2 || { rm -rf $(VENV); \
	  echo "Python cannot make a virtual environment here. On Debian or Ubuntu, as root:"; \
	  echo "  apt-get install python3-venv"; exit 1; } >&2

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	@echo "Installing goodword into $(VENV) (a minute the first time)..." >&2
	@$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/.installed
	@$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@

fuzz: dev     ## Fuzz every adapter's parse, half a minute each
	@$(BIN)/python -m pip install --quiet --group fuzz
	@for key in $$($(BIN)/python -c 'from sources.registry import BUILT_IN; print(*BUILT_IN)'); do \
	  echo "== $$key"; $(BIN)/python -m fuzz.parse $$key 30 2>&1 | tail -1; done

docs: dev     ## Write the generated pages anew
	$(BIN)/python -m docs.reference
	$(BIN)/python -m docs.examples

clean:        ## Remove what was installed and built
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
