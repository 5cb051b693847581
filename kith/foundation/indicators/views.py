"""Pages of indicators: the list, one indicator, one value's history, and its correction."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kith.foundation.access import Actor, Permission, can, once
from kith.foundation.access.places import EVIDENCE, tabs_of
from kith.foundation.indicators import listing
from kith.foundation.indicators.definitions import Definition, definition
from kith.foundation.indicators.forms import CorrectionForm
from kith.foundation.indicators.lookups import period_of
from kith.foundation.indicators.models import Indicator, Observation
from kith.foundation.indicators.portrait import Portrait, portrait, told_by
from kith.foundation.indicators.store import correct_observation, given_of
from kith.foundation.ui.chart_files import TYPES, response
from kith.foundation.ui.table_files import as_csv


def index(request: HttpRequest) -> HttpResponse:
    """All indicators, with the latest value of each."""
    table = listing.table(request.GET)
    context = {"table": table, "tabs": tabs_of(EVIDENCE, request)}
    return table.download() or render(request, "indicators/index.html", context)


def show(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    """One indicator: what it says, the figures beside others, what it means, where it is from."""
    page = portrait(definition(indicator.key), request.GET, actor_of(request))
    if file := _file(page, str(request.GET.get("file", ""))):
        return file
    if page.table and (file := page.table.download()):
        return file
    crumbs = [("Indicators", reverse("indicators"))]
    return render(request, "indicators/indicator.html", {"page": page, "crumbs": crumbs})


def _file(page: Portrait, asked: str) -> HttpResponse | None:
    """A chart of the page as CSV, SVG or PNG, or what each organisation gave as CSV."""
    name, _, kind = asked.rpartition(".")
    about = page.meaning.key.replace(".", "-").replace("_", "-")
    table = page.collected.agency_table if page.collected else None
    if (name, kind) == ("organisations", "csv") and table is not None:
        return HttpResponse(
            as_csv(table),
            content_type=TYPES["csv"],
            headers={"Content-Disposition": f'attachment; filename="{about}-{name}.csv"'},
        )
    if kind in TYPES and name in page.charts:
        return response(page.charts[name], kind, f"{about}-{name}")
    return None


def observation(request: HttpRequest, observation: Observation) -> HttpResponse:
    """Every revision of one value: what it was, when, by which office, and why."""
    context = _about(observation)
    context["may_correct"] = can(actor_of(request), Permission.OBSERVATION_CORRECT)
    context["revisions"] = [
        {
            "what": f"{given_of(row)}",
            "when": row.at,
            "by": row.by.office if row.by else "",
            "detail": row.reason or told_by(row),
        }
        for row in _revisions(observation)
    ]
    return render(request, "indicators/observation.html", context)


@once("indicator-correct")
def correct(request: HttpRequest, observation: Observation) -> HttpResponse:
    """Replace a value, with a reason; what was there stays in its history."""
    current = _revisions(observation)[0]
    meaning = definition(current.series.indicator.key)
    sent = request.method == "POST"
    form = CorrectionForm(
        request.POST if sent else None,
        meaning=meaning,
        initial={"expected_revision": current.revision},
    )
    if not sent or not form.is_valid():
        context = {**_about(current), "form": form, "now": str(given_of(current))}
        return render(request, "indicators/correct.html", context, status=422 if sent else 200)
    after = correct_observation(
        observation=current,
        given=form.cleaned_data["value"],
        reason=form.cleaned_data["reason"],
        expected_revision=form.cleaned_data["expected_revision"],
        by=actor_of(request),
    )
    messages.success(request, f"The value is now {given_of(after)}. The old one is kept.")
    return redirect(address(meaning, after))


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def address(meaning: Definition, of: Observation) -> str:
    """The indicator's page for the observation's own area and period."""
    query = {"area": of.series.area.code or "own", "period": of.period}
    if of.series.breakdown:
        query["part"] = of.series.breakdown
    return f"{reverse('indicator', args=[meaning.key])}?{urlencode(query)}"


def _revisions(of: Observation) -> list[Observation]:
    rows = Observation.objects.filter(series_id=of.series_id, period=of.period)
    related = ("series__indicator", "series__area", "source", "batch", "by")
    return list(rows.select_related(*related).order_by("-revision"))


def _about(of: Observation) -> dict[str, object]:
    meaning = definition(of.series.indicator.key)
    back = address(meaning, of)
    return {
        "observation": of,
        "meaning": meaning,
        "part": meaning.breakdown_label(of.series.breakdown),
        "period": period_of(of.period),
        "back": back,
        "crumbs": [("Indicators", reverse("indicators")), (meaning.title, back)],
    }
