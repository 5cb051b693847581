"""The command: its exit statuses, its two forms of output, and the schema of the format."""

import csv
import json
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import jsonschema
import pytest
import yaml

from kith.check.folder import read_folder
from kith.check.schema import as_file, claims_schema
from kith.cli import main
from kith.kernel.figures import rounded
from kith.kernel.guards import RULES
from tests.check.making import CLAIMS, FIGURES, folder
from tests.paths import OFFICIAL_DATA, ROOT, needs_official_data

EXAMPLE = ROOT / "kith" / "content" / "example" / "published-2019-20"
SCHEMA = ROOT / "kith" / "content" / "schemas" / "claims.schema.json"
WRONG = FIGURES.replace(",110,", ",130,")

# The area itself, England and the South East.
NOT_NEIGHBOURS = ("E06000035", "E92000001", "E12000008")

Out = pytest.CaptureFixture[str]


def test_a_clean_folder_gives_0_and_tells_what_passed(tmp_path: Path, capsys: Out) -> None:
    assert main(["check", str(folder(tmp_path))]) == 0
    told = capsys.readouterr().out
    assert "100 + 60 − 50 = 110 [stock_flow]" in told
    assert told.endswith("0 errors, 0 warnings, 0 notes; 6 checks passed.\n")


def test_errors_give_1_and_stand_under_their_place(tmp_path: Path, capsys: Out) -> None:
    assert main(["check", str(folder(tmp_path, figures_csv=WRONG)), "--no-passes"]) == 1
    told = capsys.readouterr().out
    assert "\n1.2\n  ERROR  Opening, starts, ends and closing [stock_flow]\n" in told
    assert "Checks that passed" not in told


