# Two commands do everything: `make verify` (the main job) and `make test`.
# Each prepares .venv from requirements.lock by itself, once.
PYTHON ?= python3
VENV ?= .venv
LOCK ?= requirements.lock
BIN := $(VENV)/bin/python
READY := $(VENV)/.ready
PEERS := $(VENV)/.peers
INSTALL := $(BIN) -m pip install --quiet --disable-pip-version-check

.PHONY: verify install test suite check slow browser face campaign mutants pythons oldest newest wheel generate bench docs notebooks links lock clean

verify: $(READY)
	@$(BIN) -m verification verify

# The environment alone: .venv/bin/higgs, .venv/bin/python.
install: $(READY)
	@echo "$(VENV)/bin/higgs --help"

test: check
	@$(MAKE) --no-print-directory suite

# The tests alone; TESTS chooses some, and may hold options of pytest.
suite: $(READY)
	@$(BIN) -m pytest -n auto $(TESTS)

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

# The report, and the site where it is built, in a real browser. Without one the tests are skipped; Debian: apt-get install chromium chromium-driver.
browser: $(READY)
	@$(BIN) -m pytest -rs -m 'slow or not slow' tests/browser

# All that readers look at: the site with its notebooks, in a browser with the report, and its links.
# Hosts that do not answer are told and no fault.
face: docs browser
	@$(LOOK_UP)
	@$(BIN) docs/links.py build/links/output.json || test $$? -eq 3

# What is promised of files, inputs and interrupts, tried at length; docs/reliability.md has the figures.
campaign: $(READY)
	@$(BIN) -m pytest -n auto -m 'slow or not slow' tests/campaigns

# The suite elsewhere than in .venv: an environment of its own in .venvs/ for each command.
# On every supported Python that is here. Of others: make pythons PYTHONS="/opt/bin/python3.14 ..."
PYTHONS ?= python3.11 python3.12 python3.13 python3.14
pythons:
	@for python in $(PYTHONS); do \
	  if version=$$($$python -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>&1); then \
	    echo "== $$python"; ran="$$ran $$python"; \
	    $(MAKE) --no-print-directory suite PYTHON=$$python VENV=.venvs/$$version || failed="$$failed $$python"; \
	  else absent="$$absent $$python"; fi; \
	done; \
	echo "Passed or failed:$${ran:- none}. Failed:$${failed:- none}. Not here:$${absent:- none}."; \
	test -n "$$ran" -a -z "$$failed"

# With the lowest version that pyproject.toml allows of each dependency; they are as old as Python 3.11.
# Their warnings of newer packages beside them are no fault of ours.
oldest:
	@$(MAKE) --no-print-directory suite PYTHON=python3.11 VENV=.venvs/oldest LOCK=requirements-oldest.lock TESTS='-o filterwarnings=default $(TESTS)'

# With the newest that are allowed today: no lock, always made anew.
NEWEST := .venvs/newest
newest:
	@rm -rf $(NEWEST)
	@$(PYTHON) -m venv $(NEWEST)
	@$(NEWEST)/bin/python -m pip install --quiet --upgrade pip
	@$(NEWEST)/bin/python -m pip install --quiet --editable . --group dev
	@touch $(NEWEST)/.ready
	@$(MAKE) --no-print-directory suite VENV=$(NEWEST)

# The wheel as a user has it: built, and installed and tried outside this folder.
wheel: $(READY)
	@$(BIN) -m tests.wheel

# How many small faults the tests notice: an hour or more; what is known is not tried again.
mutants: $(READY)
	@$(BIN) -m tests.mutation map
	@$(BIN) -m tests.mutation run
	@$(BIN) -m tests.mutation table

# After editing a formula that compiled code uses, or the table in higgs_num/generate.py.
generate: $(READY)
	@$(BIN) -m higgs_num.generate

$(READY): $(LOCK) pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python >= 3.11 is needed, but $(PYTHON) is " + sys.version.split()[0] + "; name another with make PYTHON=...")'
	@echo "Preparing $(VENV) from $(LOCK), once: about 160 packages, two to four minutes"
	@$(PYTHON) -m venv $(VENV)
	@$(INSTALL) --require-hashes -r $(LOCK)
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $(READY)

# The same versions, and the packages that only comparisons need.
$(PEERS): $(READY) requirements-peers.lock
	@echo "Adding to $(VENV) from requirements-peers.lock (once)"
	@$(INSTALL) --require-hashes -r requirements-peers.lock
	@touch $(PEERS)

# The site, into build/docs: code on its pages is executed, links between them are checked.
SPHINX := $(BIN) -m sphinx --fail-on-warning --keep-going --nitpicky --quiet --doctree-dir build/doctrees
docs: $(READY)
	@$(SPHINX) --builder html docs build/docs
	@echo "build/docs/index.html"

# The pages that run, as Jupyter notebooks, into build/notebooks; to open them: pip install notebook.
notebooks: $(READY)
	@mkdir -p build/notebooks
	@for page in $$(grep -l '^```{code-cell}' docs/*.md docs/tutorials/*.md); do \
	  $(dir $(BIN))mystnb-to-jupyter --overwrite $$page build/notebooks/$$(basename $$page .md).ipynb || exit 1; \
	done

LOOK_UP = $(SPHINX) --builder linkcheck docs build/links >build/links.log 2>&1 || true
# The links that leave it: needs a network.
links: $(READY)
	@$(LOOK_UP)
	@$(BIN) docs/links.py build/links/output.json

# After editing dependencies: `make lock` needs uv (https://docs.astral.sh/uv/).
COMPILE := uv pip compile --universal --generate-hashes --python-version 3.11 --no-annotate --no-header
lock:
	$(COMPILE) pyproject.toml --group dev -o requirements.lock
	$(COMPILE) pyproject.toml --group dev --resolution lowest-direct -o requirements-oldest.lock
	$(COMPILE) pyproject.toml --extra peers -c requirements.lock -o requirements-peers.lock

# Ratios against peers, side by side; needs an idle machine.
bench: $(PEERS)
	@for file in benchmarks/[a-z]*.py; do name=$${file%.py}; $(BIN) -m $$(echo $$name | tr / .) || exit 1; done

clean:
	rm -rf .venv .venvs report build
