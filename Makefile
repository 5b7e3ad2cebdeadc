# What a person or CI types. Every target installs first where needed and says what it did and what to do next.
# Portable to GNU make 3.81 (macOS). The recipes are short; longer ones live in .ci/.

.DEFAULT_GOAL := help
SHELL := /bin/bash
PY := .venv/bin/python
GRADUS := .venv/bin/gradus
JOBS ?= 2
ARGS ?=
ASSIGNMENT ?=

# TensorFlow's banner, and threads: the tests run JOBS processes on as many cores.
export TF_CPP_MIN_LOG_LEVEL = 3
export TF_ENABLE_ONEDNN_OPTS = 0
export PYTHONUTF8 = 1

.PHONY: help install demo test test-system lint course prove stress bench gpu lock build clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "  Variables: TF=cpu|gpu, PYTHON=/path/to/python3.11, JOBS=2, ASSIGNMENT=c1w2b, ARGS='...' (handed to the command)"

install: .venv/.installed  ## the environment in .venv, from the lock (every target does this first)

.venv/.installed: .ci/install pyproject.toml requirements.lock requirements-gpu.lock
	@.ci/install

demo: install  ## a class of 24: released, submitted, graded, reported
	@$(GRADUS) demo $(ARGS)

test: install  ## all tests that need neither root nor Debian packages
	@GRADUS_SCALE=$${GRADUS_SCALE:-small} $(PY) -m pytest -m "not system" -n $(JOBS) --dist loadfile $(ARGS) && \
	  echo "All portable tests passed. Next: make test-system (root on Debian or Ubuntu), make lint, make prove."

test-system: install  ## tests with system users, a browser and a database (installs .ci/apt-packages.txt as root)
	@.ci/system-packages
	@$(PY) -m pytest -m system -n $(JOBS) --dist loadfile $(ARGS) && echo "All system tests passed; screenshots are in build/screenshots."

lint: install  ## ruff and mypy
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/mypy && echo "Style and types are clean."

course: install  ## every notebook, with its solution and with its stub, and how long it took
	@GRADUS_SCALE=$${GRADUS_SCALE:-normal} $(PY) -m pytest tests/content -k TestNotebook --durations=30 $(ARGS) && echo "Every notebook ran. Next: make prove."

prove: install  ## every mutant of every reference (ASSIGNMENT=c1w2b for one)
	@$(GRADUS) prove $(ASSIGNMENT) $(ARGS)

stress: install  ## the long versions of the fault, fuzz and kill tests, and a class of ten thousand
	@GRADUS_STRESS=1 $(PY) -m pytest -m "stress and not system" $(ARGS) && $(PY) -m tests.flakes && \
	  echo "The stress tests passed."

bench: install  ## speed beside stock nbgrader, as a table of ratios
	@$(PY) -m tests.bench $(ARGS)

gpu: install  ## every reference on CPU and GPU: the largest difference in units of the tolerance
	@$(GRADUS) gpu $(ASSIGNMENT) $(ARGS)

build: install  ## what is generated: stubs, public keys
	@$(GRADUS) build $(ARGS)

lock: install  ## new versions in both locks (needs the network)
	@.ci/lock

clean:  ## the environment and everything built (never the course's gradebook, submissions or vault)
	@rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo "Clean. Next: make demo or make test."
