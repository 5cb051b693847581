"""Bad input: each file that cannot be read says which, on which line, and what to do."""

import io
import zipfile
from pathlib import Path

import pytest

from kith.check.files import MOST_ROWS
from kith.check.folder import read_folder
from kith.check.problems import Problem, Unreadable
from tests.check.making import CLAIMS, FIGURES, FILES, HEADER, TABLE, folder

ROW = "a,1.1,Label,plans.open,stock,count,E1,,2020-03-31,{},,,,us\n"


def problems(at: Path, **changed: str | bytes | None) -> list[Problem]:
    """What is wrong with the folder."""
    with pytest.raises(Unreadable) as caught:
        read_folder(folder(at, **changed))
    return caught.value.problems


def only(at: Path, **changed: str | bytes | None) -> Problem:
    """The one thing wrong with the folder."""
    (problem,) = problems(at, **changed)
    return problem


def test_the_folder_that_is_spoilt_here_is_right(tmp_path: Path) -> None:
    dossier = read_folder(folder(tmp_path)).dossier
    assert (len(dossier.figures), len(dossier.claims), len(dossier.tables)) == (5, 2, 1)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="no such folder"):
        read_folder(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["publication_yaml", "figures_csv", "claims_yaml"])
def test_a_file_that_is_missing_is_named(tmp_path: Path, name: str) -> None:
    problem = only(tmp_path, **{name: None})
    assert problem.file.replace(".", "_") == name
    assert "no such file" in problem.text


def test_official_figures_and_tables_may_be_left_out(tmp_path: Path) -> None:
    without = {"official_csv": None, "tables__courses_csv": None, "tables__courses_yaml": None}
    assert read_folder(folder(tmp_path, **without)).dossier.official == ()


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    problem = only(
        tmp_path, figures_csv=FIGURES.replace("period,", "date,", 1).replace("date,", "")
    )
    assert (problem.file, problem.line, problem.column) == ("figures.csv", 1, "period")


def test_a_column_that_is_not_known_is_named(tmp_path: Path) -> None:
    found = problems(tmp_path, figures_csv=FIGURES.replace("source\n", "sauce\n", 1))
    assert {each.column for each in found} == {"source", "sauce"}


def test_a_column_given_twice_is_named(tmp_path: Path) -> None:
    text = HEADER.replace("source", "source,source")
    assert only(tmp_path, figures_csv=text).column == "source"


def test_columns_may_come_in_any_order(tmp_path: Path) -> None:
    lines = [",".join(reversed(line.split(","))) for line in FIGURES.strip().split("\n")]
    assert len(read_folder(folder(tmp_path, figures_csv="\n".join(lines))).dossier.figures) == 5


def test_an_id_given_twice_names_both_lines(tmp_path: Path) -> None:
    problem = only(tmp_path, figures_csv=FIGURES + FIGURES.split("\n")[1] + "\n")
    assert (problem.line, problem.column) == (7, "id")
    assert "line 2" in problem.text


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("many", "neither a number nor a code"),
        ('"1,234"', "Write it as 1234"),
        ("12%", "Write it as 12"),
        ("<5", "not a number"),
        ("5*", "not a number"),
        ("1e309", "not a number"),
        ("NaN", "neither a number nor a code"),
        ("٣", "not a number"),
        ("=1+1", "is a formula"),
        ("＝1+1", "is a formula"),
        ("@SUM(A1)", "is a formula"),
        ("+7", "is a formula"),
        ("9" * 40, "not a number"),
        ("1.5", "not a whole number"),
    ],
)
def test_a_cell_that_is_no_number_is_named(tmp_path: Path, cell: str, words: str) -> None:
    problem = problems(tmp_path, figures_csv=FIGURES + ROW.format(cell))[0]
    assert (problem.file, problem.line, problem.column) == ("figures.csv", 7, "value")
    assert words in problem.text


@pytest.mark.parametrize("code", ["c", "x", "z", "k", "u", "-"])
def test_a_code_is_read_as_what_it_means(tmp_path: Path, code: str) -> None:
    figures = read_folder(folder(tmp_path, figures_csv=FIGURES + ROW.format(code))).dossier.figures
    assert figures[-1].value is None
    assert figures[-1].code == code


