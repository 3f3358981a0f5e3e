# One command each. `make help` lists them; the README explains.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
# Where this machine keeps its data; see settings.
VAR := $(or $(BALIPORTAL_VAR),.var)
# A PostgreSQL server for tests, by any of its databases; they make their own beside it.
DATABASE_URL_TEST ?= postgres://postgres@127.0.0.1:5432/postgres
# A judged collection for `make bench`, as a folder.
RELEVANCE ?=

# The version of the Nu checker.
VNU := 26.9.27

BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
# Packages for ranking by meaning, where it is switched on.
SEMANTIC := $(if $(filter 1,$(BALIPORTAL_SEMANTIC)),$(BIN)/.semantic)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install
# One lock for every Python from 3.11 on, whatever runs here.
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make requirements" --annotation-style line \
	$(if $(filter 1,$(UPGRADE)),--upgrade,$(addprefix --upgrade-package ,$(UPGRADE)))
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard apps/*/locale/*/LC_MESSAGES/*.po))
STATIC := $(shell find static apps/*/static -not -name '*.pyc' 2>/dev/null)
TEMPLATES := $(shell find templates -name '*.html' 2>/dev/null)

.PHONY: help serve prepare admin semantic test check test-sqlite test-engine test-browser test-postgres strings requirements vnu bench mutants map clean
.DEFAULT_GOAL := help

help: ## say what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

serve: export BALIPORTAL_HTTPS ?= 0
serve: prepare ## everything, then the portal on http://127.0.0.1:8000 (PORT= to change)
	@echo "The portal is at http://127.0.0.1:$(PORT)/ (Ctrl-C ends it)."
	@exec env PORT=$(PORT) $(BIN)/gunicorn -c deploy/gunicorn.conf.py baliportal.wsgi

prepare: $(SEMANTIC) $(BIN)/.runtime $(CATALOGUES) $(VAR)/static/staticfiles.json ## packages, database, record and pages, static files
	@$(BIN)/python -m baliportal.prepare

admin: export BALIPORTAL_HTTPS ?= 0
admin: $(BIN)/.runtime ## make the first administrator
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) createsuperuser

test: check ## everything a change must pass
	@echo "Running the tests on SQLite, in Chromium, of the search engine and on PostgreSQL, two at a time; each is told when done ..."
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target test-sqlite test-browser test-engine test-postgres
	@echo "make test: done."

check: $(BIN)/.dev $(CATALOGUES) ## format, lint, types, layers, migrations, deployment settings
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djade --check --target-version 5.2 $(TEMPLATES)
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/mypy
	$(BIN)/lint-imports
	@var=$$(mktemp -d) && trap 'rm -rf "$$var"' EXIT && export BALIPORTAL_VAR="$$var" BALIPORTAL_HTTPS=1 && \
		$(MANAGE) makemigrations --check --dry-run && \
		$(MANAGE) check --deploy --fail-level WARNING

test-sqlite: $(BIN)/.dev $(CATALOGUES) ## the tests on SQLite, browser and search engine apart
	DATABASE_URL= $(BIN)/pytest -rs -m "not postgres and not browser" --ignore tests/search_engine $(PYTEST_ARGS)

test-engine: $(BIN)/.dev ## the tests of the search engine, which knows no database
	DATABASE_URL= $(BIN)/pytest -rs tests/search_engine $(PYTEST_ARGS)

test-browser: $(BIN)/.dev $(CATALOGUES) ## the tests in Chromium
	DATABASE_URL= $(BIN)/pytest -rs -m browser $(PYTEST_ARGS)

test-postgres: $(BIN)/.dev $(CATALOGUES) ## the tests on PostgreSQL, browser apart
	@if $(BIN)/python -c 'import psycopg2, sys; psycopg2.connect(sys.argv[1]).close()' "$(DATABASE_URL_TEST)" 2>/dev/null; then \
		DATABASE_URL="$(DATABASE_URL_TEST)" $(BIN)/pytest -rs -m "not browser and not once" $(PYTEST_ARGS); \
	elif [ "$$REQUIRE_ALL" = 1 ]; then \
		echo "FAILED: no PostgreSQL answers at $(DATABASE_URL_TEST), and REQUIRE_ALL=1." >&2; exit 1; \
	else \
		echo "SKIPPED: no PostgreSQL answers at $(DATABASE_URL_TEST). DATABASE_URL_TEST= names another."; \
	fi

