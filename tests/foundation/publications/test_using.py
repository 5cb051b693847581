"""From a value to the published figures that are made from it."""

from django.utils import timezone

from kith.foundation.indicators import Want
from kith.foundation.publications.models import Document, Edition, EditionFigure
from kith.foundation.publications.using import made_from, published_using, wants_in


def published(number: int = 1, *keys: str, key: str = "report", out: bool = True) -> Edition:
    """An edition with figures of these lasting names."""
    document, _ = Document.objects.get_or_create(
        key=key, defaults={"title": f"The {key}", "period_code": "2019-20", "rulebook": "WT2018"}
    )
    now = timezone.now()
    made = Edition.objects.create(
        document=document,
        number=number,
        content="{}",
        digest=f"{key}{number}",
        note="Corrected." if number > 1 else "",
        frozen_at=now,
        frozen_by="Manager",
        **({"published_at": now, "published_by": "Manager"} if out else {}),
    )
    for place, name in enumerate(keys, 1):
        EditionFigure.objects.create(
            edition=made, mark=f"A{place}", key=name, title=f"Figure {name}", shown="12", figure={}
        )
    return made


def test_a_lasting_name_says_what_was_asked_for() -> None:
    assert wants_in("missing.episodes:2019-20") == [Want("missing.episodes", "2019-20")]
    assert wants_in("stated|budget") == []
    assert wants_in("change|missing.episodes:2018-19|missing.episodes:2019-20") == [
        Want("missing.episodes", "2018-19"),
        Want("missing.episodes", "2019-20"),
    ]
    east, west = (Want("missing.looked_after", "2019-20", "", part) for part in ("e", "w"))
    key = "missing.looked_after:2019-20::e+missing.looked_after:2019-20::w"
    assert wants_in(key) == [east, west]


def test_a_share_of_a_part_is_made_from_the_whole_as_well() -> None:
    assert Want("missing.looked_after", "2019-20") in wants_in(
        "missing.looked_after:2019-20::e|share"
    )


def test_a_rate_is_made_from_its_count(db: None) -> None:
    found = made_from("child_protection.open_rate:2020-03-31:E06000035")
    assert Want("child_protection.open", "2020-03-31", "E06000035") in found


def test_a_name_of_something_forgotten_stops_nothing(db: None) -> None:
    assert made_from("no.such_thing:2019-20") == {Want("no.such_thing", "2019-20")}


def test_only_the_newest_published_edition_of_each_document_is_asked(db: None) -> None:
    key = "missing.episodes:2019-20"
    published(1, key)
    published(2, key, "missing.children:2019-20")
    published(3, key, out=False)
    published(1, key, key="pack")
    found = published_using([Want("missing.episodes", "2019-20")])
    assert [(one.document, one.edition) for one in found] == [("The report", 2), ("The pack", 1)]
    assert found[0].url == "/reports/report/2/figures/A1/"


def test_a_value_of_an_area_is_not_the_partnerships_own(db: None) -> None:
    published(1, "missing.episodes:2019-20:E06000035")
    assert published_using([Want("missing.episodes", "2019-20")]) == []