def test_a_blank_is_kept_as_a_blank(tmp_path: Path) -> None:
    figures = read_folder(folder(tmp_path, figures_csv=FIGURES + ROW.format(""))).dossier.figures
    assert figures[-1].blank


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        (",count,", ",counts,", "unit"),
        (",count,", ",,", "unit"),
        (",stock,", ",stocks,", "kind"),
        ("2020-03-31", "end of the year", "period"),
        (",110,,,,", ",110,,,0.5,", "places"),
        (",110,,,,", ",110,=2,,,", "numerator"),
        ("Open,", "=cmd(),", "label"),
        ("open,", "two words,", "id"),
    ],
)
def test_a_wrong_cell_is_named_by_line_and_column(
    tmp_path: Path, old: str, new: str, column: str
) -> None:
    problem = problems(tmp_path, figures_csv=FIGURES.replace(old, new, 1))[0]
    assert (problem.file, problem.line, problem.column) == ("figures.csv", 2, column)


def test_every_problem_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    text = FIGURES + ROW.format("many") + ROW.format("=2").replace("a,", "b,", 1)
    assert [each.line for each in problems(tmp_path, figures_csv=text)] == [7, 8]


def test_windows_text_is_told_by_its_line(tmp_path: Path) -> None:
    spoilt = FIGURES.replace("Started", "Café").encode("cp1252")
    problem = only(tmp_path, figures_csv=spoilt)
    assert problem.line == 4
    assert "UTF-8" in problem.text


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    marked = FIGURES.encode("utf-8-sig")
    assert len(read_folder(folder(tmp_path, figures_csv=marked)).dossier.figures) == 5


def test_utf_16_is_named(tmp_path: Path) -> None:
    assert "UTF-16" in only(tmp_path, figures_csv=FIGURES.encode("utf-16")).text


def test_a_zip_in_disguise_is_named(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("figures.csv", FIGURES)
    problem = only(tmp_path, figures_csv=packed.getvalue())
    assert "a zip file" in problem.text


def test_a_file_with_nul_bytes_is_no_text(tmp_path: Path) -> None:
    assert only(tmp_path, figures_csv=FIGURES + "\0\0").line == 7


def test_an_empty_file_says_what_it_needs(tmp_path: Path) -> None:
    assert "needs the columns id, place" in only(tmp_path, figures_csv="").text


def test_semicolons_for_commas_are_named(tmp_path: Path) -> None:
    problem = only(tmp_path, figures_csv=FIGURES.replace(",", ";"))
    assert "not separated by commas" in problem.text


def test_a_row_that_is_too_short_is_named(tmp_path: Path) -> None:
    assert only(tmp_path, figures_csv=FIGURES + "a,1.1,Label\n").line == 7


def test_a_quotation_mark_that_is_not_closed_is_named(tmp_path: Path) -> None:
    problem = only(tmp_path, figures_csv=FIGURES + 'a,1.1,"Label\n')
    assert problem.line == 7
    assert "not closed" in problem.text


def test_a_million_rows_are_refused_at_the_row_that_passes_the_limit(tmp_path: Path) -> None:
    text = HEADER + ROW.format(5) * 1_000_000
    problem = only(tmp_path, figures_csv=text)
    assert (problem.file, problem.line) == ("figures.csv", MOST_ROWS + 2)
    assert "20,000 rows" in problem.text


def test_a_few_rows_too_many_are_refused_at_the_same_row(tmp_path: Path) -> None:
    text = HEADER + "".join(f"a{n},,,,,count,,,,5,,,,\n" for n in range(MOST_ROWS + 5))
    assert only(tmp_path, figures_csv=text).line == MOST_ROWS + 2


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("claim: stock_flow", "claim: stock_flaw", 1, "Did you mean “stock_flow”?"),
        ("opening: before", "opening: befour", 4, "not the id of a figure"),
        ("opening: before\n", "\n", 1, "“opening” is missing"),
        ("opening: before", "begining: before", 4, "this name is not known"),
        ("opening: before", "opening: [before, ends]", 4, "one value is needed"),
        ("opening: before", "opening: courses[now]", 4, "names a column"),
        ("when: 2020-01-24", "when: in January", 10, "Write it like"),
        ('dates: [{when: 2020-01-24, place: "1.10"}]', "", 8, "“dates” is missing"),
        ("closing: open", "closing: &a open", 7, "anchors"),
        ("closing: open", "closing: !!int open", 7, "tags"),
        ("closing: open", "closing: [open", 8, "not YAML"),
        ("- claim: event", "- claim: event\n  claim: event", 9, "twice"),
        ("- claim: event", "- claim: event\n  id: closes", 9, "has this id too"),
    ],
)
def test_a_wrong_claim_is_named_by_its_line(
    tmp_path: Path, old: str, new: str, line: int, words: str
) -> None:
    problem = problems(tmp_path, claims_yaml=CLAIMS.replace(old, new))[0]
    assert problem.file == "claims.yaml"
    assert words in problem.text
    assert abs(problem.line - line) <= 1


