"""Rows for the pages of publications: one published edition, and one that is only frozen."""

from datetime import date
from typing import Any

from django.utils import timezone

from kith.foundation.publications import model
from kith.foundation.publications.models import Document, Edition
from tests.access.factories import Rows, rows_for, seed
from tests.access.world import CANARY, Principal, World


def _edition(key: str, title: str, *, published: bool) -> Edition:
    now = timezone.now()
    document = Document.objects.create(
        key=key, title=title, period_code="2019-20", rulebook="wt2018"
    )
    content = model.Doc(
        key=key,
        title=title,
        partnership="Saltmere",
        period_label="2019-20",
        edition=model.Edition(number=1, status="published", date=date(2020, 9, 30)),
        sections=(model.Section(key="words", title=title, lead=(), blocks=()),),
    )
    return Edition.objects.create(
        document=document,
        number=1,
        content=model.doc_to_json(content),
        digest="0" * 64,
        frozen_at=now,
        frozen_by="Business manager",
        published_at=now if published else None,
        published_by="Business manager" if published else "",
    )


@seed
def _reports(world: World) -> None:
    world.published = _edition("open-report", "An open report", published=True)
    world.frozen = _edition(f"{CANARY}-report", f"{CANARY} report", published=False)


def _both(world: World, **parts: Any) -> Rows:
    return {
        "published": {"key": world.published.document.key, "number": 1, **parts},
        "unpublished": {"key": world.frozen.document.key, "number": 1, **parts},
    }


@rows_for("public_report")
def _(world: World, who: Principal) -> Rows:
    return {"published": {"key": world.published.document.key}}


@rows_for("public_edition", "public_how_to_read", "public_figures", "public_corrections")
def _(world: World, who: Principal) -> Rows:
    return _both(world)


@rows_for("public_figure")
def _(world: World, who: Principal) -> Rows:
    return _both(world, mark="A1")


@rows_for("public_changes")
def _(world: World, who: Principal) -> Rows:
    return _both(world, before=1)


@rows_for("public_download")
def _(world: World, who: Principal) -> Rows:
    return _both(world, form="csv")


@rows_for("public_section")
def _(world: World, who: Principal) -> Rows:
    return _both(world, section="words")
