# Two commands do everything: `make verify` (the main job) and `make test`.
# Each prepares .venv from requirements.lock by itself, once.
PYTHON ?= python3
BIN := .venv/bin/python
READY := .venv/.ready
PEERS := .venv/.peers
INSTALL := $(BIN) -m pip install --quiet --disable-pip-version-check

.PHONY: verify test check slow mutants generate bench lock clean

verify: $(READY)
	@$(BIN) -m verification.cli verify

test: check
	@$(BIN) -m pytest -n auto

# Formatting, layering, types, unused code.
check: $(READY)
	@$(BIN) -m ruff format --check --quiet .
	@$(BIN) -m ruff check --quiet .
	@$(BIN) -m mypy
	@$(dir $(BIN))lint-imports --no-logo
	@$(BIN) -m vulture

# The checks too slow for every change.
slow: $(READY)
	@$(BIN) -m pytest -n auto -m slow

# How many small faults the tests notice: an hour or more; what is known is not tried again.
mutants: $(READY)
	@$(BIN) -m tests.mutation map
	@$(BIN) -m tests.mutation run
	@$(BIN) -m tests.mutation table

# After editing a formula that compiled code uses, or the table in higgs_num/generate.py.
generate: $(READY)
	@$(BIN) -m higgs_num.generate

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python >= 3.11 is needed, but $(PYTHON) is " + sys.version.split()[0] + "; name another with make PYTHON=...")'
	@echo "Preparing .venv from requirements.lock (once)"
	@$(PYTHON) -m venv .venv
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $(READY)

# The same versions, and the packages that only comparisons need.
$(PEERS): $(READY) requirements-peers.lock
	@echo "Adding to .venv from requirements-peers.lock (once)"
	@$(INSTALL) --require-hashes -r requirements-peers.lock
	@touch $(PEERS)

# After editing dependencies: `make lock` needs uv (https://docs.astral.sh/uv/).
COMPILE := uv pip compile --universal --generate-hashes --python-version 3.11 --no-annotate --no-header
lock:
	$(COMPILE) pyproject.toml --group dev -o requirements.lock
	$(COMPILE) pyproject.toml --extra peers -c requirements.lock -o requirements-peers.lock

# Ratios against peers, side by side; needs an idle machine.
bench: $(PEERS)
	@for file in benchmarks/[a-z]*.py; do name=$${file%.py}; $(BIN) -m $$(echo $$name | tr / .) || exit 1; done

clean:
	rm -rf .venv report
