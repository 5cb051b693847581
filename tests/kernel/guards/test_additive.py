"""Property: in a table that adds up, no single cell can be changed without being caught."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kith.kernel.guards import Column, Dossier, Row, Stated, check, table
from kith.kernel.periods import parse_period
from tests.kernel.guards.making import YEAR, stated

CELLS = st.lists(st.lists(st.integers(0, 5000), min_size=3, max_size=3), min_size=1, max_size=12)
COLUMNS = (
    Column("before", period=parse_period("2018-19"), measure="things.counted"),
    Column("now", period=parse_period("2019-20"), measure="things.counted"),
    Column("all", measure="things.both"),
)


def _dossier(cells: list[list[int]], totals: list[int]) -> Dossier:
    rows: list[tuple[Row, list[int]]] = [(Row(f"r{n}"), line) for n, line in enumerate(cells)]
    figures: list[Stated] = [
        stated(f"total_{column.key}", total) for column, total in zip(COLUMNS, totals, strict=True)
    ]
    return Dossier(
        "A report",
        YEAR,
        figures=figures,
        tables=(
            table("t", COLUMNS, rows, totals={c.key: f"total_{c.key}" for c in COLUMNS}),  # type: ignore[arg-type]
        ),
    )


@settings(max_examples=500, deadline=None)
@given(cells=CELLS, data=st.data())
def test_any_single_cell_changed_is_caught(cells: list[list[int]], data: st.DataObject) -> None:
    totals = [sum(line[column] for line in cells) for column in range(3)]
    true = _dossier(cells, totals)
    assert check(true).findings == ()
    row = data.draw(st.integers(0, len(cells)))
    column = data.draw(st.integers(0, 2))
    now = totals[column] if row == len(cells) else cells[row][column]
    new = data.draw(st.integers(0, 60000).filter(lambda value: value != now))
    changed, wrong = [list(line) for line in cells], list(totals)
    if row == len(cells):
        wrong[column] = new
    else:
        changed[row][column] = new
    (finding,) = check(_dossier(changed, wrong)).findings
    assert finding.rule == "parts_total"
    assert f"total_{COLUMNS[column].key}" in finding.refs
    assert len(check(_dossier(changed, wrong)).passes) == len(check(true).passes) - 1


@settings(max_examples=200, deadline=None)
@given(cells=CELLS, data=st.data())
def test_a_hidden_cell_is_neither_a_false_alarm_nor_a_hiding_place(
    cells: list[list[int]], data: st.DataObject
) -> None:
    from kith.kernel.figures import Code
    from kith.kernel.guards import PartsTotal

    hidden = data.draw(st.integers(1, 5))
    parts = [stated(f"p{n}", line[0]) for n, line in enumerate(cells)]
    whole = sum(line[0] for line in cells) + hidden
    secret = Stated("secret", code=Code.SUPPRESSED)
    claim = PartsTotal(total="whole", parts=("secret", *(part.id for part in parts)))

    def findings(total: int) -> int:
        figures = [*parts, secret, stated("whole", total)]
        return len(check(Dossier("A report", YEAR, figures=figures, claims=[claim])).findings)

    assert findings(whole) == 0
    assert findings(whole + 6) == 1
    assert findings(whole - hidden) == 1
