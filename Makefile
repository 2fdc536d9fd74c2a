# `make run` and `make test` are all that a fresh machine needs: Python 3.11 or newer, and make.
PORT ?= 8000
PYTHON ?= python3
PY := .venv/bin/python
# The wheel of Node that the tests install serves where the machine has none of its own.
WITH_NODE := PATH="$$PATH:$(CURDIR)/.venv/bin"
NODE := $(WITH_NODE) node
BIOME := $(WITH_NODE) node_modules/.bin/biome
TEMPLATES = find templates -name '*.html' -exec .venv/bin/djade --target-version 5.2

help:  ## List these commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' Makefile | expand -t 16

run: .venv/run  ## Serve the explorer with its data on http://127.0.0.1:8000 (PORT=...)
	@$(MAKE) --silent node_modules/.package-lock.json || \
		echo "Without npm's bundle the full plotly.js serves: the same chart, but a heavier page."
	$(PY) manage.py migrate --verbosity 0
	$(PY) manage.py load_record --verbosity 0
	$(PY) manage.py collectstatic --no-input --clear --verbosity 0
	@echo "The explorer is at http://127.0.0.1:$(PORT)/ (Ctrl-C ends it)"
	@exec $(PY) manage.py runserver --noreload 127.0.0.1:$(PORT)

serve: .venv/run  ## Serve the explorer as in public, with gunicorn, on http://127.0.0.1:8000 (HOST=... PORT=...)
	@$(MAKE) --silent node_modules/.package-lock.json || \
		echo "Without npm's bundle the full plotly.js serves: the same chart, but a heavier page."
	$(PY) manage.py migrate --verbosity 0
	$(PY) manage.py load_record --verbosity 0
	$(PY) manage.py collectstatic --no-input --clear --verbosity 0
	@exec .venv/bin/gunicorn --config config/gunicorn.py

superuser: .venv/run  ## Make an account that may edit in /admin/
	$(PY) manage.py migrate --verbosity 0
	$(PY) manage.py createsuperuser

test: check  ## Check everything, then test the scripts, then the site on SQLite and PostgreSQL
	$(NODE) --test $(wildcard tests/js/*.test.js)
	$(PY) -m tests.run

coverage: .venv/dev  ## Measure how much of the code the tests run, on SQLite
	$(PY) -m pytest --quiet --numprocesses=auto --dist=loadgroup --cov --cov-report=term:skip-covered --cov-fail-under=95

bench: .venv/bench node_modules/.package-lock.json  ## Measure the site at three sizes, beside its peers (some 6 minutes; SIZES=1000)
	PATH="$$PATH:$(CURDIR)/.venv/bin" $(PY) -m tests.benchmarks

check: .venv/dev node_modules/.dev  ## Check style, types, templates, scripts, deployment, migrations and imports
	@$(MAKE) --no-print-directory --jobs=2 check-types check-rest

check-types:
	.venv/bin/mypy

check-rest:
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	$(TEMPLATES) --check {} +
	$(BIOME) check
	HTTPS=1 SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(64))') \
		$(PY) manage.py check --deploy --fail-level WARNING
	$(PY) manage.py makemigrations --check --dry-run
	.venv/bin/lint-imports

fmt: .venv/dev node_modules/.dev  ## Format code, templates and scripts
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .
	$(TEMPLATES) {} +
	$(BIOME) check --write

.venv/run: requirements.txt
	$(call install,$<)
	@touch $@

.venv/dev: requirements-dev.txt requirements.txt
	$(call install,$<)
	@touch .venv/run $@

.venv/bench: tests/benchmarks/requirements.txt .venv/dev
	$(PY) -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

# npm writes this file itself. To run the site needs none of what checks the scripts.
node_modules/.package-lock.json: package-lock.json
	$(WITH_NODE) npm ci --omit=dev

node_modules/.dev: package-lock.json | .venv/dev
	$(WITH_NODE) npm ci
	@touch $@

define install
@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
	"Python 3.11 or newer is needed; name it: make PYTHON=python3.12 ...")'
$(PYTHON) -m venv .venv
$(PY) -m pip install --quiet --disable-pip-version-check --requirement $(1)
endef

.PHONY: help run serve superuser test check fmt bench coverage
