# `make` builds everything on the synthetic sample; `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := build
.PHONY: help build rebuild sample publish docs summary explain review review-merge test examples \
	lint benchmark bench bench-pipeline clean environment report overrule compare catalogue \
	questions

# What one may set on the command line.
PYTHON ?= $(firstword $(foreach python,python3 python3.14 python3.13 python3.12 python3.11,$(shell \
	$(python) -c 'import sys; sys.version_info >= (3, 11) and print("$(python)")' 2>/dev/null)))
VENV ?= .venv
PEOPLE ?= 20000
SEED ?= 1
PROPORTIONS ?= default
TEST_PEOPLE ?= 3000
RECORDS ?= 1000000
ROUNDS ?= 3
EXTRACTS ?=
TRUTH ?=
OPTIONS ?=

BIN := $(VENV)/bin
SAMPLE := data
WAREHOUSE := $${DATA_FIRST_WAREHOUSE:-warehouse}
TARGET := $${DBT_TARGET_PATH:-target}
RUN := export PATH="$(abspath $(BIN)):$$PATH";
PIP := $(BIN)/python -m pip --disable-pip-version-check
# Truth stands beside the extracts, where there is any; the sample's is never mixed with others.
OWN_VARS = --vars '{extracts: "$(EXTRACTS)", truth: "$(or $(TRUTH),$(BESIDE)truth)"}'
BESIDE = $(dir $(patsubst %/,%,$(EXTRACTS)))
VARS = $(if $(EXTRACTS),$(OWN_VARS))

help: ## List the targets and what may be set
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1@\2/p' Makefile | column -t -s@
	@echo
	@echo '  PEOPLE=20000     people of the synthetic sample; naming it makes a new sample'
	@echo '  PROPORTIONS=...  of records a system: default, criminal_justice, national'
	@echo '  EXTRACTS=folder  your own extracts instead of the sample (needs DATA_FIRST_SALT)'
	@echo '  A=... B=...      two releases to compare, by the first digits of their ids'
	@echo "  LEFT='mags_hocas|1' RIGHT='prison_nomis|2'  two records to explain, source and key"
	@echo '  REVIEWER=analyst_1 REVIEWERS=analyst_1,analyst_2  who reviews, and who shares the pairs'
	@echo "  FROM=folder      decisions of another machine's review, for review-merge"
	@echo '  DATA=folder      the data sets of the benchmark (benchmarks/README.md)'
	@echo '  RECORDS=1000000 ROUNDS=3  how large and how often make bench runs (benchmarks/speed.md)'
	@echo '  OPTIONS=...      further options of review and bench-pipeline, such as --linkage-only'
	@echo '  PYTHON=python3   the Python that makes the environment, 3.11 or later'

build: environment ## Sample, dbt build, publish, catalogue, summary (the default)
	@$(RUN) started=$$(date +%s); \
	$(if $(EXTRACTS),,$(MAKE) --no-print-directory sample-if-needed;) \
	dbt build $(VARS); \
	refused=0; python -m python_udfs.publish || refused=$$?; \
	$(MAKE) --no-print-directory docs; \
	if [ $$refused != 0 ]; then exit $$refused; fi; \
	python -m python_udfs.summary --seconds $$(( $$(date +%s) - started ))

sample: environment ## Write the synthetic sample anew, in place of the old one
	@$(RUN) if compgen -G '$(SAMPLE)/extracts/*/*.parquet' > /dev/null \
		&& [ ! -e $(SAMPLE)/extracts/_sample.json ]; then \
		echo '$(SAMPLE)/extracts holds extracts that are not the sample: move them first.'; exit 1; \
	fi; \
	rm -rf $(SAMPLE)/.partial; \
	python -m synthetic --people $(PEOPLE) --seed $(SEED) --proportions $(PROPORTIONS) \
		--out $(SAMPLE)/.partial; \
	rm -rf $(SAMPLE)/truth $(SAMPLE)/extracts; \
	mv $(SAMPLE)/.partial/truth $(SAMPLE)/truth; \
	mv $(SAMPLE)/.partial/extracts $(SAMPLE)/extracts; \
	rm -rf $(SAMPLE)/.partial

# A sample is needed where there are no extracts, and where PEOPLE or PROPORTIONS was named.
.PHONY: sample-if-needed
sample-if-needed:
	@if ! compgen -G '$(SAMPLE)/extracts/*/*.parquet' > /dev/null \
		$(if $(filter command line environment,$(origin PEOPLE) $(origin PROPORTIONS)),|| true); then \
		$(MAKE) --no-print-directory sample; \
	fi

rebuild: environment ## Build again what a changed setting, model or seed touches
	@$(RUN) python -m python_udfs.rebuild $(VARS)

publish: environment ## Replace published.duckdb by the candidate, if every check passed
	@$(RUN) python -m python_udfs.publish

overrule: environment ## Apply seeds/release/release_overrules.csv to the last build, and publish
	@$(RUN) dbt --quiet build $(VARS) --select release_overrules+; \
	python -m python_udfs.publish

