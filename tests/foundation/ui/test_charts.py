"""Charts: what they say, what they may not draw, and where they put it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.foundation.ui import charts as c
from kith.foundation.ui import examples
from tests.foundation.ui import geometry

FORMS = (c.FULL, c.WIDE, c.HALF, c.NARROW, c.PRINT)
EVERY = (*examples.CHARTS, examples.SPARK)
HOSTILE = '<script>alert("1")</script>&'

values = st.floats(min_value=0, max_value=5000).map(lambda v: round(v, 1))
names = st.text(st.characters(codec="ascii", categories=("L", "N", "Zs")), min_size=1, max_size=24)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.name}-{form.width}")
@pytest.mark.parametrize("spec", EVERY, ids=lambda spec: type(spec).__name__)
def test_an_example_chart_stays_on_its_sheet_and_its_words_apart(
    spec: c.Chart, form: c.Form
) -> None:
    sheet = geometry.read(c.draw(spec, form))
    assert geometry.outside(sheet) == []
    assert geometry.clashes(sheet) == []


@pytest.mark.parametrize("spec", EVERY, ids=lambda spec: type(spec).__name__)
def test_a_chart_carries_no_style_no_script_and_names_itself(spec: c.Chart) -> None:
    svg = c.draw(spec)
    root = geometry.read(svg).root
    ids = [node.attrib["id"] for node in root.iter() if "id" in node.attrib]
    assert len(ids) == len(set(ids))
    assert root.attrib["role"] == "img"
    assert set(root.attrib["aria-labelledby"].split()) <= set(ids)
    assert all("style" not in node.attrib for node in root.iter())
    assert not [n for n in root.iter() if n.tag.endswith(("style", "script", "image", "use"))]


@pytest.mark.parametrize("spec", EVERY, ids=lambda spec: type(spec).__name__)
def test_a_chart_gives_its_numbers_as_rows_of_one_width_and_as_a_sentence(spec: c.Chart) -> None:
    header, rows = spec.table()
    assert rows
    assert {len(row) for row in rows} == {len(header)}
    assert any(character.isdigit() for character in spec.alt())


@pytest.mark.parametrize("spec", examples.CHARTS, ids=lambda spec: type(spec).__name__)
def test_every_title_of_the_gallery_states_a_finding(spec: c.Chart) -> None:
    assert c.title_fault(spec.title) == ""


@pytest.mark.parametrize(
    "title",
    ["Children", "Number of children by age and sex", "Chart of referrals", "Referrals by agency"],
)
def test_a_title_that_names_only_the_topic_is_a_fault(title: str) -> None:
    assert c.title_fault(title)


def test_a_script_in_a_label_is_words() -> None:
    spec = c.BarChart(HOSTILE, (c.Bar(HOSTILE, c.Point(3)),), measure=HOSTILE)
    svg = c.draw(spec)
    assert "<script" not in svg
    assert "&lt;script&gt;" in svg


def test_the_same_spec_gives_the_same_text() -> None:
    assert c.draw(examples.MONEY) == c.draw(examples.MONEY)
    assert c.draw(examples.MONEY, c.NARROW) != c.draw(examples.MONEY)


def test_a_suppressed_point_is_a_marked_gap_and_never_a_nought() -> None:
    line = c.Series("Few", c.points((9, "c", 12)))
    spec = c.LineChart("Few fell and rose", ("2018", "2019", "2020"), (line,))
    svg = c.draw(spec)
    assert ">c</text>" in svg
    assert "<polyline" not in svg
    assert spec.table()[1][1] == ("2019", "c")
    assert "1 not shown" in spec.alt()


def test_bars_start_at_nought_and_are_as_long_as_their_values() -> None:
    spec = c.BarChart("One is twice the other", (c.Bar("a", c.Point(50)), c.Bar("b", c.Point(25))))
    root = geometry.read(c.draw(spec)).root
    wide = [float(n.attrib["width"]) for n in root.iter() if n.tag.endswith("rect")]
    assert wide[0] == pytest.approx(2 * wide[1], abs=0.2)


def test_a_flow_that_does_not_close_is_refused_with_its_sum() -> None:
    with pytest.raises(ValueError, match="the parts come to 488, the closing value is 463"):
        c.Waterfall(
            "It does not close",
            c.Flow("Opening", c.Point(379)),
            (c.Flow("Started", c.Point(585)), c.Flow("Ended", c.Point(-476))),
            c.Flow("Closing", c.Point(463)),
        )


def test_squares_are_refused_from_twenty_on() -> None:
    with pytest.raises(ValueError, match="fewer than 20"):
        c.CountSquares("Too many", (c.Few("Files", 12, 20),))


def test_a_line_chart_has_at_most_four_series() -> None:
    with pytest.raises(ValueError, match="one to four"):
        c.LineChart("Five", ("2020",), tuple(c.Series(str(i), c.points((1,))) for i in range(5)))


def test_dots_are_sorted_and_the_area_is_named_with_its_place() -> None:
    shown = [dot.label for dot in examples.NEIGHBOURS.sorted]
    assert shown[:2] == ["Rotherham", "Medway"]
    assert "Medway is 2 of 14" in examples.NEIGHBOURS.alt()


def test_signals_are_diamonds_and_said_in_words() -> None:
    header, rows = examples.PLANS.table()
    assert header[2] == "Reading"
    assert [row[2] for row in rows].count("signal") == 12
    assert "12 of 24 points are signals" in examples.PLANS.alt()


@st.composite
def lines(draw: st.DrawFn) -> c.LineChart:
    """Line charts of any shape, with gaps."""
    periods = tuple(str(year) for year in range(2000, 2000 + draw(st.integers(1, 24))))
    point = st.one_of(values, st.just("c"))
    series = tuple(
        c.Series(
            draw(names),
            c.points(draw(st.lists(point, min_size=len(periods), max_size=len(periods)))),
        )
        for _ in range(draw(st.integers(1, 4)))
    )
    return c.LineChart("It rose", periods, series, from_zero=draw(st.booleans()))


@given(lines(), st.sampled_from(FORMS))
def test_any_line_chart_stays_on_its_sheet_with_its_labels_apart(
    spec: c.LineChart, form: c.Form
) -> None:
    sheet = geometry.read(c.draw(spec, form))
    assert geometry.outside(sheet) == []
    assert geometry.clashes(sheet) == []


@given(st.lists(st.tuples(names, values), min_size=1, max_size=12), st.sampled_from(FORMS))
def test_any_bar_chart_stays_on_its_sheet_with_its_labels_apart(
    rows: list[tuple[str, float]], form: c.Form
) -> None:
    bars = tuple(c.Bar(name, c.Point(value), f"{value}%") for name, value in rows)
    sheet = geometry.read(c.draw(c.BarChart("It rose", bars), form))
    assert geometry.outside(sheet) == []
    assert geometry.clashes(sheet) == []


@given(st.lists(st.tuples(names, values, values), min_size=1, max_size=20), st.sampled_from(FORMS))
def test_any_dots_stay_on_their_sheet_with_their_labels_apart(
    rows: list[tuple[str, float, float]], form: c.Form
) -> None:
    dots = tuple(
        c.Dot(name, value, max(0, value - half), value + half) for name, value, half in rows
    )
    sheet = geometry.read(c.draw(c.DotChart("It rose", dots), form))
    assert geometry.outside(sheet) == []
    assert geometry.clashes(sheet) == []


@given(st.integers(0, 900), st.integers(0, 900), st.data(), st.sampled_from(FORMS))
def test_any_stock_and_flow_stays_on_its_sheet(
    opening: int, starts: int, data: st.DataObject, form: c.Form
) -> None:
    ends = data.draw(st.integers(0, opening + starts))
    spec = c.Waterfall(
        "The year closes",
        c.Flow("With a plan, 31 March 2019", c.Point(opening)),
        (c.Flow("Started", c.Point(starts)), c.Flow("Ended", c.Point(-ends, str(ends)))),
        c.Flow("With a plan, 31 March 2020", c.Point(opening + starts - ends)),
    )
    sheet = geometry.read(c.draw(spec, form))
    assert geometry.outside(sheet) == []
    assert geometry.clashes(sheet) == []
