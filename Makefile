# Any Python that really starts will do: bootstrap.py looks for the right one itself.
FIRST := $(shell for p in python3 /usr/bin/python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 7))' 2>/dev/null && echo $$p && break; done)
BOOT = @$(or $(FIRST),$(error Ayo needs Python 3.11 or newer. On Debian or Ubuntu: apt-get install python3 python3-venv)) bootstrap.py
PY = .venv/bin/python
# The demo city and the simulated applications belong to the bundled database; a city's own is left alone.
DEMO := $(or $(AYO_DEMO),$(if $(AYO_DATABASE_URL),0,1))
# The simulated applications are on this machine, which deliveries reach only when somebody says so.
BESIDE = $(if $(filter 1,$(DEMO)),--beside "python -m sandbox" --mention "$(SANDBOX)" --mention "$(SENT)")
SANDBOX = Twenty applications' copies side by side: http://127.0.0.1:$(or $(SANDBOX_PAGE_PORT),9199)
SENT = What Ayo sent by e-mail, WhatsApp and SMS: http://127.0.0.1:$(or $(SANDBOX_PAGE_PORT),9199)/kabar
# Notices go to the sandbox too, unless somebody has a mail server or a gateway of their own. The secrets last one run.
POST = $(if $(filter 1,$(DEMO)),$(MAIL) $(GATEWAY) $(SIGNING))
MAIL = $(if $(AYO_SMTP_HOST),,AYO_SMTP_HOST=127.0.0.1 AYO_SMTP_PORT=$(or $(SANDBOX_MAIL_PORT),9197) AYO_SMTP_TLS=0)
GATEWAY = $(if $(AYO_GATEWAY_URL),,AYO_GATEWAY_URL=http://127.0.0.1:$(or $(SANDBOX_GATEWAY_PORT),9198) \
	AYO_GATEWAY_KEY=$$($(SECRET)) AYO_GATEWAY_SECRET=whsec_$$($(SECRET)))
# Letters are signed by the sandbox's service, with one passphrase for everybody in the demo city's service.
SIGNING = $(if $(AYO_SIGNING_URL),,AYO_SIGNING_URL=http://127.0.0.1:$(or $(SANDBOX_SIGNING_PORT),9195) \
	AYO_SIGNING_USER=ayo AYO_SIGNING_PASSWORD=$$($(SECRET)) AYO_SIGNING_TIMEOUT_S=15 AYO_SIGNING_HINT=tangan-demo \
	AYO_SIGNING_ANCHORS=$(or $(AYO_HOME),.ayo)/sandbox/signing/anchor.pem)
SECRET = head -c 32 /dev/urandom | base64
run: export AYO_OUTBOUND_ALLOW ?= $(if $(filter 1,$(DEMO)),127.0.0.1/32)

.DEFAULT_GOAL := help
.PHONY: help run test check bench journeys ayo setup

help:           ## Show this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1  — /p' Makefile

run:            ## Run the city: database, web, relay, jobs and the simulated applications, until Ctrl-C
	$(BOOT)
	@$(POST) exec $(PY) -m ayo run $(BESIDE) $(ARGS)

test:           ## Install what the tests need, Chromium too, and run them all (ARGS="…" for pytest)
	$(BOOT) --dev --browser
	@exec $(PY) -m pytest -n 2 --dist worksteal $(ARGS)

check:          ## Format, lint, types, import contracts, migrations
	$(BOOT) --dev
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	.venv/bin/lint-imports
	$(PY) -W ignore::RuntimeWarning -m django makemigrations --check --dry-run --settings ayo.config.settings

bench:          ## Run a benchmark: make bench NAME=fanout ARGS="…"; without NAME all of them
	$(BOOT)
	@exec $(PY) -m ayo bench $(or $(NAME),all) $(ARGS)

journeys:       ## Run only the journeys through a browser
	$(BOOT) --dev --browser
	@exec $(PY) -m pytest tests/journeys $(ARGS)

ayo:            ## Run the command line: make ayo ARGS="db status"
	$(BOOT)
	@exec $(PY) -m ayo $(ARGS)

setup:          ## Only make the environment, with the tools for developers
	$(BOOT) --dev
