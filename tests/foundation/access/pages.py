"""A small URL configuration for tests of routes: one page of each sort."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import Context, Template
from django.urls import path

from kith.foundation.access import Permission, action, bump, by, by_id, by_key, once, page
from kith.foundation.accounts.models import User
from kith.foundation.audit import record, register_kind
from kith.foundation.organisations.models import Alias, Organisation
from kith.kernel.refusals import Refused

register_kind("test.renamed", "renamed")


@action(Permission.ORGANISATION_EDIT, on="organisation")
def rename(*, organisation: Organisation, name: str, expected_version: int, by) -> Organisation:
    """Give an organisation another name."""
    changed = bump(organisation, expected_version, name=name)
    record("test.renamed", by=by, ref=changed, what=name)
    return changed


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"hello {request.actor.office}")


def listed(request: HttpRequest) -> HttpResponse:
    names = Organisation.objects.values_list("name", flat=True)
    return HttpResponse(", ".join(names))


def shown(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    if request.method == "POST":
        rename(
            organisation=organisation,
            name=request.POST.get("name", organisation.name),
            expected_version=int(request.POST.get("version", organisation.version)),
            by=request.actor,
        )
        return redirect("shown", key=organisation.key)
    return HttpResponse(f"{organisation.name} {organisation.version}")


def person(request: HttpRequest, user: User) -> HttpResponse:
    return HttpResponse(user.office)


def alias(request: HttpRequest, alias: Alias) -> HttpResponse:
    return HttpResponse(alias.name)


def refused(request: HttpRequest) -> HttpResponse:
    raise Refused("The year is closed: open a correction instead.")


@once("add")
def add(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and request.POST.get("name"):
        made = Organisation.objects.create(
            key=request.POST["name"], name=request.POST["name"], kind="other"
        )
        return redirect("shown", key=made.key)
    form = Template("{% load access %}{% submit_once %}").render(Context())
    return HttpResponse(form, status=422 if request.method == "POST" else 200)


def menu(request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        Template(
            "{% load access %}{% if actor|may:'organisation.read' %}directory {% endif %}"
            "{% if actor|may:'audit.read' %}log {% endif %}"
            "{% may 'people.edit' person as open %}{% if open %}person{% endif %}"
        ).render(Context({"actor": request.actor, "person": User.objects.order_by("pk").first()}))
    )


P = Permission
urlpatterns = [
    page("", hello, name="home", read=P.PUBLIC, write=None),
    page("account/", hello, name="own_account", read=P.SIGNED_IN, write=P.SIGNED_IN),
    page("sign-in/", hello, name="account_login", read=P.PUBLIC, write=P.PUBLIC),
    page("organisations/", listed, name="listed", read=P.ORGANISATION_READ, write=None),
    page(
        "organisations/<slug:key>/",
        shown,
        name="shown",
        read=P.ORGANISATION_READ,
        write=P.ORGANISATION_EDIT,
        obj=by_key(Organisation),
    ),
    page(
        "values/<slug:key>/",
        shown,
        name="values",
        read=P.OBSERVATION_READ,
        write=P.NEVER,
        obj=by_key(Organisation),
    ),
    page(
        "people/<int:pk>/",
        person,
        name="person",
        read=P.PEOPLE_READ,
        write=P.PEOPLE_EDIT,
        obj=by_id(User),
    ),
    page(
        "organisations/<slug:body>/aliases/<int:number>/",
        alias,
        name="alias",
        read=P.ORGANISATION_READ,
        write=None,
        obj=by(Alias, organisation__key="body", pk="number"),
    ),
    page("refused/", refused, name="refused", read=P.PUBLIC, write=None),
    page("add/", add, name="add", read=P.ORGANISATION_READ, write=P.ORGANISATION_EDIT),
    page("closed/", hello, name="closed", read=P.NEVER, write=None),
    page("menu/", menu, name="menu", read=P.PUBLIC, write=None),
]


class Undeclared:
    """The same, with a door that somebody forgot."""

    urlpatterns = [*urlpatterns, path("forgotten/", hello, name="forgotten")]
