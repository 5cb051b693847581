"""Workbooks with one row that cannot be taken."""

import re
from collections.abc import Callable

from kith.reading.workbooks import Asked, Sign
from kith.reading.workbooks.layout import FIRST_ROW
from tests.reading.making import COLUMN, SHEET, Taken, row_of

Kind = tuple[str, Callable[[Taken], bytes], tuple[str, ...]]

# What is typed as text where a number belongs -> a word of the answer.
_TYPED = {
    "thousands marked off": ("1,234", "1234"),
    "thousands with a space": ("1 234", "1234"),
    "a percentage as text": ("12%", "how many"),
    "fewer than five": ("<5", "exact number"),
    "a code for a hidden number": ("c", "exact number"),
    "a star": ("*", "exact number"),
    "not applicable": ("N/A", "choose why"),
    "the word nil": ("Nil", "Write 0"),
    "a dash": ("-", "Write 0"),
    "a number with a star": ("5*", "plain digits"),
    "a number with its unit": ("12 children", "plain digits"),
    "a word": ("twelve", "plain digits"),
    "not a number": ("NaN", "plain digits"),
    "infinity": ("inf", "plain digits"),
    "a power as text": ("1e3", "plain digits"),
    "digits of another script": ("١٢", "0 to 9"),
    "wide digits": ("１２", "0 to 9"),
    "zeros before a number": ("007", "plain digits"),
    "a plus": ("+5", "plain digits"),
    "a minus as text": ("-5", "plain digits"),
    "a sum as text": ("=2+3", "plain digits"),
    "two numbers": ("12/14", "plain digits"),
    "a date as text": ("3/4/2020", "plain digits"),
    "a fraction as text": ("2.5", "whole"),
    "forty digits as text": ("1" * 40, "plain digits"),
    "an amount of money": ("£12", "plain digits"),
}
# What stands in the XML of a cell of numbers -> a word of the answer.
_STORED = {
    "a negative count": ("-3", "0 or more"),
    "a fraction": ("2.5", "whole"),
    "a number past every bound": ("1E309", "not a number"),
    "a number of forty digits": ("1" * 40, "larger"),
    "a billion billion": ("1E+18", "larger"),
    "not a number, stored as one": ("NaN", "not a number"),
    "words, stored as a number": ("many", "not a number"),
}


