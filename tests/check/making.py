"""A small, right folder in the open format, for tests to spoil."""

from pathlib import Path

HEADER = (
    "id,place,label,measure,kind,unit,area,group,period,value,numerator,denominator,places,source\n"
)
FIGURES = (
    HEADER
    + "open,1.1,Open,plans.open,stock,count,E1,,2020-03-31,110,,,,our count\n"
    + "before,1.1,Open before,plans.open,stock,count,E1,,2019-03-31,100,,,,our count\n"
    + "starts,1.2,Started,plans.starts,flow,count,E1,,2019-20,60,,,,our count\n"
    + "ends,1.2,Ended,plans.ends,flow,count,E1,,2019-20,50,,,,our count\n"
    + "total,2.1,Delegates,training.delegates,flow,count,E1,,2019-20,30,,,,our count\n"
)
CLAIMS = """\
- claim: stock_flow
  id: closes
  place: "1.2"
  opening: before
  starts: starts
  ends: ends
  closing: open
- claim: event
  what: The launch
  dates: [{when: 2020-01-24, place: "1.10"}]
"""
TABLE = """\
title: Delegates by course
place: "2.1"
columns:
  now: {label: 2019-20, period: 2019-20, measure: training.delegates, unit: count, kind: flow}
totals: {now: total}
"""
FILES = {
    "publication.yaml": "title: A report\nperiod: 2019-20\npublished_on: 2020-11\n",
    "figures.csv": FIGURES,
    "official.csv": HEADER + "gov,,Open,plans.open,stock,count,E1,,2020-03-31,110,,,,government\n",
    "claims.yaml": CLAIMS,
    "tables/courses.yaml": TABLE,
    "tables/courses.csv": "row,label,group,now\nfirst,First aid,,10\nlast,Last aid,,20\n",
}


def folder(at: Path, **changed: str | bytes | None) -> Path:
    """Writes the folder, with files changed or (None) left out; `tables__x` is tables/x."""
    names = {name.replace("/", "__").replace(".", "_"): name for name in FILES}
    for key, name in names.items():
        content: str | bytes | None = changed.get(key, FILES[name])
        if content is None:
            continue
        path = at / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content, encoding="utf-8")
    return at
