"""XML from outside, read without anything that XML can do beyond holding text.

No document type, no entity of its own, no processing instruction, UTF-8 only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat

_DEEPEST = 64


class BadXml(Exception):
    """The XML cannot be taken: `why` is half a sentence."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its name and its attributes without prefixes, and the text right inside it."""

    name: str
    attributes: dict[str, str]
    text: str


def checked(pieces: Iterable[bytes], *, plain: bool = False) -> Iterator[bytes]:
    """The same pieces, each handed on only after the parser has found nothing wrong so far.

    `plain` refuses comments and CDATA too, so that the pieces can be searched as they are.
    """
    parser = _parser()
    if plain:
        parser.CommentHandler = _no("it has a comment where no spreadsheet program writes one")
        parser.StartCdataSectionHandler = _no("it has raw text where no program writes it")
    first = True
    for piece in pieces:
        if first:
            _check_encoding(piece)
            first = False
        _feed(parser, piece)
        yield piece
    _feed(parser, b"", last=True)


def elements(data: bytes) -> Iterator[Element]:
    """Every element of a small part, in the order in which they end."""
    parser = _parser()
    _check_encoding(data[:64])
    found: list[Element] = []
    open_: list[tuple[str, dict[str, str], list[str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(open_) >= _DEEPEST:
            raise BadXml("it is nested deeper than any workbook is")
        open_.append((_local(name), {_local(key): text for key, text in attributes.items()}, []))

    def text(words: str) -> None:
        if open_:
            open_[-1][2].append(words)

    def end(_: str) -> None:
        name, attributes, words = open_.pop()
        found.append(Element(name, attributes, "".join(words)))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text
    _feed(parser, data, last=True)
    return iter(found)


def _parser() -> Any:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _no("it declares a document type")
    parser.EntityDeclHandler = _no("it declares an entity")
    parser.ExternalEntityRefHandler = _no("it points to another file")
    parser.XmlDeclHandler = _declaration
    return parser


def _no(why: str) -> Any:
    def refuse(*_: Any) -> None:
        raise BadXml(why)

    return refuse


def _declaration(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding and encoding.casefold() not in ("utf-8", "us-ascii", "ascii"):
        raise BadXml(f"it is written in {encoding[:20]}, not in UTF-8")


def _check_encoding(start: bytes) -> None:
    if start[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in start[:64]:
        raise BadXml("it is not written in UTF-8")


def _feed(parser: Any, piece: bytes, *, last: bool = False) -> None:
    try:
        parser.Parse(piece, last)
    except expat.ExpatError:
        raise BadXml(f"it is damaged at its line {parser.ErrorLineNumber}") from None


def _local(name: str) -> str:
    return name.rpartition(":")[2]
