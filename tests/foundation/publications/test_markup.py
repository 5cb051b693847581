"""The text of a section: what it is read into, and what is refused with its line."""

import pytest

from kith.foundation.publications.markup import (
    MarkupError,
    Reference,
    Words,
    parse,
    references,
)


def only(text: str) -> list[Reference]:
    return references(parse(text))


def test_a_reference_keeps_its_arguments_and_options() -> None:
    (found,) = only('There were {{ figure "a.b" "2019-20" area="E1" by="police" }} of them.')
    assert (found.name, found.args) == ("figure", ("a.b", "2019-20"))
    assert (found.option("area"), found.option("by"), found.option("show", "value")) == (
        "E1",
        "police",
        "value",
    )


def test_bold_around_a_reference_makes_the_figure_bold() -> None:
    strong, plain = only('**{{ stated "a" }}** and {{ stated "b" }}')
    assert strong.strong
    assert not plain.strong


def test_html_stays_words() -> None:
    (block,) = parse("A <b>bold</b> <script>claim</script>")
    assert "".join(p.text for p in block.pieces if isinstance(p, Words)) == (
        "A <b>bold</b> <script>claim</script>"
    )


def test_a_note_belongs_to_the_paragraph_above_it() -> None:
    (block,) = parse("Words.\n\n^ Source: a table.")
    assert block.note == (Words("Source: a table."),)


def test_a_panel_holds_its_title_and_its_words() -> None:
    (block,) = parse("> ### What went better\n> More answers came in time.")
    assert (block.kind, block.title) == ("panel", "What went better")
    assert [b.kind for b in block.blocks] == ["paragraph"]


def test_a_table_of_words_is_typed_below_its_name() -> None:
    (block,) = parse('{{ words "said" "What was said" }}\n\n| A | B |\n| - | - |\n| one | two |')
    assert (block.kind, block.key, block.title, len(block.items)) == (
        "words",
        "said",
        "What was said",
        2,
    )


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('One.\n\n{{ figur "a" "b" }}', 3, "is no reference"),
        ("One.\n\nTwo {{ figure", 3, "begins with {{ and ends with }}"),
        ('{{ figure "a" }}', 1, "takes 2 values"),
        ('{{ figure "a" "b" colour="red" }}', 1, "is no option"),
        ('Words {{ table "a" }}', 1, "a line of its own"),
        ("^ A note.", 1, "below the paragraph"),
        ("> No title here.", 1, "begins with its title"),
        ("| A |\n| - |\n| b |", 1, "on the line above the table"),
        ("One.\n\n---\n\nTwo.", 3, "rule across the page"),
        ("{{ figure a b }}", 1, "straight double quotes"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(MarkupError, match=words) as refused:
        parse(text)
    assert refused.value.line == line


@pytest.mark.parametrize("sign", ["→", "😀", "漢", "☃"])
def test_a_sign_that_cannot_be_printed_is_refused_with_its_line(sign: str) -> None:
    with pytest.raises(MarkupError, match=f"Line 3: “{sign}” cannot be printed"):
        parse(f"Fine.\n\nFrom here {sign} there.")


@pytest.mark.parametrize("text", ["Zoë’s – “well” … £5 × 2 ≤ ½", "Łódź, Ngaiŵ, Şahin"])
def test_letters_and_signs_of_the_typeface_are_accepted(text: str) -> None:
    assert parse(text)
