"""Where a person lives or can be reached: e-mail, telephone, postcode and street address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kith.kernel.identifiers.model import Found, Identifier, Plain

# The 124 areas that begin a postcode.
_AREAS = frozenset(
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E "
    "EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL "
    "LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM "
    "SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE".split()
)
# The lengths are those of the standard, and keep the search quick in any text.
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_POSTCODE = re.compile(r"\b([A-Za-z]{1,2})\d[A-Za-z\d]?[ -]?\d[ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2}\b")
_ORDINAL = re.compile(r"(?:1st|2nd|3rd|\dth)$")
# Ten or eleven digits from 0 (or +44), in groups of three or more: dates have shorter groups.
_PHONE = re.compile(
    r"(?<![\w.,])(?:(?:\+|00)44 ?(?:\(0\))? ?|\(?0(?=[1-378]))"
    r"\d{2,}\)?(?:[ -]{1,2}\d{3,})*(?![\d-])"
)
_STREETS = (
    "Avenue|Ave|Close|Court|Crescent|Cres|Drive|Gardens|Grove|Hill|Lane|Mews|Park|Parade|Place|Rise|"
    "Road|Rd|Row|Square|Street|St|Terrace|View|Villas|Walk|Way"
)
_ADDRESS = re.compile(
    rf"\b\d{{1,3}}[A-Za-z]?,? (?P<name>(?:(?:[A-Z][a-z'-]+|St\.?) ){{1,3}})"
    rf"(?:{_STREETS})\b(?! of\b)"
)
_LOWER = re.compile(
    r"\b\d{1,3}[a-z]? (?P<name>[a-z'-]{3,} )(?:street|avenue|crescent|road|lane|close|terrace)\b"
)
_FLAT = re.compile(r"\b(?:Flat|Apartment|Apt) \d{1,3}[A-Za-z]?(?=[,;.]|$| [A-Z])")
_LIVING = re.compile(
    r"\b(?:lives|living|lived|resides|staying|stayed|address(?: is)?) (?:at|is|of)? ?"
    r"(?:number |no\.? )?\d{1,3}[A-Za-z]? "
    r"(?!Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[A-Z][a-z]+"
)
_COURTS = frozenset("county crown family high magistrates magistrates' supreme youth".split())
# Words that stand between a count and a street's last word without being a street.
_NOT_STREETS = frozenset(
    "and the this that open per for main any each our their same with from "
    "under near off busy bus cycle fast slow on in"
    .split()
)  # fmt: skip


def find_contacts(plain: Plain) -> Iterator[Found]:
    """Every e-mail address, telephone number, postcode and street address in the text."""
    for match in _EMAIL.finditer(plain.text):
        yield plain.found(Identifier.EMAIL, *match.span())
    if not any(sign.isdigit() for sign in plain.text):
        return
    for match in _PHONE.finditer(plain.text):
        digits = sum(sign.isdigit() for sign in match[0].replace("(0)", ""))
        if not 10 <= digits <= 14:
            continue
        yield plain.found(Identifier.PHONE, *match.span())
    for match in _POSTCODE.finditer(plain.text):
        if match[1].upper() in _AREAS and not _ORDINAL.search(match[0]):
            yield plain.found(Identifier.POSTCODE, *match.span())
    for pattern in (_ADDRESS, _LOWER):
        for match in pattern.finditer(plain.text):
            name = set(match["name"].lower().split())
            court = match[0].endswith("Court") and name & _COURTS
            if not court and not name & _NOT_STREETS:
                yield plain.found(Identifier.ADDRESS, *match.span())
    for pattern in (_FLAT, _LIVING):
        for match in pattern.finditer(plain.text):
            yield plain.found(Identifier.ADDRESS, *match.span())
