"""Small official files, made in the layout of the real ones."""

import csv
import io

from kith.foundation.access import Actor
from kith.modules.official_statistics.importing import Outcome, import_files
from tests.foundation.indicators.making import TODAY

SYSTEM = Actor.system("test", TODAY)
IDENTITY = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,"
    "region_name,old_la_code,new_la_code,la_name"
)
ENGLAND = "Reporting year,National,E92000001,England,,,,,"
SOUTH_EAST = "Reporting year,Regional,E92000001,England,E12000008,South East,,,"
MEDWAY = (
    "Reporting year,Local authority,E92000001,England,E12000008,South East,887,E06000035,Medway"
)
NAME = "d3_cpps_subsequent_plan_2020.csv"
HEADER = f"{IDENTITY},category,CPP_start,CPP_subsequent,CPP_subsequent_percent"


def plans(medway: str = "583,127,21.8", year: str = "2020", extra: str = "") -> bytes:
    """Plans started: England, the South East and Medway, for one year."""
    rows = [
        HEADER,
        f"{year},{ENGLAND},Plans,66380,14560,21.9",
        f"{year},{SOUTH_EAST},Plans,11130,2600,23.4",
        f"{year},{MEDWAY},Plans,{medway}",
    ]
    return ("\n".join(rows) + "\n" + extra).encode()


def bring_in(*files: tuple[str, bytes]) -> list[Outcome]:
    found: list[Outcome] = import_files(files=files, by=SYSTEM)
    return found


def tidy(*rows: dict[str, str]) -> bytes:
    """Kith's own layout, with what a row leaves out left blank."""
    columns = (
        "indicator,breakdown,area_code,area_name,area_number,region_code,period,value,numerator,"
        "denominator,source,reference"
    ).split(",")
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()
