# The commands for people and for CI. Every target installs first if needed, and says what it did and what comes next.
# Works with GNU make 3.81 (macOS). Longer recipes are scripts in .ci/.

.DEFAULT_GOAL := help
SHELL := /bin/bash
PY := .venv/bin/python
GRADUS := .venv/bin/gradus
JOBS ?= 2
ARGS ?=
ASSIGNMENT ?=

# Without TensorFlow's start-up messages.
export TF_CPP_MIN_LOG_LEVEL = 3
export TF_ENABLE_ONEDNN_OPTS = 0
export PYTHONUTF8 = 1

.PHONY: help install demo test test-system lint course prove stress bench gpu lock build clean

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "  Variables: TF=cpu|gpu, PYTHON=/path/to/python3.11, JOBS=2, ASSIGNMENT=c1w1, ARGS='...' (passed on)"

install: .venv/.installed  ## install into .venv from the lock file (every target does this first)

.venv/.installed: .ci/install pyproject.toml requirements.lock requirements-gpu.lock
	@.ci/install

demo: install  ## release, submit, grade and report for a class of 24
	@$(GRADUS) demo $(ARGS)

test: install  ## run all tests that need neither root nor Debian packages
	@GRADUS_SCALE=$${GRADUS_SCALE:-small} $(PY) -m pytest -m "not system" -n $(JOBS) --dist loadfile $(ARGS) && \
	  echo "All portable tests passed. Next: make test-system (root on Debian or Ubuntu), make lint, make prove."

test-system: install  ## run the tests with system users, a browser and a database (as root: installs .ci/apt-packages.txt)
	@.ci/system-packages
	@$(PY) -m pytest -m system -n $(JOBS) --dist loadfile $(ARGS) && echo "All system tests passed; screenshots are in build/screenshots."

lint: install  ## run ruff and mypy
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/mypy && echo "Style and types are clean."

course: install  ## run every notebook, with its solution and with its stub, and show the times
	@GRADUS_SCALE=$${GRADUS_SCALE:-normal} GRADUS_PROOFS=all GRADUS_RECORD=notebooks $(PY) -m pytest tests/content --durations=30 $(ARGS) && \
	  echo "Every notebook ran and is recorded in solutions/proved.json: commit that. Next: make prove."

prove: install  ## test the graders with every mutant of every reference (ASSIGNMENT=c1w1 for one)
	@$(GRADUS) prove $(ASSIGNMENT) $(ARGS)

stress: install  ## run the long fault, fuzz and kill tests, and grade a class of ten thousand
	@GRADUS_STRESS=1 $(PY) -m pytest -m "stress and not system" $(ARGS) && $(PY) -m tests.flakes && \
	  echo "The stress tests passed."

bench: install  ## compare the speed with stock nbgrader, as a table of ratios
	@$(PY) -m tests.bench $(ARGS)

gpu: install  ## compare every reference on CPU and GPU, in units of the tolerance
	@$(GRADUS) gpu $(ASSIGNMENT) $(ARGS)

build: install  ## regenerate the stubs and the public keys
	@$(GRADUS) build $(ARGS)

lock: install  ## update both lock files (needs the network)
	@.ci/lock

clean:  ## delete .venv and everything built (never the gradebook, submissions or vault)
	@rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo "Clean. Next: make demo or make test."
