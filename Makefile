# Asset-declaration analytics. `make help` lists targets and variables.
DATA ?= data_samples/province
OUT ?= runs/sample
MAP ?=
CAPACITY ?= 30
LANG_UI ?= vi
WORKERS ?=
ENGINE ?= local
SCHEDULER ?=
SEED ?= 20260701
AS_OF ?=
THRESHOLDS ?=
PROFILE ?= analyst
REGION ?= trung_bo
PERIOD ?=
REGISTER ?=
DECLARANTS ?= 10000
YEARS ?= 2
WHO ?=
WHY ?=
EVALUATE ?=
MUTATION ?=
FUZZ ?=
ADVISORIES ?=
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
  $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null && echo $$p && break; done)

# Texts of the office reach the command through the environment, so that no quote in them is a shell's.
export CASE OUTCOME MEASURE OUTCOME_ON DECISION_NO OFFICER NOTE FILE SEED_TEXT DRAWN_ON BEFORE TO WHO WHY REGISTER
export PYTHONPATH := $(CURDIR)
export PYTHONHASHSEED := 0
export GX_ANALYTICS_ENABLED := false
VENV := .venv
COMMAND := $(VENV)/bin/python -m pipeline
CHOICES = --data "$(DATA)" --out "$(OUT)" --map "$(MAP)" --capacity "$(CAPACITY)" --lang-ui "$(LANG_UI)" \
  --workers "$(WORKERS)" --engine "$(ENGINE)" --scheduler "$(SCHEDULER)" --seed "$(SEED)" --as-of "$(AS_OF)" \
  --thresholds "$(THRESHOLDS)" --profile "$(PROFILE)" --region "$(REGION)" \
  --register "$$REGISTER" --who "$$WHO" --why "$$WHY"
.DEFAULT_GOAL := help
.PHONY: help evaluate run ingest validate changes score cases report outcome draw forget handover quarantine form notebooks samples province cluster profile law docs readme site test fuzz mutation audit licences check format setup setup-test clean

help: ## list targets and variables
	@awk -f .ci/help.awk $(MAKEFILE_LIST)

run: setup ## every stage on DATA into OUT; prints where the list of cases is
	@$(COMMAND) run $(CHOICES)

ingest: setup ## read the files of DATA into canonical tables
	@$(COMMAND) $@ $(CHOICES)
validate: setup ## check them: accepted rows, quarantine, validation report
	@$(COMMAND) $@ $(CHOICES)
changes: setup ## follow every official, item and dong from one declaration to the next
	@$(COMMAND) $@ $(CHOICES)
score: setup ## red flags and isolation forest
	@$(COMMAND) $@ $(CHOICES)
cases: setup ## the list of cases with their dossiers
	@$(COMMAND) $@ $(CHOICES)

report: setup ## pages of the run; with PERIOD=2026-Q3|2026-H1|2026-9M|2026-Y the periodic report
	@$(COMMAND) report $(CHOICES) --period "$(PERIOD)"

outcome: setup ## outcomes into the register: FILE=filled list, or CASE= OUTCOME= OFFICER= NOTE= ...; CASE= alone: its history
	@$(COMMAND) $@ $(CHOICES) --file "$$FILE" --case "$$CASE" --outcome "$$OUTCOME" --measure "$$MEASURE" \
	  --outcome-on "$$OUTCOME_ON" --decision-no "$$DECISION_NO" --officer "$$OFFICER" --note "$$NOTE"
draw: setup ## the public lottery of the yearly plan: SEED_TEXT="..." DRAWN_ON=YYYY-MM-DD
	@$(COMMAND) $@ $(CHOICES) --seed-text "$$SEED_TEXT" --drawn-on "$$DRAWN_ON"
forget: setup ## retention: cases closed before BEFORE=YYYY-MM-DD leave the register
	@$(COMMAND) $@ $(CHOICES) --before "$$BEFORE"
