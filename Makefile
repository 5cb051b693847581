# Two commands for a newcomer: `make demo` and `make test`. The work is in tools/.
PY = .venv/bin/python
PORT ?= 8000
SERVE ?= 1
export PORT SERVE
# Where Python may not keep what it compiled, every start of every process compiles it all again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help env env-run assets static demo serve test check format bench lock clean

help:
	@echo "make demo    build the example partnership and its report, then serve it (SERVE=0: only build)"
	@echo "make test    set up everything that is missing and run every check and test"
	@echo "make check   lint, formatting, types, layers, migrations"
	@echo "make bench   measure, and rewrite RESULTS.md"
	@echo "make serve   serve what was built   |  make assets  compile the style sheets"
	@echo "make env     the development environment  |  make lock  resolve new versions"
	@echo "make format  tidy the Python  |  make clean  remove everything that was made"

env:
	@sh tools/env.sh dev

env-run:
	@sh tools/env.sh run

assets: env-run
	@$(PY) tools/assets.py

static: assets
	@$(PY) tools/static.py

demo: static
	@KITH_MODE=demo $(PY) manage.py demo

serve: static
	@$(PY) tools/serve.py

test: env static
	@$(PY) tools/test.py

check: env
	@$(PY) tools/check.py

format: env
	@$(PY) -m ruff check --fix . && $(PY) -m ruff format .

bench: env static
	@sh tools/env.sh bench
	@$(PY) tools/bench.py

lock: env
	@sh tools/lock.sh

clean:
	rm -rf .venv node_modules build out data/demo .*_cache
