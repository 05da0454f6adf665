# make run, make test, make check, make bench: each does its own set-up inside the checkout.
PYTHON ?= python3
PORT ?= 8000
DATA ?= $(CURDIR)/data
VENV := .venv
BIN := $(VENV)/bin
export DATA PORT

.PHONY: run test check bench docs messages lock clean

run: $(VENV)/product
	@$(BIN)/nastavnik serve

test: $(VENV)/tests
	@$(BIN)/python -m tests.run

check: $(VENV)/tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files 'nastavnik/**/*.html')
	$(BIN)/lint-imports
	$(BIN)/mypy nastavnik
	$(BIN)/nastavnik makemigrations --check --dry-run
	$(BIN)/nastavnik docs --check

bench: $(VENV)/tests
	@$(BIN)/python -m bench

docs: $(VENV)/tests
	$(BIN)/nastavnik docs

messages: $(VENV)/tests
	cd nastavnik && ../$(BIN)/nastavnik makemessages -l en --no-location --no-wrap --no-obsolete

# The environment: rebuilt when the pins change.
$(VENV)/product: requirements/product.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Нужен Python 3.11 или новее: make run PYTHON=python3.12. / Python 3.11 or newer is needed."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Подготовка (один раз, около минуты) / setting up (once, about a minute) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/product.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@$(BIN)/nastavnik assets
	@touch $@

$(VENV)/tests: $(VENV)/product requirements/tests.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/tests.txt
	@touch $@

lock:
	for name in product production region tests; do \
		uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
			--no-header --no-annotate requirements/$$name.in -o requirements/$$name.txt; done

clean:
	rm -rf $(VENV) build
