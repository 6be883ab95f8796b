# `make` lists what can be done. Each target is a thin name for a script or a command.

PREFIX ?= /usr/local
DESTDIR ?=
PRICE_SOURCES ?=
TARIFF := .build/release/tariff

.DEFAULT_GOAL := help
.PHONY: help build test lint format docs goldens prices bench install

help: ## list what can be done
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## build the program, in release
	settings=$$(scripts/ensure-prerequisites) && eval "$$settings" \
	  && swift build -c release --product tariff

test: ## build and run all tests
	scripts/test

lint: ## check the form of the code
	scripts/lint

format: ## put the code into that form
	swift format format --in-place --parallel --recursive Sources Tests Package.swift

docs: ## write the schemas, the pages of tables and rules, and the list of built-in files again
	scripts/make-built-in
	$(MAKE) build
	$(TARIFF) report --schema > docs/report.schema.json
	$(TARIFF) report --schema --format xml > docs/report.xsd
	$(TARIFF) documentation tables -o docs/tables.md
	$(TARIFF) documentation names docs/templates.md
	$(TARIFF) rules document -o docs/rules.md
	$(TARIFF) formats document -o docs/formats

goldens: ## record the golden documents again; read the diff before you keep it
	-RECORD_GOLDENS=1 scripts/test --filter EndToEndTests
	git --no-pager diff --stat -- Tests

prices: build ## check the built-in prices; PRICE_SOURCES=DIR imports them again first
	test -z "$(PRICE_SOURCES)" || scripts/make-prices "$(PRICE_SOURCES)"
	scripts/prepare-prices
	$(TARIFF) prices check

bench: build ## compare the program with other tools on the same work
	Benchmarks/bench

install: build ## install the program: PREFIX=/usr/local, DESTDIR=
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 $(TARIFF) "$(DESTDIR)$(PREFIX)/bin/tariff"
