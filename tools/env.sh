#!/bin/sh
# Makes .venv from the locks: `run` (what the product needs), `dev` (and its tests), `bench` or
# `node` (added to whichever is there). Does nothing when the lock has not changed.
set -eu
cd "$(dirname "$0")/.."
group=${1:-dev}

case $group in
run) lock=requirements.txt ;;
*) lock=requirements-$group.txt ;;
esac

find_python() {
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
}

if [ ! -x .venv/bin/python ]; then
    python=$(find_python)
    if [ -z "$python" ]; then
        echo "Kith needs Python 3.11 or newer: install it, or set PYTHON to where it is." >&2
        exit 1
    fi
    echo "· Making .venv with $($python --version)"
    if ! "$python" -m venv .venv >build-venv.log 2>&1; then
        # Debian keeps this part of Python in a package of its own.
        rm -rf .venv
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
            echo "· Installing python3-venv"
            apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null
            "$python" -m venv .venv
        else
            echo "Kith needs Python's venv module: install the package python3-venv." >&2
            rm -f build-venv.log
            exit 1
        fi
    fi
    rm -f build-venv.log
fi

# The development lock holds all that the product needs, so it stands in for `run` as well.
if [ "$group" = run ] && [ -f .venv/.kith-dev ]; then
    group=dev lock=requirements-dev.txt
fi
stamp=.venv/.kith-$group
now=$(cksum <"$lock")
[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$now" ] && exit 0

quietly() { # Shows what a command said only when it failed.
    if ! "$@" >.venv/setup.log 2>&1; then
        cat .venv/setup.log >&2
        echo "Setting up failed at: $*" >&2
        exit 1
    fi
}

echo "· Installing the locked packages of $lock (a minute at most, on a slow line)"
[ -x .venv/bin/uv ] || quietly .venv/bin/python -m pip install --disable-pip-version-check \
    --require-hashes -r requirements-setup.txt
quietly .venv/bin/uv pip install --python .venv/bin/python --require-hashes -r "$lock"
# The `kith` command: this folder itself, not a copy of it.
[ -x .venv/bin/kith ] || quietly .venv/bin/uv pip install --python .venv/bin/python --no-deps -e .
printf '%s' "$now" >"$stamp"
