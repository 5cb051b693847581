"""Rows for the pages of publications: one published edition, and one that is only frozen."""

from datetime import date
from typing import Any

from django.utils import timezone

from kith.foundation.publications import model
from kith.foundation.publications.models import (
    Comment,
    Document,
    Edition,
    Exhibit,
    Section,
    StatedFigure,
)
from kith.foundation.publications.requirements import requirements
from tests.access.factories import Rows, rows_for, seed
from tests.access.world import CANARY, Principal, World


def _edition(key: str, title: str, *, published: bool) -> Edition:
    now = timezone.now()
    document = Document.objects.create(
        key=key, title=title, period_code="2019-20", rulebook="WT2018"
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
    document = world.frozen.document
    section = Section.objects.create(
        document=document, key="words", order=1, title=f"{CANARY} words", body=f"{CANARY} said."
    )
    Section.objects.create(
        document=document,
        key="gone",
        order=2,
        title=f"{CANARY} gone",
        removed_at=timezone.now(),
        removed_by="Business manager",
    )
    Exhibit.objects.create(
        document=document,
        key="table",
        form="table",
        title=f"{CANARY} table",
        spec={
            "rows": [{"label": "Plans", "indicator": "child_protection.open"}],
            "columns": [{"label": "2020", "period": "2020-03-31"}],
        },
    )
    StatedFigure.objects.create(
        document=document,
        key="typed",
        label=f"{CANARY} number",
        value=7,
        unit="count",
        kind="flow",
        period_code="2019-20",
        source=f"{CANARY} source",
    )
    world.comment = Comment.objects.create(
        section=section,
        text=f"{CANARY} comment",
        at=timezone.now(),
        by=world.colleague,
        office="Designated lead",
    )


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


def _draft(world: World, **parts: Any) -> Rows:
    """The draft: the same for everyone who may read one."""
    return {"draft": {"key": world.frozen.document.key, **parts}}


@rows_for(
    *("report", "report_guards", "report_figures", "report_typed", "report_typed_new"),
    *("report_exhibits", "report_exhibit_new", "report_draft", "report_differences"),
    *("report_sign", "report_signed", "report_freeze", "report_arrange", "report_section_new"),
    "report_settings",
)
def _(world: World, who: Principal) -> Rows:
    return _draft(world)


@rows_for("report_coverage")
def _(world: World, who: Principal) -> Rows:
    first = requirements(world.frozen.document)[0]
    return _draft(world, requirement=first.key)


@rows_for(
    *("report_section", "report_comment", "report_versions", "report_draft_section"),
    "report_section_remove",
)
def _(world: World, who: Principal) -> Rows:
    return _draft(world, section="words")


@rows_for("report_section_restore")
def _(world: World, who: Principal) -> Rows:
    return _draft(world, section="gone")


@rows_for("report_settle")
def _(world: World, who: Principal) -> Rows:
    return _draft(world, pk=world.comment.pk)


@rows_for("report_finding")
def _(world: World, who: Principal) -> Rows:
    return _draft(world, finding="0" * 16)


@rows_for("report_typed_change")
def _(world: World, who: Principal) -> Rows:
    return _draft(world, stated="typed")


@rows_for("report_exhibit")
def _(world: World, who: Principal) -> Rows:
    return _draft(world, exhibit="table")


@rows_for("report_draft_download")
def _(world: World, who: Principal) -> Rows:
    return _draft(world, form="csv")


@rows_for("report_edition", "report_publish")
def _(world: World, who: Principal) -> Rows:
    return _draft(world, number=1)