def kinds(asked: Asked, sign: Sign) -> dict[str, Kind]:
    """Name of the kind -> file name, how it is made, what the answer must say."""
    count, share = row_of(asked, share=False), row_of(asked, share=True)
    of, among = f"{COLUMN['of']}{count}", f"{COLUMN['among']}{count}"
    of_share, among_share = f"{COLUMN['of']}{share}", f"{COLUMN['among']}{share}"
    reason, words = f"{COLUMN['reason']}{count}", f"{COLUMN['explanation']}{count}"
    place = f"Return!{of}"
    other = next(at for at in range(FIRST_ROW, FIRST_ROW + len(asked.lines)) if at != count)
    line = asked.lines[count - FIRST_ROW]
    last = FIRST_ROW + len(asked.lines) - 1

    def text(where: str, typed: str) -> Callable[[Taken], bytes]:
        return lambda book: book.text(where, typed).data()

    def xml(where: str, inner: str, kind: str = "") -> Callable[[Taken], bytes]:
        return lambda book: book.cell(where, inner, kind=kind).data()

    def shown(digits: str, number_format: int) -> Callable[[Taken], bytes]:
        return lambda book: book.number(of, digits, style=book.style(number_format)).data()

    made: dict[str, tuple[Callable[[Taken], bytes], tuple[str, ...]]] = {}
    for name, (typed, told) in _TYPED.items():
        made[name] = (text(of, typed), (place, told))
    for name, (stored, told) in _STORED.items():
        made[name] = (xml(of, f"<v>{stored}</v>"), (place, told))
    made |= {
        "a percentage": (shown("0.12", 9), (place, "12%", "percentage")),
        "a hundred per cent": (shown("1", 10), (place, "100%", "percentage")),
        "a date": (shown("43924", 14), (place, "3 April 2020", "date")),
        "a time of day": (shown("0.5", 20), (place, "date", "plain digits")),
        "a date of the other kind": (xml(of, "<v>2020-04-03</v>", "d"), (place, "date")),
        "yes or no": (xml(of, "<v>1</v>", "b"), (place, "TRUE", "how many")),
        "a formula with its value": (
            xml(of, "<f>SUM(A5:A9)</f><v>12</v>"),
            (place, "formula", "paste it as a value"),
        ),
        "a formula without a value": (xml(of, "<f>1+1</f>"), (place, "formula", "paste")),
        "a formula of text": (
            xml(of, '<f>"12"</f><v>12</v>', "str"),
            (place, "formula", "paste"),
        ),
        "a formula shared with other cells": (
            xml(of, '<f t="shared" si="0"/><v>12</v>'),
            (place, "formula", "paste"),
        ),
        "a lost reference": (xml(of, "<v>#REF!</v>", "e"), (place, "#REF!", "error")),
        "a division by nothing": (xml(of, "<v>#DIV/0!</v>", "e"), (place, "#DIV/0!", "error")),
        "a part that is more than the whole": (
            lambda b: b.number(of_share, "9").number(among_share, "8").data(),
            (f"Return!{of_share}", "more than the 8", "Check both"),
        ),
        "the whole without its part": (
            lambda b: b.number(among_share, "8").data(),
            (f"Return!{of_share}", "missing", "both numbers"),
        ),
        "a part without its whole": (
            lambda b: b.number(of_share, "8").data(),
            (f"Return!{among_share}", "missing", "both numbers"),
        ),
        "a second number where one is asked for": (
            lambda b: b.number(of, "1").number(among, "8").data(),
            (f"Return!{among}", "one number", "Delete"),
        ),
        "a box twice": (
            lambda b: b.text(f"A{other}", line.id).number(of, "1").data(),
            (f"Return!A{count}", f"Return!A{other}", "same box", "Keep one"),
        ),
        "a box that is not asked for": (
            lambda b: b.text(f"A{count}", "999|1998-99 Q1|").number(of, "1").data(),
            (f"Return!A{count}", "no such box", "Delete"),
        ),
        "a row without its box": (
            lambda b: b.text(f"A{count}", "").number(of, "1").data(),
            (f"Return!B{count}", "not part of the return", "Delete"),
        ),
        "a row written below the last": (
            lambda b: b.row(f'<row r="{last + 1}"><c r="J{last + 1}"><v>4</v></c></row>').data(),
            (f"Return!J{last + 1}", "not part of the return", "Delete"),
        ),
        "a changed title": (
            lambda b: b.text(f"{COLUMN['title']}{count}", "Something else").number(of, "1").data(),
            (f"Return!{COLUMN['title']}{count}", line.title, "Put it back"),
        ),
        "a changed period": (
            lambda b: b.text(f"{COLUMN['period']}{count}", "May 1999").number(of, "1").data(),
            (f"Return!{COLUMN['period']}{count}", line.period, "Put it back"),
        ),
        "a changed part": (
            lambda b: b.text(f"{COLUMN['part']}{count}", "Elsewhere").number(of, "1").data(),
            (f"Return!{COLUMN['part']}{count}", "Put it back"),
        ),
        "a changed number of the indicator": (
            lambda b: b.number(f"{COLUMN['number']}{count}", "4999").number(of, "1").data(),
            (f"Return!{COLUMN['number']}{count}", "4999", "Put it back"),
        ),
        "a formula for a title": (
            lambda b: (
                b.cell(f"{COLUMN['title']}{count}", "<f>B2</f><v>x</v>", kind="str")
                .number(of, "1")
                .data()
            ),
            (f"Return!{COLUMN['title']}{count}", "Put it back"),
        ),
        "a reason that is not of the list": (
            text(reason, "Nothing to count"),
            (f"Return!{reason}", "not a reason", "Choose one of"),
        ),
        "a reason that is a formula": (
            xml(reason, "<f>B2</f><v>x</v>", "str"),
            (f"Return!{reason}", "formula"),
        ),
        "a number and a reason for none": (
            lambda b: b.number(of, "1").text(reason, "Not ready yet").data(),
            (f"Return!{reason}", "Delete the reason"),
        ),
        "another reason that is not said": (
            text(reason, "Other (say in the next column)"),
            (f"Return!{words}", "missing", "Say in this cell"),
        ),
        "an explanation without end": (
            lambda b: b.number(of, "1").text(words, "So it was. " * 300).data(),
            (f"Return!{words}", "characters", "at most 600"),
        ),
        "an explanation that is a link": (
            lambda b: (
                b.number(of, "1")
                .cell(words, '<f>HYPERLINK("http://a.example","x")</f><v>x</v>', kind="str")
                .data()
            ),
            (f"Return!{words}", "formula", "words"),
        ),
        "an explanation that is an error": (
            lambda b: b.number(of, "1").cell(words, "<v>#NAME?</v>", kind="e").data(),
            (f"Return!{words}", "error"),
        ),
        "a wrong number in XML with prefixes": (
            lambda b: _prefixed(b.number(of, "-3")).data(),
            (place, "0 or more"),
        ),
        "a wrong number in a cell without its place": (
            lambda b: b.row(
                f'<row><c t="inlineStr"><is><t>{line.id}|x</t></is></c><c/><c/></row>'
            ).data(),
            (f"Return!A{last + 1}", "no such box"),
        ),
    }
    return {name: ("return.xlsx", make, says) for name, (make, says) in made.items()}


def _prefixed(book: Taken) -> Taken:
    """The sheet as programs write it that put a prefix before every name."""
    words = book.parts[SHEET].decode()
    words = re.sub(r"<(/?)([a-zA-Z])", r"<\1x:\2", words).replace(" xmlns=", " xmlns:x=", 1)
    book.parts[SHEET] = words.encode()
    return book