def test_paragraph_numbers_stay_text(tmp_path: Path) -> None:
    claims = read_folder(folder(tmp_path)).dossier.claims
    assert claims[1].dates[0].place == "1.10"  # type: ignore[attr-defined]


def test_claims_that_are_no_list_are_refused(tmp_path: Path) -> None:
    assert "a list of claims is needed" in only(tmp_path, claims_yaml="claim: event\n").text


def test_yaml_that_is_nested_without_end_is_refused(tmp_path: Path) -> None:
    assert "nested too deeply" in only(tmp_path, claims_yaml="[" * 5000).text


def test_yaml_that_is_far_too_long_is_refused(tmp_path: Path) -> None:
    assert "longer than" in only(tmp_path, claims_yaml=CLAIMS * 2000).text


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("table: coarses", "Did you mean “courses”?"),
        ("table: courses\n  column: then", "has no column “then”"),
        ("table: courses\n  group: short", "in the group “short”"),
    ],
)
def test_a_claim_about_a_table_that_is_not_so_is_named(
    tmp_path: Path, claim: str, words: str
) -> None:
    text = f"- claim: table_total\n  figure: total\n  {claim}\n"
    assert words in only(tmp_path, claims_yaml=text).text


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("title: Delegates by course\n", "", "“title” is missing"),
        ("unit: count", "unit: heads", "not one of count"),
        ("now: total", "then: total", "not known"),
        ("now: total", "now: totals", "not in figures.csv"),
        ("columns:", "colums:", "Did you mean “columns”?"),
    ],
)
def test_a_wrong_declaration_of_a_table_is_named(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    found = problems(tmp_path, tables__courses_yaml=TABLE.replace(old, new))
    assert any(words in each.text for each in found)
    assert found[0].file == "tables/courses.yaml"


def test_a_table_without_its_declaration_is_named(tmp_path: Path) -> None:
    assert only(tmp_path, tables__courses_yaml=None).file == "tables/courses.yaml"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("first,First aid,,ten\n", "neither a number nor a code"),
        ("first,First aid,,1\nfirst,Again,,2\n", "has this key too"),
        ("First row,First aid,,1\n", "lower-case letters"),
    ],
)
def test_a_wrong_row_of_a_table_is_named(tmp_path: Path, rows: str, words: str) -> None:
    problem = problems(tmp_path, tables__courses_csv="row,label,group,now\n" + rows)[0]
    assert words in problem.text
    assert problem.file == "tables/courses.csv"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("period: 2019-20\n", "“title” is missing"),
        ("title: A\nperiod: last year\n", "Write it like"),
        ("title: A\nperiod: 2019-20\npublish_on: 2020\n", "Did you mean “published_on”?"),
        ("title: A\nperiod: 2019-20\nwithout: [{rule: totals, why: no}]\n", "no rule “totals”"),
        ("title: A\nperiod: 2019-20\nwithout: [{rule: dates}]\n", "“why” is missing"),
        ("- a\n", "names and values are needed"),
        ("", "the file is empty"),
    ],
)
def test_a_wrong_publication_is_named(tmp_path: Path, text: str, words: str) -> None:
    found = problems(tmp_path, publication_yaml=text)
    assert any(words in each.text for each in found)


def test_an_official_figure_may_not_share_an_id(tmp_path: Path) -> None:
    spoilt = FILES["official.csv"].replace("gov,", "open,")
    assert "figures.csv too" in only(tmp_path, official_csv=spoilt).text
