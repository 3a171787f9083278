# make app, test, build, pictures, lint, clean. Everything runs in .venv, which is made on first use.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
# Modules are compiled when they are first imported, which most of those installed never are.
PIP_INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --no-compile -c constraints.txt
TEST_PACKAGES := chromium curl fonts-noto-cjk libjgrapht-java virtuoso-opensource-7
PORT ?= 8501
REPORT ?= graph/sources/guancheng-2024.txt

# Each stamp says that one step of the set-up is done for the present pins.
VENV_STAMP := $(VENV)/stamp-venv
TORCH_STAMP := $(VENV)/stamp-torch
APP_STAMP := $(VENV)/stamp-app
TEST_STAMP := $(VENV)/stamp-test
BUNDLE_STAMP := $(VENV)/stamp-bundle
COMUNICA_STAMP := $(VENV)/stamp-comunica
COMUNICA := tests/server/comunica
FRONTEND := $(filter-out frontend/node_modules,$(wildcard frontend/* frontend/src/*)) scripts/bundle.py
PROJECT := pyproject.toml hatch_build.py

# Nothing is compiled at installation, so what is imported must be kept compiled: else every process does it anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help
help:
	@echo "make app     open the app on port $(PORT)"
	@echo "make test    lint, type check and all tests"
	@echo "make build   build the graph from $(REPORT)"
	@echo "make pictures  draw the pictures of the documentation"
	@echo "make lint    lint and type check only"
	@echo "make clean   remove everything that make made"

$(VENV_STAMP):
	@scripts/make-venv.sh $(VENV)
	@touch $@

# torch goes first and alone: under its pin pip takes the small CPU build where that is at hand.
$(TORCH_STAMP): $(VENV_STAMP) constraints.txt
	@echo "==> installing torch"
	@$(PIP_INSTALL) torch
	@touch $@

$(APP_STAMP): $(TORCH_STAMP) $(PROJECT)
	@echo "==> installing kgqa"
	@$(PIP_INSTALL) -e .
	@touch $@

# What the tests need holds what the app needs, so a later "make app" installs nothing.
$(TEST_STAMP): $(TORCH_STAMP) $(PROJECT)
	@echo "==> installing kgqa and what its tests need"
	@$(PIP_INSTALL) -e ".[test]"
	@touch $(APP_STAMP) $@

# The app's own components: sources are checked and bundled again when they change.
$(BUNDLE_STAMP): $(VENV_STAMP) scripts/node.sh $(FRONTEND)
	@echo "==> building the app's components"
	@scripts/node.sh $(VENV)
	@$(BIN)/python scripts/bundle.py --check
	@touch $@

$(COMUNICA_STAMP): $(VENV_STAMP) scripts/node.sh scripts/comunica.sh $(wildcard $(COMUNICA)/*)
	@echo "==> installing Comunica"
	@scripts/comunica.sh $(VENV)
	@touch $@

.PHONY: app
app: $(APP_STAMP) $(BUNDLE_STAMP)
	@$(BIN)/kgqa serve --host 0.0.0.0 --port $(PORT)

.PHONY: build
build: $(APP_STAMP)
	@echo "==> building the graph from $(REPORT)"
	@$(BIN)/kgqa build $(REPORT) -o graph

.PHONY: pictures
pictures: $(APP_STAMP)
	@echo "==> drawing docs/images"
	@$(BIN)/python docs/pictures.py

.PHONY: lint
lint: $(TEST_STAMP)
	@echo "==> ruff check"
	@$(BIN)/ruff check .
	@echo "==> ruff format"
	@$(BIN)/ruff format --check .
	@echo "==> mypy"
	@$(BIN)/mypy

.PHONY: test-packages
test-packages:
	@scripts/test-packages.sh $(TEST_PACKAGES)

# pytest ends with 5 when it finds no test, as long as none is marked "browser" or "server".
.PHONY: test
test: test-packages $(BUNDLE_STAMP) $(COMUNICA_STAMP)
	@$(MAKE) --no-print-directory lint
	@echo "==> tests"
	@$(BIN)/python -m pytest -n auto --dist worksteal -m "not browser and not server"
	@echo "==> tests in a browser and on a SPARQL server"
	@$(BIN)/python -m pytest -v -n 2 --dist loadfile -m "browser or server" || [ $$? -eq 5 ]
	@echo "==> all tests passed"

.PHONY: clean
clean:
	rm -rf $(VENV) frontend/node_modules src/kgqa/ui/bundles build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find src tests scripts -name __pycache__ -type d -exec rm -rf {} +
