# Two commands need nothing but Python 3.11, make and git: `make run` and `make test`.

PYTHON ?= $(shell for each in python3.11 python3 python; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$each && break; done)
UV_VERSION := 0.13.9
# The folder that holds the platforms' published schemas, under protocol/.
SHARED ?= ../shared
# The folder that holds matching/population.py, for `make bench`.
DATA ?= $(SHARED)/data
# Words for `hearth` (make run ARGS="--port 9000") or for pytest (make stories ARGS="-k welcome").
ARGS ?=

BIN := .venv/bin
UV := $(BIN)/uv
PINNED := .venv/.uv-$(UV_VERSION)
CODE := $(wildcard bot adapters storage migrations tests)
WORDS := bot/locale/hearth.pot
LANGUAGES := $(patsubst bot/locale/%.po,%,$(wildcard bot/locale/*.po))
JUDGED := .pytest_cache/bodies-judged
export SHARED
# Whatever environment the shell is in, the one in this folder counts.
export UV_PROJECT_ENVIRONMENT := .venv
unexport VIRTUAL_ENV

.PHONY: help run test lint types contracts stories prove bench screens commands messages lock clean
.DEFAULT_GOAL := help

help: ## these lines
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

$(PINNED):
	@test -n "$(PYTHON)" || { echo "Hearth needs Python 3.11 or newer. Install it, or name it: make run PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "This Python makes no virtual environments. On Debian: apt-get install python3-venv" >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@touch $@

# What `make run` needs. --inexact leaves the tests' tools alone where they are there already.
.venv/.ready: uv.lock pyproject.toml | $(PINNED)
	@$(UV) sync --quiet --frozen --no-dev --inexact
	@touch $@

# What everything else needs.
.venv/.ready-dev: .venv/.ready
	@$(UV) sync --quiet --frozen
	@touch $@

run: .venv/.ready ## start Hearth, with the playground where no token is set
	@exec $(BIN)/hearth run $(ARGS)

test: lint types contracts ## everything that must be true before a change is done
	@mkdir -p .pytest_cache && rm -f $(JUDGED)
	@$(BIN)/python -m pytest $(ARGS); status=$$?; \
	cat $(JUDGED) 2>/dev/null || echo "not judged: the tests stopped before counting"; \
	exit $$status

lint: .venv/.ready-dev ## ruff: rules and format
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/ruff format --check $(CODE)

types: .venv/.ready-dev ## mypy, strict
	@$(BIN)/mypy $(CODE)

contracts: .venv/.ready-dev ## who may import whom
	@$(BIN)/lint-imports --no-logo

stories: .venv/.ready-dev ## every story on every platform, mode and database
	@$(BIN)/python -m pytest --every-world $(ARGS)

prove: .venv/.ready-dev ## kills, repeats, shuffles and hostile words, at full number
	@$(BIN)/python -m tests.prove $(ARGS)

bench: .venv/.ready-dev ## the decisions' figures, on any community (DATA=folder, ARGS=--quick)
	@$(BIN)/python -m tests.bench --data $(DATA) $(ARGS)

screens: .venv/.ready-dev ## pictures of the playground, for the README
	@$(BIN)/python -m tests.screens $(ARGS)

commands: .venv/.ready-dev ## write docs/commands.md from what the rooms declare
	@$(BIN)/python -m tests.docs.commands

messages: .venv/.ready-dev ## collect the words people read, and lay them beside each translation
	@$(BIN)/pybabel --quiet extract --no-default-keywords --keywords "t tn:1,2" --no-wrap \
		--add-location never --project Hearth --copyright-holder "Hearth contributors" --output-file $(WORDS) bot adapters storage
	@for each in $(LANGUAGES); do $(BIN)/pybabel --quiet update --no-fuzzy-matching --no-wrap \
		--input-file $(WORDS) --output-file bot/locale/$$each.po --locale $$each || exit 1; done

lock: $(PINNED) ## resolve the dependencies anew
	@$(UV) lock

clean: ## remove what the tools made; data/ and hearth.key stay
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