semantic: $(BIN)/.semantic ## bring what ranking by meaning needs (BALIPORTAL_SEMANTIC=1 switches it on)

# gettext extracts them; what is new is then to be translated by hand.
strings: $(BIN)/.dev ## bring the catalogue of translations up to date
	@$(MANAGE) makemessages --locale id --ignore .venv --ignore .var --ignore tests \
		--extension html,txt,py,js,xml --add-location file --no-wrap --no-obsolete

# What is pinned stays as it is, unless UPGRADE names packages (or is 1, for all of them).
requirements: $(BIN)/.dev ## pin anew what requirements*.in ask for (UPGRADE=1, or names, to take newer versions)
	$(COMPILE) requirements.in --output-file requirements.txt
	$(COMPILE) requirements-dev.in --output-file requirements-dev.txt
	$(COMPILE) requirements-semantic.in --output-file requirements-semantic.txt

# Java runs it; the checks of `make test` skip where either is missing.
vnu: .var/vnu/vnu.jar ## bring the Nu checker, with which the tests check HTML

bench: $(BIN)/.dev $(CATALOGUES) ## measure every budget (QUICK=1 in short; RELEVANCE=folder adds a judged collection)
	$(BIN)/python -m tests.bench $(if $(QUICK),--quick) $(if $(RELEVANCE),--relevance $(RELEVANCE))

# Not among the checks of a change: it takes long, and what it finds wants thought.
mutants: $(BIN)/.dev $(CATALOGUES) ## break a sample of lines that matter, see a test fail (MUTANTS="--lines 3 core/dates.py")
	$(BIN)/python -m tests.mutants $(MUTANTS)

map: $(BIN)/.runtime ## draw the map's outlines anew (ATLAS=folder of the npm package world-atlas)
	$(BIN)/python -m apps.members.map.build $(ATLAS)

clean: ## remove packages and what was built; the data in $(VAR) stays
	rm -rf .venv .pytest_cache .ruff_cache .import_linter_cache .mypy_cache $(CATALOGUES)

$(BIN)/python:
	@test -n "$(PYTHON)" && $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; PYTHON=path names one." >&2; exit 1; }
	@$(PYTHON) -m venv .venv || \
		{ rm -rf .venv; echo "Python could not make a virtual environment (on Debian: apt install python3-venv)." >&2; exit 1; }

$(BIN)/.runtime: requirements.txt | $(BIN)/python
	@echo "Installing packages ..."
	@$(PIP) -r requirements.txt
	@touch $@

$(BIN)/.dev: requirements-dev.txt | $(BIN)/python
	@echo "Installing packages for tests ..."
	@$(PIP) -r requirements-dev.txt
	@touch $@ $(BIN)/.runtime

$(BIN)/.semantic: requirements-semantic.txt requirements.txt | $(BIN)/.runtime
	@echo "Installing packages for ranking by meaning ..."
	@$(PIP) -r requirements-semantic.txt
	@touch $@

.var/vnu/vnu.jar:
	@mkdir -p $(@D)
	@command -v npm >/dev/null || { echo "npm is needed to bring the Nu checker." >&2; exit 1; }
	@cd $(@D) && npm pack --silent vnu-jar@$(VNU) >/dev/null && \
		tar -xzf vnu-jar-$(VNU).tgz --strip-components 3 package/build/dist/vnu.jar && rm vnu-jar-$(VNU).tgz

%.mo: %.po | $(BIN)/.runtime
	@$(BIN)/pybabel --quiet compile -i $< -o $@

# Collected anew when a file or a package has changed; names carry a digest of the content.
$(VAR)/static/staticfiles.json: $(BIN)/.runtime $(STATIC)
	@$(MANAGE) collectstatic --no-input --verbosity 0
	@touch $@
