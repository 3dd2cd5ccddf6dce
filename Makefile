# make demo | make test | make check | make bench: nothing else a newcomer must know.
PYTHON ?= python3
VENV   := .venv
RUN    := $(VENV)/bin/python
READY  := $(VENV)/.ready

.PHONY: demo test check bench coverage venv lock catalogues

demo: $(READY)
	$(RUN) -m bot demo

test: $(READY)
	$(RUN) -m tests

# Maintainers: the same tests, and how much of the words, the rules and the use cases they reach.
coverage: $(READY)
	$(RUN) -m tests --coverage

check: $(READY)
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

bench: $(READY)
	$(RUN) -m tests.bench

venv: $(READY)

$(READY): requirements-dev.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Ouderbrug needs Python 3.11 or newer; set PYTHON=python3.12, say.")'
	$(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(READY)

# Maintainers: renew the locks after a change of pyproject.toml (needs uv), and the template of the catalogues.
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet
lock:
	$(LOCK) pyproject.toml -o requirements.txt
	$(LOCK) --extra dev pyproject.toml -o requirements-dev.txt

catalogues: $(READY)
	$(RUN) -m tests.catalogues
