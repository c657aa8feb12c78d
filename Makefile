# Multaqa. `make run` and `make test` are all a newcomer needs; `make help` lists the rest.
#
# This file says what depends on what; the steps that need thought are small programs in tools/.
# A stamp's name holds the digest of its lock file, so an install runs again exactly when the lock changed.

PYTHON ?= python3
PORT ?= 8000
export PORT
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Hundreds of short-lived processes: each would compile all modules and rewrite all tests anew, a third of its start.
unexport PYTHONDONTWRITEBYTECODE
MAKEFLAGS += --no-builtin-rules
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

installed = $(1)/.installed-$(2)-$(firstword $(shell sha256sum requirements/$(2).txt))
BASE := $(call installed,.venv,base)
DEV := $(call installed,.venv,dev)
IN_VENV := .venv/bin/python

# The system's Node when it is 20 or newer, else the one that PyPI carries, in an environment of its own.
ifeq ($(shell command -v npm >/dev/null && node -p 'parseInt(process.versions.node) >= 20' 2>/dev/null),true)
NPM := npm
NODE :=
else
NPM := $(CURDIR)/.node/bin/npm
NODE := $(call installed,.node,node)
export PATH := $(CURDIR)/.node/bin:$(PATH)
endif

SCREEN := frontend/dist/manifest.json
SCREEN_SOURCES := $(wildcard package.json package-lock.json vite.config.* tsconfig*.json) \
	$(shell find frontend -path frontend/dist -prune -o -type f -print 2>/dev/null)
WORDS := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))
STATIC := static/.collected
STATIC_SOURCES := $(shell find . -path './*/static/*' -not -path './.venv/*' -not -path './node_modules/*' -type f 2>/dev/null)

##@ Every day
.PHONY: run
run: $(BASE) $(STATIC) $(WORDS) ## start Multaqa on http://localhost:8000 (PORT=… changes it); Ctrl-C stops it
	@exec $(IN_VENV) -m tools.run

.PHONY: build
build: $(BASE) $(STATIC) $(WORDS) ## everything a production start needs

.PHONY: test
test: $(DEV) $(STATIC) $(WORDS) ## every test: SQLite, then PostgreSQL with Redis, the browser, the front end
	@exec $(IN_VENV) -m tools.run_tests --npm $(NPM)

.PHONY: test-fast
test-fast: $(DEV) $(WORDS) ## the tests that need neither browser nor faults, on SQLite
	@exec $(IN_VENV) -m pytest -n 2 -m "not browser and not faults and not serial"

.PHONY: check
check: $(DEV) $(SCREEN) $(WORDS) ## style, types, imports, house law, translations, migrations, deployment settings
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	DATA_DIR=.mypy_cache .venv/bin/mypy .
	.venv/bin/lint-imports
	$(IN_VENV) -m pytest -q tests/test_house.py
	$(IN_VENV) -m tools.messages check
	$(IN_VENV) manage.py makemigrations --check --dry-run
	SITE_URL=https://multaqa.example DATA_DIR=$$(mktemp -d) $(IN_VENV) manage.py check --deploy --fail-level WARNING
	$(NPM) run check

##@ Data and pictures
.PHONY: demo bench screenshots verbs
demo: $(BASE) $(WORDS) ## fill an empty database with the demo
	$(IN_VENV) -m tools.prepare_data

bench: $(DEV) $(STATIC) $(WORDS) ## measure the budgets and write docs/benchmarks.md
	$(IN_VENV) -m bench
	$(IN_VENV) -m bench.weak_line

screenshots: $(DEV) $(STATIC) $(WORDS) ## picture the pages, light and dark, phone and desktop
	$(IN_VENV) -m tests.browser.screenshots

verbs: $(BASE) ## list every verb with its permission
	@$(IN_VENV) manage.py verbs

##@ Keeping house
.PHONY: messages landed fonts format lock help
messages: $(DEV) ## bring new and changed strings into locale/*.po
	$(IN_VENV) -m tools.messages update

landed: $(BASE) ## write down the digests of migrations that land; nobody edits one afterwards
	$(IN_VENV) -m tools.landed add

fonts: $(DEV) node_modules/.installed ## cut the fonts of the pages anew (frontend/fonts/), after a new version of them
	.venv/bin/uv run --no-project --quiet tools/fonts.py

format: $(DEV) ## lay out the Python files and mend what can be mended
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

lock: $(DEV) ## bring the Python lock files up to requirements/*.in (UPGRADE=--upgrade takes newer versions)
	for name in base dev node; do .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-annotate --custom-compile-command "make lock" $(UPGRADE) \
		--output-file requirements/$$name.txt requirements/$$name.in || exit 1; done

help:
	@awk 'BEGIN { FS = ":.*## " } /^##@/ { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# What the above stands on ---------------------------------------------------------------------------------------------

%/bin/pip:
	@$(PYTHON) tools/need.py python
	$(PYTHON) -m venv $*

$(BASE): | .venv/bin/pip
	.venv/bin/pip install --quiet --require-hashes --requirement requirements/base.txt
	@rm -f .venv/.installed-base-*; touch $@

$(DEV): | .venv/bin/pip
	.venv/bin/pip install --quiet --require-hashes --requirement requirements/dev.txt
	@rm -f .venv/.installed-*; touch $@ $(BASE)

$(call installed,.node,node): | .node/bin/pip
	.node/bin/pip install --quiet --require-hashes --requirement requirements/node.txt
	@rm -f .node/.installed-*; touch $@

node_modules/.installed: package-lock.json | $(NODE)
	$(NPM) ci --no-audit --no-fund
	@touch $@

$(SCREEN): node_modules/.installed $(SCREEN_SOURCES)
	$(NPM) run build
	@touch $@

$(STATIC): $(SCREEN) $(STATIC_SOURCES) | $(BASE)
	$(IN_VENV) manage.py collectstatic --noinput --clear --verbosity 0
	@touch $@

%.mo: %.po | $(BASE)
	$(IN_VENV) -m tools.messages compile $<
