# Two commands from nothing: `make demo` and `make test`. Needs Python >= 3.11 and make, nothing else.
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

# Tests start deskbot some hundred times: without its bytecode each start would compile it anew.
export PYTHONDONTWRITEBYTECODE :=

# Each worker has a PostgreSQL of its own.
SIDE_BY_SIDE := -n auto --maxprocesses 8 --dist worksteal

# How long `make chaos` and `make fuzz` go on, and what chaos is dealt by.
SECONDS := 600
SEED := 1

.PHONY: help demo run test check lint types imports bench bench-console chaos eval train-sentences train-weighing train-playbooks solve-playbooks runtime-requirements wheel references docs recording screenshots fuzz audit clean

help:
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*##/\t/'

$(READY): requirements.txt pyproject.toml tools/install
	@sh tools/install $(VENV)

demo: $(READY) ## play the main job on real parts in a minute; the first time it also installs
	@$(BIN)/deskbot demo

run: $(READY) ## serve on the embedded PostgreSQL, with simulated phones and relay
	@DESKBOT_SIMULATE=1 DESKBOT_DESK_FILE=$${DESKBOT_DESK_FILE:-desk.example.yaml} exec $(BIN)/deskbot serve

test: $(READY) ## unit, contract and flow tests
	@$(BIN)/python -m pytest -q $(SIDE_BY_SIDE) tests/unit tests/contract tests/flow

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(READY)
	@$(BIN)/basedpyright

imports: $(READY)
	@$(BIN)/lint-imports

check: lint types imports ## everything: style, types, import contracts, every test there is
	@$(MAKE) --no-print-directory test
	@$(BIN)/python -m pytest -q $(SIDE_BY_SIDE) tests/crash tests/browser
	@$(BIN)/python -m pytest -q tests/chaos

chaos: $(READY) ## everything fails under load, and the sum must be right: make chaos [SECONDS=600] [SEED=1]
	@$(BIN)/python -m tests.chaos --seconds $(SECONDS) --seed $(SEED)

bench: $(READY) ## figures, side by side with their baselines, the console's too
	@$(BIN)/python -m tests.bench
	@$(BIN)/python -m tests.bench.console_speed
	@$(BIN)/python -m tests.bench.console_growth

bench-console: $(READY) ## of these the console's alone, over 100,000 tickets and more; takes some twenty minutes
	@$(BIN)/python -m tests.bench.console_speed
	@$(BIN)/python -m tests.bench.console_growth

eval: $(READY) ## triage on labelled mails, each miss named: make eval [MAILS="FOLDER …"]
	@$(BIN)/python tests/bench/evals.py $(MAILS)
	@echo "sentences, held out"
	@$(BIN)/python tests/bench/sentence_evals.py --brief
	@echo
	@echo "playbooks, on labelled texts"
	@$(BIN)/python tests/bench/matching_evals.py

train-sentences: $(READY) ## train the model that reads sentences, from deskbot/triage/reading/data/*.csv
	@OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python tools/train_sentences.py

train-weighing: $(READY) ## train the weights of whole messages, from deskbot/triage/weighing/data/*.csv and tests/evals/dev
	@OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python tools/train_weighing.py
train-playbooks: $(READY) ## learn which words speak for which playbook, from deskbot/triage/weighing/data/*.csv
	@OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python tools/train_playbooks.py
solve-playbooks: $(READY) ## solve the playbooks that come with deskbot beforehand: after each change of them
	@OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python tools/solve_playbooks.py

runtime-requirements: $(READY) ## take what runs deskbot, and what builds it, out of requirements.txt: after each change of it
	@$(BIN)/python tools/runtime_requirements.py

wheel: $(READY) ## build the wheel and the sdist into dist/
	@$(BIN)/python -m hatchling build -d dist

references: $(READY) ## write docs/reference anew: after each change of a setting or a command
	@PYTHONPATH=. $(BIN)/python tools/references.py

DOCS := .venv-docs

$(DOCS)/ready: tools/docs-requirements.txt tools/install-docs | $(READY)
	@sh tools/install-docs $(DOCS) $(BIN)/python

docs: $(DOCS)/ready ## the documentation as pages in site/; fails where a link leads nowhere, or a page asks another host
	@rm -rf site
	@$(DOCS)/bin/zensical build --strict --clean
	@$(BIN)/python tools/check_site.py site

recording: $(READY) ## record the demo and the console anew, as pictures that play; needs Chromium
	@$(BIN)/python tools/record_demo.py
	@PYTHONPATH=. $(BIN)/python tools/record_console.py

screenshots: $(READY) ## make the pictures in docs/screenshots anew; needs Chromium
	@PYTHONPATH=. $(BIN)/python tools/screenshots.py

FUZZ := .venv-fuzz
FINDS := var/fuzz

$(FUZZ)/ready: tests/fuzz/requirements.txt requirements.txt tools/install-fuzz | $(READY)
	@sh tools/install-fuzz $(FUZZ) $(BIN)/python

fuzz: $(FUZZ)/ready ## look for mail that breaks the reading of mail: make fuzz SECONDS=600
	@mkdir -p $(FINDS)
	@$(FUZZ)/bin/python tests/fuzz/fuzz_mail.py -max_total_time=$(SECONDS) -artifact_prefix=$(FINDS)/ $(FINDS) tests/wire/email

AUDIT := .venv-audit

$(AUDIT)/ready: tools/audit-requirements.txt tools/install-audit | $(READY)
	@sh tools/install-audit $(AUDIT) $(BIN)/python

audit: $(AUDIT)/ready ## look for known holes in our code and in every package that is pinned
	@$(AUDIT)/bin/python tools/audit.py

clean:
	rm -rf $(VENV) .venv-bench $(AUDIT) $(FUZZ) $(DOCS) site .cache dist build .pytest_cache .ruff_cache .hypothesis .import_linter_cache