def test_a_folder_that_cannot_be_read_gives_2(tmp_path: Path, capsys: Out) -> None:
    assert main(["check", str(folder(tmp_path, figures_csv="id\n"))]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "figures.csv, line 1, column “place”" in told.err


def test_the_machine_form_has_the_same_findings(tmp_path: Path, capsys: Out) -> None:
    assert main(["check", str(folder(tmp_path, figures_csv=WRONG)), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["counts"]["error"] == len([e for e in told["findings"] if e["severity"] == "error"])
    (finding,) = [each for each in told["findings"] if each["rule"] == "stock_flow"]
    assert finding["repairs"][0]["figure"] == "before"
    assert told["rules"] == list(RULES)


def test_the_machine_form_of_problems(tmp_path: Path, capsys: Out) -> None:
    assert main(["check", str(tmp_path / "nowhere"), "--json"]) == 2
    assert "no such folder" in json.loads(capsys.readouterr().out)["problems"][0]["text"]


def test_one_rule_may_be_asked_alone(tmp_path: Path, capsys: Out) -> None:
    at = str(folder(tmp_path, figures_csv=WRONG))
    assert main(["check", at, "--rule", "dates"]) == 0
    assert main(["check", at, "--rule", "stock_flow"]) == 1
    assert main(["check", at, "--rule", "stocks"]) == 2
    assert "no rule “stocks”" in capsys.readouterr().err


def test_a_rule_left_out_is_told_with_its_reason(tmp_path: Path, capsys: Out) -> None:
    text = (
        "title: A report\nperiod: 2019-20\n"
        "without: [{rule: stock_flow, why: the year was cut short}]\n"
    )
    at = str(folder(tmp_path, figures_csv=WRONG, publication_yaml=text))
    main(["check", at])
    told = capsys.readouterr().out
    assert "stock_flow], because the year was cut short" in told
    assert "ERROR" not in told


def test_the_rules_are_listed(capsys: Out) -> None:
    assert main(["rules"]) == 0
    told = capsys.readouterr().out
    assert all(f"{key}: {rule.title}" in told for key, rule in RULES.items())
    assert main(["rules", "--json"]) == 0
    assert [each["key"] for each in json.loads(capsys.readouterr().out)] == list(RULES)


def test_it_runs_without_django(tmp_path: Path) -> None:
    code = (
        "import sys; from kith.cli import main; status = main(['check', sys.argv[1]]); "
        "sys.exit(9 if any(m.split('.')[0] in ('django', 'sqlite3') for m in sys.modules) "
        "else status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder(tmp_path))], cwd=ROOT, capture_output=True
    )
    assert done.returncode == 0, done.stderr


def test_a_reader_that_leaves_early_gets_no_traceback(tmp_path: Path) -> None:
    run = f"{sys.executable} -m kith check {EXAMPLE} | head -1"
    done = subprocess.run(run, shell=True, cwd=ROOT, capture_output=True, text=True)
    assert done.stderr == ""
    assert done.stdout.startswith("Yearly report 2019-20")


def test_the_schema_is_the_one_written_from_the_claims() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == as_file()


def test_the_example_and_the_test_folder_keep_the_schema() -> None:
    validator = jsonschema.Draft202012Validator(claims_schema())
    for text in ((EXAMPLE / "claims.yaml").read_text(encoding="utf-8"), CLAIMS):
        claims = yaml.load(text, Loader=_Dates)
        assert list(validator.iter_errors(claims)) == []


def test_the_schema_refuses_what_the_reader_refuses() -> None:
    validator = jsonschema.Draft202012Validator(claims_schema())
    assert not validator.is_valid([{"claim": "stock_flow", "opening": "a"}])
    assert not validator.is_valid([{"claim": "sums"}])
    assert not validator.is_valid([{"claim": "event", "what": "x", "dates": []}])


class _Dates(yaml.SafeLoader):
    """Reads dates as text, as editors that check YAML against JSON schemas do."""


_Dates.yaml_implicit_resolvers = {
    sign: [pair for pair in pairs if "timestamp" not in pair[0]]
    for sign, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def test_official_rates_of_the_example_are_their_counts_over_their_populations() -> None:
    rates = [each for each in read_folder(EXAMPLE).dossier.official if each.denominator]
    assert len(rates) > 50
    for each in rates:
        assert each.numerator is not None
        assert each.denominator is not None
        times = 100 if each.unit == "percent" else each.per
        exact = Fraction(each.numerator) * times / Fraction(each.denominator)
        assert rounded(exact, 1) == each.value, each.id


@pytest.mark.parametrize("measure", ["open_rate", "starts_rate"])
@pytest.mark.parametrize("year", ["2019", "2020"])
def test_the_neighbours_mean_is_the_mean_of_the_ten(measure: str, year: str) -> None:
    dossier = read_folder(EXAMPLE).dossier
    mean = dossier.figure(f"official_{measure}_neighbours_{year}")
    ten = [
        Fraction(each.numerator or 0) * each.per / Fraction(each.denominator or 1)
        for each in dossier.official
        if (each.measure, each.period) == (mean.measure, mean.period)
        and each.area not in (*NOT_NEIGHBOURS, mean.area)
    ]
    assert len(ten) == 10
    assert rounded(sum(ten, Fraction(0)) / 10, 1) == mean.value


@needs_official_data
@pytest.mark.parametrize(
    ("file", "column", "measure"),
    [
        ("d5_cpps_at31march_by_duration_2013_to_2025.csv", "CPP_At31", "child_protection.open"),
        ("d3_cpps_subsequent_plan_2013_to_2025.csv", "CPP_start", "child_protection.starts"),
        (
            "ons_mid-year_population_estimates_2012_to_2024.csv",
            "population_estimate",
            "population.children",
        ),
    ],
)
def test_official_counts_of_the_example_are_those_of_the_files(
    file: str, column: str, measure: str
) -> None:
    with (OFFICIAL_DATA / file).open(encoding="utf-8-sig", newline="") as opened:
        held = {}
        for row in csv.DictReader(opened):
            area = row["new_la_code"] or row["region_code"] or row["country_code"]
            held[area, row["time_period"]] = row[column]
    ours = [each for each in read_folder(EXAMPLE).dossier.official if each.measure == measure]
    assert ours
    for each in ours:
        assert each.period is not None
        assert Decimal(held[each.area, str(each.period.ends_on.year)]) == each.value, each.id
