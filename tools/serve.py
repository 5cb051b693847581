"""Serves what `make demo` built, on this machine only, until interrupted."""

import os

from say import PYTHON, ROOT, SetUpFailed


def main() -> None:
    port = os.environ.get("PORT", "8000")
    if not port.isdecimal():
        raise SetUpFailed(f"PORT is {port!r}: give a number.")
    os.environ.setdefault("KITH_MODE", "demo")
    os.chdir(ROOT)
    print(f"Kith is on http://127.0.0.1:{port}/ (Ctrl-C stops it)", flush=True)
    gunicorn = [PYTHON, "-m", "gunicorn", "kith.config.wsgi:application"]
    shape = ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4"]
    os.execv(PYTHON, [*gunicorn, *shape, "--log-level", "warning", "--no-control-socket"])


if __name__ == "__main__":
    main()
