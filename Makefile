# make run    everything set up and served, on a machine with nothing but Python 3.11 or newer: the
#             demonstration where nothing is configured yet (for real: .venv/bin/cicero serve)
# make test   everything set up, every check and every test, as continuous integration runs them
# make bench  what is promised about speed, measured on this machine
# make gallery  every page of the demonstration as pictures, in the folder gallery
PYTHON ?= python3
VENV := .venv
UV := $(VENV)/bin/uv
UV_VERSION := 0.13.8
export UV_PROJECT_ENVIRONMENT := $(CURDIR)/$(VENV)
# The project's own environment only, whatever happens to be active.
unexport VIRTUAL_ENV PYTHONPATH PYTHONHOME

ASSETS := hatch_build.py $(shell find src/cicero/web/assets -type f -not -path '*/node_modules/*' 2>/dev/null)

.PHONY: run test check unit journeys bench gallery browser clean

run: $(VENV)/.run-ready
	@exec $(VENV)/bin/cicero start

test: check unit

check: $(VENV)/.test-ready
	$(VENV)/bin/ruff check src tests bench hatch_build.py
	$(VENV)/bin/ruff format --check src tests bench hatch_build.py
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

unit: $(VENV)/.test-ready browser
	$(VENV)/bin/pytest -n 2 --dist worksteal

bench: $(VENV)/.test-ready
	$(VENV)/bin/python -m bench

gallery: $(VENV)/.test-ready browser
	$(VENV)/bin/python -m tests.gallery

browser:
	@sh tests/journeys/browser.sh

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit("Cicero needs Python 3.11 or newer, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

$(VENV)/.run-ready: $(UV) pyproject.toml uv.lock $(ASSETS)
	$(UV) sync --quiet --frozen --inexact --no-dev --reinstall-package cicero
	@touch $@

$(VENV)/.test-ready: $(UV) pyproject.toml uv.lock $(ASSETS)
	$(UV) sync --quiet --frozen --reinstall-package cicero
	@touch $@ $(VENV)/.run-ready

clean:
	rm -rf $(VENV) dist build src/cicero/web/static/dist
