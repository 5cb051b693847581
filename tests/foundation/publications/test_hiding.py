"""A hidden number stays hidden, whatever else the publication prints."""

import pytest

from kith.foundation.access import Actor
from kith.foundation.indicators import Want
from kith.foundation.indicators.models import Observation
from kith.foundation.publications import hiding
from kith.foundation.publications.building import Draft, build
from kith.foundation.publications.models import Document
from kith.kernel.figures import Figure, Kind, Polarity, Ratio, Unit
from kith.kernel.periods import parse_period
from kith.kernel.refusals import Refused
from tests.foundation.indicators.making import put
from tests.foundation.publications.making import RECORDS, edition, typed

pytestmark = pytest.mark.django_db


def plan(document: Document, **spec: object) -> Draft:
    """The draft with its only protected table made otherwise."""
    exhibit = document.exhibits.get(key="contacts")
    exhibit.spec = {"base": {"indicator": "lado.contacts", "period": "2019-20"}, **spec}
    exhibit.save()
    return build(document)


def printed(draft: Draft, column: int = 0) -> list[str]:
    filled = draft.tables["contacts"]
    found = (filled.at(row, column) for row in range(len(filled.grid.rows)))
    return ["" if answer is None else answer.text for answer in found]


ROWS = [
    {"label": "Police", "by": "police"},
    {"label": "Faith groups", "by": "faith"},
    {"label": "Council", "by": "council"},
]


def test_a_total_in_a_sentence_counts_as_the_total_of_the_table(document: Document) -> None:
    section = document.sections.get(key="plans")
    section.body += '\n\nThere were {{ figure "lado.contacts" "2019-20" }} contacts.'
    section.save()
    draft = plan(document, columns=[{"label": "2019-20"}], rows=ROWS)
    assert printed(draft).count("c") == 2


def test_a_share_tells_its_whole_so_the_whole_counts_as_printed(document: Document) -> None:
    columns = [{"label": "Contacts"}, {"label": "Share", "show": "share"}]
    draft = plan(document, columns=columns, rows=ROWS)
    assert printed(draft).count("c") == 2
    assert printed(draft, 1).count("c") == 2


def test_all_but_a_few_is_as_telling_as_a_few(monkeypatch: pytest.MonkeyPatch) -> None:
    want = Want("audits.grade", "2019-20")
    figure = Figure(
        **{"indicator": want.indicator, "title": "Good", "area": "", "area_name": ""},
        **{"period": parse_period("2019-20"), "kind": Kind.FLOW, "unit": Unit.PERCENT},
        **{"polarity": Polarity.HIGH, "value": Ratio(61, 63), "source": RECORDS},
    )
    monkeypatch.setattr(hiding, "_protected", lambda want, figure: True)
    hidden, recovered = hiding.hide({want: figure}, [], [(want,)])
    assert hidden == {(want,)}
    assert recovered == []


def test_what_opens_starts_ends_and_closes_gives_none_of_them_away(document: Document) -> None:
    put("child_deaths.outstanding", "2019-03-31", "12", area="", source=RECORDS)
    put("child_deaths.notified", "2019-20", "20", area="", source=RECORDS)
    put("missing.episodes", "2019-20", "29", area="", source=RECORDS)
    put("child_deaths.outstanding", "2020-03-31", "3", area="", source=RECORDS)
    draft = plan(
        document,
        draw="flow",
        columns=[{"label": "Deaths"}],
        rows=[
            {"label": "Waiting", "indicator": "child_deaths.outstanding", "period": "2019-03-31"},
            {"label": "Notified", "indicator": "child_deaths.notified"},
            {"label": "Reviewed", "indicator": "missing.episodes"},
            {"label": "Left", "indicator": "child_deaths.outstanding", "period": "2020-03-31"},
        ],
    )
    assert printed(draft).count("c") >= 2
    assert draft.recovered == []


def test_a_part_that_nobody_gave_does_not_undo_the_total(document: Document) -> None:
    rows = [*ROWS, {"label": "Health", "by": "health"}, {"label": "All", "total": True}]
    draft = plan(document, columns=[{"label": "2019-20"}], rows=rows)
    assert "-" in printed(draft)
    assert printed(draft).count("c") == 2


def test_what_an_edition_hid_the_next_one_does_not_show(
    document: Document, people: dict[str, Actor]
) -> None:
    edition(document, people)
    before = printed(build(document))
    assert before.count("c") == 2
    row = Observation.objects.get(series__breakdown="faith", current=True)
    Observation.objects.filter(pk=row.pk).update(value=9)
    whole = Observation.objects.get(
        series__indicator__key="lado.contacts", series__breakdown="", current=True
    )
    Observation.objects.filter(pk=whole.pk).update(value=104)
    after = printed(build(document))
    assert [n for n, text in enumerate(after) if text == "c"] == [
        n for n, text in enumerate(before) if text == "c"
    ]
    assert after[-1] == "104"


def test_where_nothing_protects_a_number_all_are_hidden_and_every_page_still_opens(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object) -> None:
        raise Refused("Nothing can protect it.")

    monkeypatch.setattr(hiding, "suppress", refuse)
    draft = build(document)
    assert set(printed(draft)) == {"c"}
    assert [p.where for p in draft.problems] == ["disclosure"]


def test_a_hidden_number_stands_on_no_cover(document: Document) -> None:
    put("missing.children", "2018-19", "3", area="", source=RECORDS)
    put("missing.children", "2019-20", "40", area="", source=RECORDS)
    section = document.sections.get(key="plans")
    for year in ("2018-19", "2019-20"):
        section.body += f'\n\nIt was {{{{ figure "missing.children" "{year}" }}}}.'
    section.save()
    document.area = ""
    document.cover = {
        **{"indicator": "missing.children", "before": "2018-19", "now": "2019-20"},
        **{"caption": "{now} now, {before} then.", "alt": "{now} dots, {more} more."},
    }
    document.save()
    draft = build(document)
    assert draft.doc.cover is None
    assert [p.where for p in draft.problems] == ["cover"]


def test_a_typed_number_of_a_few_people_cannot_be_printed(document: Document) -> None:
    few = {"area": "", "indicator": "lado.contacts", "source": "Records"}
    typed(document, "3", **few)
    draft = build(document)
    assert ["1 to 5" in p.message for p in draft.problems] == [True]  # and so it cannot be frozen
    assert "3" not in {row.shown for row in draft.doc.figures}


def test_typing_the_number_that_is_hidden_does_not_print_it(document: Document) -> None:
    put("missing.children", "2019-20", "4", area="", source=RECORDS)
    typed(document, "4", area="", indicator="missing.children", label="Children missing")
    draft = build(document)
    assert all(row.shown != "4" for row in draft.doc.figures)
