"""What web pages draw beside numbers: bars, trends and dots in tables, and the cover."""

import re

import pytest

from kith.foundation.access import Actor
from kith.foundation.publications import model, small_drawings, web
from kith.foundation.publications.models import Document
from tests.foundation.publications.making import client, edition
from tests.foundation.publications.renderers.sample import sample

NUMBER = re.compile(r"(\d+(?:\.\d+)?)")


def table(*cells: model.Cell, drawn: str, axis: model.Axis | None = None) -> str:
    columns = (model.Column("Who"), model.Column("Shown", drawn=drawn, axis=axis))  # type: ignore[arg-type]
    rows = tuple(model.Row((model.Cell(f"Row {n}"), c)) for n, c in enumerate(cells))
    return str(web.blocks([model.TableBlock("t", "Table 1", "All", columns, rows)], web.Page()))


def test_a_bar_is_as_long_as_its_share_of_the_longest() -> None:
    widths = [
        float(w)
        for w in re.findall(r'<rect width="([\d.]+)"', table(*_bars(1.0, 0.5, 0.0), drawn="bar"))
    ]
    assert widths == [150.0, 75.0, 0.6]


def _bars(*shares: float) -> list[model.Cell]:
    return [model.Cell(bar=share) for share in shares]


def test_a_shorter_series_keeps_to_the_right() -> None:
    page = table(model.Cell(spark=(1, 2, 3, 4)), model.Cell(spark=(3, 4)), drawn="spark")
    long, short = (
        [float(p.split(",")[0]) for p in points.split()]
        for points in re.findall(r'points="([^"]+)"', page)
    )
    assert long[-2:] == short


def test_dots_of_a_column_stand_on_one_scale_whether_or_not_it_has_one_of_its_own() -> None:
    cells = [model.Cell(dot=model.Dot(v, v - 5, v + 5)) for v in (50.0, 95.0)]
    low, high = re.findall(r'<circle cx="([\d.]+)"', table(*cells, drawn="dot"))
    assert float(low) == pytest.approx(95, abs=0.1)
    assert float(low) < float(high) < small_drawings.WIDTH["dot"] - 5
    given = table(*cells, drawn="dot", axis=model.Axis(top=200, step=50, at=60))
    assert "stroke-dasharray" in given
    assert float(re.findall(r'<circle cx="([\d.]+)"', given)[0]) == pytest.approx(50, abs=0.1)


def test_marks_are_silent_and_carry_no_style() -> None:
    for page in (
        table(*_bars(0.3), drawn="bar"),
        table(model.Cell(spark=(1.0,)), drawn="spark"),
        table(model.Cell(dot=model.Dot(3, kind="country")), drawn="dot"),
    ):
        assert 'aria-hidden="true"' in page
        assert "style=" not in page


def test_a_column_in_which_nothing_is_drawn_is_left_out_and_a_hidden_cell_says_so() -> None:
    assert "Shown" not in table(model.Cell(), drawn="bar")
    page = table(*_bars(0.3), model.Cell("hidden"), drawn="bar")
    assert '<td class="k-drawncell">hidden</td>' in page


def test_the_cover_is_light_has_a_dot_for_each_and_says_what_it_shows() -> None:
    dots = model.CoverDots(463, 108, (model.Text("Each dot is one child."),), 'Dots, "463"')
    drawn = str(web.cover(dots))
    inner, outer = re.findall(r' d="([^"]+)"', drawn)
    assert (inner.count("M"), outer.count("M")) == (355, 108)
    assert len(drawn) < 40_000
    assert 'aria-label="Dots, &quot;463&quot;"' in drawn
    assert "Each dot is one child." in drawn
    assert web.cover(None) == ""


def test_every_table_of_a_publication_can_be_drawn() -> None:
    for block in model.tables(sample()):
        page = str(web.blocks([block], web.Page()))
        drawn = sum(bool(c.drawn) for c in block.columns)
        assert page.count('<th scope="col" class="k-drawncell"') <= drawn


@pytest.mark.django_db
def test_the_public_contents_and_the_draft_show_the_cover(
    document: Document, people: dict[str, Actor]
) -> None:
    document.cover = {
        "indicator": "child_protection.open",
        "now": "2020-03-31",
        "before": "2019-03-31",
        "caption": "{now} children.",
        "alt": "{now} dots.",
    }
    document.save()
    edition(document, people)
    browser = client(people["agency_lead"])
    for address in ("/reports/report/1/", "/writing/report/draft/"):
        assert 'aria-label="463 dots."' in browser.get(address).content.decode()


@pytest.mark.django_db
def test_a_figure_of_a_draft_opens_as_the_published_one_does_and_is_not_signed(
    document: Document, people: dict[str, Actor]
) -> None:
    browser = client(people["agency_lead"])
    plans = "/writing/report/draft/sections/plans/"
    closed = browser.get(plans).content.decode()
    assert 'href="?figure=A1#figure"' in closed
    assert 'id="figure"' not in closed
    opened = browser.get(plans + "?figure=A2").content.decode()
    assert opened.count('id="figure"') == 1
    assert "463 − 355" in opened
    assert "Not signed yet: this is a draft." in opened
    assert 'id="figure"' not in browser.get(plans + "?figure=A99").content.decode()
    cell = browser.get("/writing/report/draft/sections/contacts/?figure=T1.2.1").content.decode()
    assert "Why it is hidden" in cell
