"""The addresses of administration: the directory, people, the log, the installation."""

from kith.foundation.access import Permission as P
from kith.foundation.access import by_id, by_key, page
from kith.foundation.accounts.models import User
from kith.foundation.administration import about_views as about
from kith.foundation.administration import account_views as account
from kith.foundation.administration import log_views as log
from kith.foundation.administration import organisation_views as bodies
from kith.foundation.administration import people_views as people
from kith.foundation.organisations.models import Appointment, Group, Organisation

READ, EDIT = P.ORGANISATION_READ, P.ORGANISATION_EDIT
body = by_key(Organisation)
person = by_id(User, "person")


def _read(route, view, name, permission, obj=None):  # type: ignore[no-untyped-def]
    return page(route, view, name=name, read=permission, write=None, obj=obj)


def _edit(route, view, name, permission, obj=None):  # type: ignore[no-untyped-def]
    return page(route, view, name=name, read=permission, write=permission, obj=obj)


urlpatterns = [
    _read("account/", account.account, "account", P.SIGNED_IN),
    _edit("account/act-as/", account.acting, "act-as", P.SIGNED_IN),
    _read("organisations/", bodies.organisations, "organisations", READ),
    _read("organisations/<slug:key>/", bodies.organisation, "organisation", READ, body),
    _edit("organisations/<slug:key>/change/", bodies.edit, "organisation-edit", EDIT, body),
    _edit("organisations/<slug:key>/name/", bodies.alias, "organisation-alias", EDIT, body),
    _edit(
        "organisations/<slug:key>/succession/",
        bodies.succession,
        "organisation-succession",
        EDIT,
        body,
    ),
    _read("groups/", bodies.groups, "groups", READ),
    _read("groups/<slug:key>/", bodies.group, "group", READ, by_key(Group)),
    _read("people/", people.index, "people", P.PEOPLE_READ),
    _edit("people/invite/", people.invite, "people-invite", P.PEOPLE_EDIT),
    _read("people/<int:pk>/", people.show, "person", P.PEOPLE_READ, person),
    _edit("people/<int:pk>/appoint/", people.appoint, "people-appoint", P.PEOPLE_EDIT, person),
    _edit("people/<int:pk>/account/", people.active, "people-active", P.PEOPLE_EDIT, person),
    _edit(
        "people/<int:pk>/sign-out/",
        people.end_sessions,
        "people-end-sessions",
        P.PEOPLE_EDIT,
        person,
    ),
    _edit(
        "appointments/<int:pk>/end/",
        people.end,
        "appointment-end",
        P.PEOPLE_EDIT,
        by_id(Appointment),
    ),
    _read("log/", log.log, "audit-log", P.AUDIT_READ),
    _edit("log/verify/", log.verify, "audit-verify", P.AUDIT_READ),
    _edit("log/export/", log.export, "audit-export", P.AUDIT_READ),
    _read("who-may/", about.access_policy, "access-policy", P.SETTINGS_READ),
    _read("law/", about.law, "law", P.SETTINGS_READ),
    _read("installation/", about.installation, "installation", P.SETTINGS_READ),
]