compare: environment ## What changed between two releases (A and B; default the last two)
	@$(RUN) python -m python_udfs.compare $(A) $(B)

docs: environment ## Write the catalogue, one HTML file
	@$(RUN) dbt --quiet docs generate --static $(VARS) \
		--exclude resource_type:test resource_type:unit_test; \
	mkdir -p $(WAREHOUSE); \
	cp $(TARGET)/static_index.html $(WAREHOUSE)/catalogue.html; \
	echo "Catalogue: $(WAREHOUSE)/catalogue.html"

catalogue: docs ## Workbooks, data package, joins and searchable page of the published release
	@$(RUN) python -m catalogue

summary: environment ## Print what the last build found
	@$(RUN) python -m python_udfs.summary

report: environment ## Write the linkage report, one HTML file, and its charts as SVG
	@$(RUN) python -m report

questions: environment ## Answer the guide's research questions, or one of them (ASK=magistrates_01)
	@$(RUN) python -m python_udfs.questions $(ASK)

explain: environment ## Why two records are one person or not (LEFT and RIGHT)
	@$(RUN) dbt --quiet run-operation explain_person $(VARS) \
		--args '{left: "$(LEFT)", right: "$(RIGHT)"}'

review: environment ## Review pairs and clusters in the browser (REVIEWER, REVIEWERS)
	@$(RUN) python -m review --reviewer '$(or $(REVIEWER),$(error Say who reviews: make review \
		REVIEWER=analyst_1))' --reviewers '$(REVIEWERS)' $(OPTIONS)

review-merge: environment ## Add the decisions of another machine's review (FROM=folder)
	@$(RUN) python -m review.merge --from '$(or $(FROM),$(error Say where they are: make \
		review-merge FROM=folder))' $(OPTIONS)

lint: $(VENV)/.dev ## Python, SQL and YAML style
	@$(RUN) ruff check .; ruff format --check .; yamllint --strict .; \
	sqlfluff lint --disable-progress-bar models tests examples/febrl $(wildcard analyses)

# Everything is built in target/test, so that a test run touches neither sample nor warehouse. The
# salt is a fresh secret, which a test then looks for in everything that the build wrote.
test: $(VENV)/.dev lint ## Every check: lint, Python tests, a whole build on a small sample
	@$(RUN) pytest -q -n 2 --dist loadfile -m 'not built' tests/python; \
	rm -rf target/test; mkdir -p target/test; \
	export DATA_FIRST_WAREHOUSE=target/test/warehouse \
		DBT_TARGET_PATH=target/test/target DBT_LOG_PATH=target/test/logs \
		DATA_FIRST_SALT=$$(python -c 'import secrets; print(secrets.token_hex(32))'); \
	python -m synthetic --people $(TEST_PEOPLE) --seed $(SEED) --out target/test/data; \
	dbt build --vars '{extracts: target/test/data/extracts, truth: target/test/data/truth}'; \
	python -m python_udfs.publish; \
	$(MAKE) --no-print-directory docs EXTRACTS=target/test/data/extracts; \
	pytest -q -n 2 --dist loadfile -m built tests/python

benchmark: $(VENV)/.dev ## Accuracy beside Splink, on public data sets in DATA=folder
	@$(RUN) python -m benchmarks.accuracy --data '$(or $(DATA),benchmarks/data)' --write

bench: $(VENV)/.dev ## Speed and memory beside Splink, on RECORDS synthetic records, ROUNDS times
	@$(RUN) python -m benchmarks.speed --records $(RECORDS) --rounds $(ROUNDS) --write

bench-pipeline: environment ## Time, memory and disk of the whole pipeline (PEOPLE or EXTRACTS)
	@$(RUN) python -m benchmarks.pipeline $(if $(EXTRACTS),--extracts '$(EXTRACTS)' \
		$(if $(TRUTH),--truth '$(TRUTH)'),--people $(PEOPLE) --seed $(SEED) \
		--proportions $(PROPORTIONS)) $(OPTIONS)

examples: environment ## Another project that links FEBRL with this one as its package
	@$(RUN) cd examples/febrl; python fetch.py; dbt deps; dbt build; \
	python -c "import duckdb; print(duckdb.connect('febrl.duckdb').sql('select data_set, level, \
	round(precision, 4) as precision, round(recall, 4) as recall, round(f1, 4) as f1, \
	round(b_cubed_f1, 4) as b_cubed_f1 from febrl_accuracy'))"

clean: ## Remove what builds made, and the history of releases; extracts and environment stay
	rm -rf target logs warehouse .pytest_cache .ruff_cache

environment: $(VENV)/.run

$(VENV)/.run: requirements.txt
	@if [ -z '$(PYTHON)' ]; then \
		echo 'Python 3.11 or later is needed: install it, or name it with PYTHON=<command>.'; exit 1; \
	fi
	@echo 'Setting up the environment in $(VENV) ...'
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install --quiet --no-deps -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	@$(PIP) install --quiet --no-deps -r requirements-dev.txt
	@touch $@
