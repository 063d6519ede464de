# make serve | test | check | build | accessibility | pdf | cards | vendor | links | audit | lock | bench | clean
# README.md explains each.
PYTHON ?= python3
BIN = .venv/bin
export NO_MKDOCS_2_WARNING = 1
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: tools browser serve build check test accessibility pdf cards vendor bench audit links lock clean

# Says when the site can be opened. A saved change is built at once; reload the page in the browser, for the
# policy of the pages (CSP) refuses MkDocs' script that would do it.
PORT ?= 8000
serve: .venv/ready
	@$(BIN)/python -c "import socket, sys; sys.exit(socket.socket().connect_ex(('127.0.0.1', $(PORT))) == 0)" || { \
	  echo "Port $(PORT) is taken by another program. Choose another: make serve PORT=8001"; exit 2; }
	@echo "Building six languages …"
	@$(BIN)/mkdocs serve --dirty --watch overrides --dev-addr 127.0.0.1:$(PORT)

# site/ is replaced at the last moment: a build that fails or is stopped leaves the last good one.
build: .venv/ready
	@rm -rf .build/new && $(BIN)/mkdocs build --quiet --strict --site-dir .build/new
	@rm -rf site && mv .build/new site

check: .venv/ready
	$(BIN)/microsite check

test: .venv/ready-test node_modules/ready
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/zizmor --offline --quiet .github
	$(BIN)/pytest $(IN_PARALLEL) --dist worksteal

# Each process starts a Chromium of its own; the site is built once for all of them.
IN_PARALLEL = -n auto --maxprocesses 4

# axe-core, IBM's checker, the Nu HTML checker and our own checks of what is seen, over every page (of the
# side-by-side views, those of the circular) in every mode. make test takes one page of each kind; ci.yml
# runs the two side by side.
accessibility: .venv/ready-test node_modules/ready
	EVERY=1 $(BIN)/pytest $(IN_PARALLEL) tests/browser/test_accessibility.py

# Makes PDF files of the letters, the Dialogue, its outcome and the background, of the site as it was built last:
# make build pdf
pdf: browser
	@test -d site || { echo "The site is not built. Run: make build pdf"; exit 2; }
	$(BIN)/python -m tools.draw pdf

# Draws the cards of social networks anew; they are committed.
cards: browser
	$(BIN)/python -m tools.draw cards

# Copies MiniSearch anew from the npm lock, minified. Its version and licence are in vendor/minisearch.txt.
VENDOR = overrides/assets/vendor/minisearch
vendor: node_modules/ready
	node_modules/.bin/terser node_modules/minisearch/dist/umd/index.js --compress --mangle -o $(VENDOR).js
	{ node -p "'minisearch ' + require('./node_modules/minisearch/package.json').version"; \
	  echo 'https://github.com/lucaong/minisearch, minified by make vendor'; echo; cat node_modules/minisearch/LICENSE.txt; } > $(VENDOR).txt

# Prints what the check catches and lets pass, times beside the stock theme, the search and Lighthouse
# (MAINTENANCE.md, “Measurements”). Takes long.
bench: .venv/ready-test build
	$(BIN)/pytest -rP -k "queries_lead or nothing_is_loaded" tests/browser/test_search.py || missed=" search"; \
	  for name in mutation honest speed lighthouse; do PYTHONPATH=tests $(BIN)/python tests/benchmark/$$name.py || missed="$$missed $$name"; done; \
	  test -z "$$missed" || { echo "Goals missed in:$$missed"; exit 1; }

# Tries every external link, and writes the dead ones to REPORT and prints them.
# www.un.org, press.un.org and news.un.org often refuse programs with 202 or 403, which does not mean that a
# page is gone.
REPORT ?= .build/links.md
UN_HOSTS = ^https://(www|press|news|webtv)\.un\.org/
links: .venv/ready-test build
	@mkdir -p .build && : > $(REPORT)
	-$(BIN)/lychee --format markdown --exclude '$(UN_HOSTS)' site > .build/links-all.md || { test $$? = 2 || echo "lychee has failed."; cat .build/links-all.md; } >> $(REPORT)
	-$(BIN)/lychee --format markdown --include '$(UN_HOSTS)' --accept '200..=299,403' site > .build/links-un.md || { test $$? = 2 || echo "lychee has failed."; cat .build/links-un.md; } >> $(REPORT)
	-.github/check-un-symbols >> $(REPORT)
	@cat $(REPORT)

# Looks up known weaknesses of all that is installed here. Needs the network.
audit: .venv/ready
	$(BIN)/pip install --quiet --require-hashes -r requirements-audit.txt
	$(BIN)/pip-audit --disable-pip --require-hashes -r requirements.txt -r requirements-test.txt -r requirements-audit.txt
	npm audit

# Renews the locked requirements from the ranges in pyproject.toml.
lock: .venv/ready-test
	$(BIN)/uv pip compile $(LOCK) -o requirements.txt pyproject.toml
	$(BIN)/uv pip compile $(LOCK) -o requirements-test.txt --extra test -c requirements.txt pyproject.toml
	$(BIN)/uv pip compile $(LOCK) -o requirements-audit.txt --extra audit -c requirements.txt pyproject.toml
LOCK = --quiet --upgrade --universal --python-version 3.11.5 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links

clean:
	rm -rf .venv node_modules .build site dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

browser: .venv/ready-test
	@tests/browser/ensure-tools $(BIN) chromium

tools: .venv/ready-test
	@tests/browser/ensure-tools $(BIN) chromium npm java

# The engines of the accessibility tests. Nothing of them goes into the site.
node_modules/ready: package.json package-lock.json .npmrc | tools
	npm ci --no-audit --no-fund --silent
	@touch $@

.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11, 5))' || { \
	  echo "Python 3.11.5 or newer is needed. Install it, then run: make PYTHON=/path/to/python3 …"; exit 2; }
	@$(PYTHON) -m venv .venv || { echo "Python's venv module is missing. On Debian and Ubuntu: apt-get install python3-venv"; exit 2; }

.venv/ready: .venv/bin/pip requirements.txt pyproject.toml
	$(BIN)/pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/ready-test: .venv/ready requirements-test.txt
	$(BIN)/pip install --quiet --require-hashes -r requirements-test.txt
	@touch $@
