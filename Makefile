# Every target sets up what it needs in a virtual environment. To check data, the few packages of requirements-data.txt
# are enough; everything else needs all of requirements.txt.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA := $(VENV)/$(if $(wildcard $(VENV)/ready),ready,data)

.DEFAULT_GOAL := help
.PHONY: help serve site check test lint bench fixtures golden lock clean

help: ## List the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

serve: $(VENV)/ready ## Serve the site, and rebuild it when data, docs or templates change
	$(BIN)/python -m generator serve

site: $(VENV)/ready ## Build the site into site/
	$(BIN)/python -m generator build

check: $(DATA) ## Check every file in data/
	$(BIN)/python -m generator check

test: lint browser ## Run all linters and tests
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

lint: $(VENV)/ready ## Run ruff, mypy and import-linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

bench: $(VENV)/ready ## Measure speed as ratios
	$(BIN)/python tests/bench.py

SCALE := $(VENV)-scale
.PHONY: test-spark scale
test-spark: $(SCALE)/ready ## Take a small census on Spark (needs Java 17 or newer)
	@command -v java >/dev/null || { echo "Spark needs Java 17 or newer on the PATH."; exit 2; }
	$(SCALE)/bin/python -m pytest tests/spark.py

scale: $(SCALE)/ready ## Take a census of 2,500,000 repositories, and measure it beside pandas
	$(SCALE)/bin/python tests/scale.py

$(SCALE)/ready: requirements-scale.txt requirements.txt
	@echo "Setting up $(SCALE) from $^ ..."; \
	rm -rf $(SCALE) && $(PYTHON) -m venv $(SCALE) && \
	$(SCALE)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
	  $(patsubst %,--requirement %,$^) && touch $@

FROZEN := tests/fixtures/project/data
fixtures: ## Copy vocabulary, frameworks and licenses to the frozen test project
	rm -rf $(FROZEN)/frameworks
	cp -R data/frameworks data/components.yaml data/judgments.yaml data/license-tests.yaml $(FROZEN)
	cd data && cp $$(cd ../$(FROZEN) && ls -d licenses/*) ../$(FROZEN)/licenses

golden: $(VENV)/ready ## Update the golden test outputs
	$(BIN)/python -m pytest tests/test_golden.py tests/test_api.py tests/test_census.py --update-golden

LOCK := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-annotate --no-header --quiet
lock: $(VENV)/ready ## Update both requirements files from pyproject.toml
	$(LOCK) --all-extras --group dev --upgrade --output-file requirements.txt
	$(LOCK) --constraint requirements.txt --upgrade --output-file requirements-data.txt
	$(subst pyproject.toml,,$(LOCK)) --group scale --constraint requirements.txt --upgrade \
	  --output-file requirements-scale.txt

clean: ## Remove what the other targets made
	rm -rf $(VENV) $(SCALE) site build

.PHONY: browser
browser: $(VENV)/ready
	@$(BIN)/python tests/browser.py

$(VENV)/ready: requirements.txt
	@$(install)

$(VENV)/data: requirements-data.txt
	@$(install)

define install
$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
  { echo "This needs Python 3.11 or newer. Set PYTHON=/path/to/python3.11"; exit 2; }; \
echo "Setting up $(VENV) from $< ..."; \
rm -rf $(VENV) && $(PYTHON) -m venv $(VENV) && \
$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $< || \
  { echo "The packages of $< could not be installed. Is there a network connection?"; exit 2; }; \
touch $@
endef
