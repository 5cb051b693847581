"""Every door of Kith. Each route declares who may read it and who may write."""

from importlib import import_module
from importlib.util import find_spec

from allauth.account import urls as account
from allauth.mfa import urls as second_factor
from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path

from kith.config import home, search
from kith.foundation.access import Permission as P
from kith.foundation.access import assert_every_route_is_declared, page, third_party
from kith.foundation.ui import views as ui

# What allauth brings, door by door. Its other pages (codes by e-mail, several addresses) are not
# offered: a page that is not named here does not exist.
ACCOUNT_DOORS = {
    "account_login": (P.PUBLIC, P.PUBLIC),
    # Also the way back for someone who gave a password and has no code at hand.
    "account_logout": (P.PUBLIC, P.PUBLIC),
    "account_inactive": (P.PUBLIC, None),
    "account_signup": (P.PUBLIC, None),  # always closed: people are invited
    "account_reauthenticate": (P.SIGNED_IN, P.SIGNED_IN),
    "account_change_password": (P.SIGNED_IN, P.SIGNED_IN),
    "account_set_password": (P.SIGNED_IN, P.SIGNED_IN),
    "account_reset_password": (P.PUBLIC, P.PUBLIC),
    "account_reset_password_done": (P.PUBLIC, None),
    "account_reset_password_from_key": (P.PUBLIC, P.PUBLIC),
    "account_reset_password_from_key_done": (P.PUBLIC, None),
}
FACTOR_DOORS = {
    "mfa_index": (P.SIGNED_IN, None),
    "mfa_authenticate": (P.PUBLIC, P.PUBLIC),
    "mfa_reauthenticate": (P.SIGNED_IN, P.SIGNED_IN),
    "mfa_activate_totp": (P.SIGNED_IN, P.SIGNED_IN),
    "mfa_deactivate_totp": (P.SIGNED_IN, P.SIGNED_IN),
    "mfa_view_recovery_codes": (P.SIGNED_IN, None),
    "mfa_generate_recovery_codes": (P.SIGNED_IN, P.SIGNED_IN),
}

Pattern = URLPattern | URLResolver


def _offered(patterns: list[Pattern], doors: dict[str, tuple[P, P | None]]) -> list[Pattern]:
    """The routes of a package that are offered, each with its permissions."""
    kept: list[Pattern] = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = [p for p in pattern.url_patterns if getattr(p, "name", "") in doors]
            kept += [path(str(pattern.pattern), include(inner))] if inner else []
        elif pattern.name in doors:
            kept.append(pattern)
    return third_party(kept, doors)


def _own() -> list[Pattern]:
    """The routes of Kith's own apps, those that have any."""
    names = [app.name for app in apps.get_app_configs() if app.name.startswith("kith.")]
    found = [
        f"{name}.urls" for name in names if name != "kith.config" and find_spec(f"{name}.urls")
    ]
    return [pattern for name in found for pattern in import_module(name).urlpatterns]


# Pages that belong to nobody's work: help, words, and the gallery of components.
PLAIN_PAGES = [
    page("help/", ui.help, name="help", read=P.PUBLIC, write=None),
    page("words/", ui.glossary, name="glossary", read=P.PUBLIC, write=None),
    page("accessibility/", ui.accessibility, name="accessibility", read=P.PUBLIC, write=None),
    page("privacy/", ui.privacy, name="privacy", read=P.PUBLIC, write=None),
    page("gallery/", ui.gallery, name="gallery", read=P.SIGNED_IN, write=None),
]

urlpatterns: list[Pattern] = [
    page("", home.home, name="home", read=P.PUBLIC, write=None),
    page("search/", search.search, name="search", read=P.SIGNED_IN, write=None),
    *PLAIN_PAGES,
    path("account/", include(_offered(account.urlpatterns, ACCOUNT_DOORS))),
    path("account/second-factor/", include(_offered(second_factor.urlpatterns, FACTOR_DOORS))),
    *_own(),
]
assert_every_route_is_declared(urlpatterns)