handover: setup ## FILE=... encrypted for TO=age1...
	@$(COMMAND) $@ $(CHOICES) --to "$$TO" --file "$$FILE"

quarantine: setup ## the rows set aside as a workbook for their units, and a letter to each
	@$(COMMAND) $@ $(CHOICES)
form: setup ## the blank official form: OUT=form.docx or form.xlsx
	@$(COMMAND) $@ --out "$(OUT)"

notebooks: setup-test ## the notebooks executed on the run in OUT; pages in OUT/notebooks
	@$(COMMAND) $@ $(CHOICES)

samples: setup ## make data_samples/province again, the very same bytes
	@$(COMMAND) samples --out data_samples/province
cluster: setup ## a Dask cluster on this computer for trying: ENGINE=dask SCHEDULER=tcp://127.0.0.1:8786
	@$(COMMAND) $@ --workers "$(or $(WORKERS),2)"
profile: setup ## every stage once more in one process, and where its time goes: OUT/profile/<stage>.csv
	@$(COMMAND) $@ $(CHOICES)
province: setup ## a synthetic province of any size as Parquet: DECLARANTS=10000 YEARS=2 OUT=runs/province
	@$(COMMAND) $@ --declarants "$(DECLARANTS)" --years "$(YEARS)" --out "$(OUT:runs/sample=runs/province)"

evaluate: setup ## synthetic provinces with known truth, beside every peer: EVALUATE="--declarants 800 --seeds 1" for a quick look
	@sh .ci/setup "$(PYTHON)" $(VENV) peers
	@$(VENV)/bin/python -m benchmarks.detection --capacity "$(CAPACITY)" --card docs/model_card.md $(EVALUATE)

law: setup ## the numbers of the law on a day: AS_OF=YYYY-MM-DD, and what is due for a check
	@$(COMMAND) $@ --as-of "$(AS_OF)" --lang-ui "$(LANG_UI)"
docs: setup ## write the generated parts of docs/ again
	@$(COMMAND) docs --out docs

readme: run ## figures and pictures of the READMEs, from a run of the sample
	@$(COMMAND) $@ $(CHOICES)

site: setup-test docs ## the documentation as pages with a search, in runs/handbook
	@$(COMMAND) $@ --out runs/handbook

test: setup-test ## the whole test suite
	@$(VENV)/bin/python -m pytest -n auto --maxprocesses 4 --dist loadfile

fuzz: setup-test ## packs changed at random, run and watched; no line is good news: FUZZ="--packs 2000 --first 0 --keep runs/fuzz"
	@$(VENV)/bin/python -m tests.fuzzing $(FUZZ)

mutation: setup-test ## faults put into the rules and their neighbours, and which tests notice: MUTATION="--mutants 20 --minutes 10"
	@sh .ci/setup "$(PYTHON)" $(VENV) mutation
	@$(VENV)/bin/python -m benchmarks.mutation $(MUTATION)

audit: setup-test ## what is installed beside the locks, and with ADVISORIES=folder of OSV files what is known against it
	@$(VENV)/bin/python .ci/audit.py "$(ADVISORIES)"

licences: setup-test ## write docs/licences.md again
	@$(VENV)/bin/python .ci/licences.py

check: test ## tests, lint, types and import contracts
	@$(VENV)/bin/ruff check . && $(VENV)/bin/ruff format --check . && $(VENV)/bin/mypy && $(VENV)/bin/lint-imports

format: setup-test ## put the code into the house's shape
	@$(VENV)/bin/ruff check --fix . ; $(VENV)/bin/ruff format .

setup: ## virtual environment with what a run needs, from the hashed lock
	@sh .ci/setup "$(PYTHON)" $(VENV) run

setup-test:
	@sh .ci/setup "$(PYTHON)" $(VENV) test

clean: ## remove the virtual environment and the sample run
	@rm -rf $(VENV) runs/sample
