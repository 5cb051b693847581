"""Pages under load: gunicorn with two workers, two requests at a time, permission checks on.

The load and the server share the machine's processors, and whatever else they do counts against
the pages: a small file from the same server, asked for in the same run, says how fast this machine
can answer at all. Each page is asked for by somebody who is signed in; all answers must be 200.
"""

from tests.benchmarks.load import BadAnswer, load
from tests.benchmarks.measuring import DATA, missing, tell, use_demo
from tests.browser.serving import served

PER_SECOND_AT_LEAST = 250
P95_MS_AT_MOST = 10
WARM_UP = 100
REQUESTS = 1500
# Lists of up to 50 rows on a page, which carry the bounds.
LISTS = {
    "list of indicators": "/indicators/",
    "list of organisations": "/organisations/",
    "list of the log": "/log/",
}


def signed_in() -> str:
    """The cookie of the one of the example's people who sees most."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    user = get_user_model().objects.get(email="manager@saltmere.example")
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user, backend="kith.foundation.accounts.backends.SignInBackend")
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


def main() -> None:
    use_demo()
    cookie = signed_in()
    from django.contrib.staticfiles.storage import staticfiles_storage

    with served(DATA, workers=2, threads=1) as address:
        least = load(address + staticfiles_storage.url("kith/kith.svg"), requests=REQUESTS)
        size = f"{least.bytes_each / 1024:,.1f} KB"
        tell("a small file, for comparison", least.per_second, "a second", note=size)
        for name, path in LISTS.items():
            try:
                load(address + path, cookie, requests=WARM_UP)
            except BadAnswer as answer:
                missing(name, f"{path} answered {answer}")
                continue
            borne = load(address + path, cookie, requests=REQUESTS)
            size = f"{borne.bytes_each / 1024:,.0f} KB"
            tell(name, borne.per_second, "a second", at_least=PER_SECOND_AT_LEAST, note=size)
            tell(f"{name}, 95 in 100 within", borne.p95_ms, "ms", at_most=P95_MS_AT_MOST)


if __name__ == "__main__":
    main()
