"""Pages of official statistics: what there is, sending a file, and looking before it is stored."""

from datetime import datetime
from functools import lru_cache

from django.contrib import messages
from django.db.models import Count, Max, Min, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kith.foundation.access import Actor, Permission, can, once
from kith.foundation.access.places import EVIDENCE, tabs_of
from kith.foundation.indicators.definitions import definition
from kith.foundation.indicators.models import (
    Area,
    AreaKind,
    Batch,
    BatchState,
    NeighbourModel,
    Observation,
)
from kith.foundation.indicators.store import newest
from kith.foundation.ui.tables import Column, Empty, Table
from kith.kernel.figures import Code, Origin
from kith.kernel.refusals import Refused
from kith.modules.official_statistics.forms import UploadForm
from kith.modules.official_statistics.layouts import layouts
from kith.modules.official_statistics.reading import BadFile
from kith.modules.official_statistics.staging import commit, discard, note_refusal, stage


def index(request: HttpRequest) -> HttpResponse:
    """What has been brought in: each table's years and areas, neighbour lists, and the files."""
    table = _batches(request)
    if file := table.download():
        return file
    areas = Area.objects.aggregate(
        authorities=Count("pk", filter=Q(kind=AreaKind.AUTHORITY)),
        regions=Count("pk", filter=Q(kind=AreaKind.REGION)),
    )
    context = {
        "table": table,
        "held": _held(),
        "areas": areas,
        "lists": NeighbourModel.objects.annotate(
            authorities=Count("neighbours__authority", distinct=True)
        ),
        "layouts": layouts(),
        "tabs": tabs_of(EVIDENCE, request),
    }
    return render(request, "official_statistics/index.html", context)


@once("official-import")
def send(request: HttpRequest) -> HttpResponse:
    """Send a file; it is read at once and waits for a decision."""
    sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if sent else UploadForm()
    if not sent or not form.is_valid():
        return _form(request, form, 422 if sent else 200)
    file = form.cleaned_data["file"]
    try:
        batch = stage(name=file.name, data=file.read(), by=_actor(request))
    except BadFile as refused:
        note_refusal(refused=refused, by=_actor(request))
        return _form(request, form, 422, refused)
    return redirect("official-preview", batch.pk)


@once("official-preview")
def preview(request: HttpRequest, batch: Batch) -> HttpResponse:
    """What a file would change; on POST, store it or set it aside."""
    if request.method == "POST":
        if request.POST.get("decision") == "store":
            done = commit(batch=batch, by=_actor(request))
            messages.success(request, f"Stored: {done.new + done.changed:,} values.")
        elif request.POST.get("decision") == "nothing":
            discard(batch=batch, by=_actor(request))
            messages.success(request, "Nothing was stored. The file was deleted.")
        else:
            raise Refused("Say whether to store the values or to set the file aside.")
        return redirect("official-preview", batch.pk)
    told = batch.summary
    context = {
        "batch": batch,
        "waiting": batch.state == BatchState.STAGED,
        "differs": batch.new + batch.changed,
        "codes": [(c, Code(c).meaning, n) for c, n in sorted(told.get("codes", {}).items())],
        "changes": _changes(told.get("changed", [])),
        "told": told,
        "crumbs": [("Official statistics", reverse("official"))],
    }
    return render(request, "official_statistics/preview.html", context)


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _form(
    request: HttpRequest, form: UploadForm, status: int, refused: BadFile | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "refused": refused,
        "layouts": layouts(),
        "crumbs": [("Official statistics", reverse("official"))],
    }
    return render(request, "official_statistics/import.html", context, status=status)


def _changes(changed: list[dict[str, str]]) -> list[dict[str, str]]:
    """Changes with the area's name; the preview keeps its code."""
    codes = {change["area"] for change in changed}
    names = dict(Area.objects.filter(code__in=codes).values_list("code", "name"))
    return [{**change, "area": names.get(change["area"], change["area"])} for change in changed]


def _held() -> list[dict[str, object]]:
    """Each official indicator with its first and last day and how many values there are.

    Counting a hundred thousand values takes a tenth of a second, so it is kept until one changes.
    """
    return list(_counted(newest()))


@lru_cache(maxsize=2)
def _counted(_newest: tuple[int, datetime] | None) -> tuple[dict[str, object], ...]:
    rows = (
        Observation.objects.filter(current=True, source__origin=Origin.OFFICIAL)
        .order_by()
        .values("series__indicator__key", "source__publisher")
        .annotate(first=Min("ends_on"), last=Max("ends_on"), values_held=Count("pk"))
    )
    told = [
        {
            **row,
            "title": definition(row["series__indicator__key"]).title,
            "rows": row["values_held"],
        }
        for row in rows
    ]
    return tuple(sorted(told, key=lambda row: str(row["title"])))


def _batches(request: HttpRequest) -> Table:
    link = _address if can(_actor(request), Permission.OFFICIAL_IMPORT) else None
    return Table(
        columns=[
            Column("file_name", "File", header=True, sort="file_name", link=link),
            Column("title", "Table", sort="title"),
            Column("at", "When", sort="at", nowrap=True),
            Column("by", "By", value=lambda b: b.by.office if b.by else "A command"),
            Column("new", "New", numeric=True, sort="new"),
            Column("changed", "Changed", numeric=True, sort="changed"),
            Column("state", "State", value=lambda b: b.get_state_display(), sort="state"),
        ],
        rows=Batch.objects.select_related("by"),
        query=request.GET,
        caption="Files brought in",
        caption_hidden=True,
        sort="-at",
        noun="file",
        name="imports",
        empty=Empty(
            "No file yet",
            "The data analyst or the business manager brings in each year's files.",
        ),
    )


def _address(batch: Batch) -> str:
    return reverse("official-preview", args=[batch.pk])
