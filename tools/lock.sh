#!/bin/sh
# Resolves pyproject.toml and package.json anew into the lock files. They carry hashes and never
# the address of an index: no other tool tried leaves it out.
set -eu
cd "$(dirname "$0")/.."
compile() {
    .venv/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
        --custom-compile-command "make lock" "$@" >/dev/null
}
echo "· Resolving the Python packages"
compile pyproject.toml -o requirements.txt
compile pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt
compile pyproject.toml --group bench -c requirements-dev.txt -o requirements-bench.txt
compile --group setup -o requirements-setup.txt
compile --group node -o requirements-node.txt
echo "· Resolving the front-end packages"
npm install --package-lock-only --ignore-scripts --silent
# npm copies begging addresses into the lock; they are of no use to an installation.
.venv/bin/python - <<'END'
import json
from pathlib import Path

lock = Path("package-lock.json")
content = json.loads(lock.read_text())
for package in content["packages"].values():
    package.pop("funding", None)
lock.write_text(json.dumps(content, indent=2) + "\n")
END
