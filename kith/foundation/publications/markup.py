"""The text of a section: Markdown with references, read into blocks.

    There were {{ figure "child_protection.open" "2020-03-31" }} children with a plan.

    ^ Source: Department for Education.            (a note beside the paragraph above)

    {{ chart "plan-rate" }}                        (a line of its own)

    > ### What did not add up                      (a panel)
    > The table has one row fewer.

Nothing typed here becomes HTML: the result is plain text in typed blocks. What Kith does not
know is refused with the line it stands on, never dropped.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from kith.kernel.refusals import Refused

# name: (fewest arguments, most arguments, where it may stand)
REFERENCES = {
    "figure": (2, 2, "inline"),
    "stated": (1, 1, "inline"),
    "change": (3, 3, "inline"),
    "difference": (3, 3, "inline"),
    "share": (3, 3, "inline"),
    "date": (1, 2, "inline"),
    "plain": (1, 1, "inline"),
    "table": (1, 1, "block"),
    "chart": (1, 1, "block"),
    "words": (2, 2, "block"),
    "columns": (0, 0, "block"),
    "page": (0, 0, "block"),
}
# Signs beyond letters and ASCII that the report's typeface has.
PRINTED = frozenset("£€©®°±²³¹¼½¾×÷·–—‘’“”„†‡•…‰‹›«»−≤≥≠≈ \u2002\u2003\u2009\u200a")
OPTIONS = {"area", "by", "show", "places", "in", "planned"}
PLACES = frozenset("01234")
_PART = re.compile(r'\s*(?:(?P<option>[a-z]+)=)?"(?P<value>[^"]*)"')
_NAME = re.compile(r"\s*(?P<name>[a-z]+)")


class MarkupError(Refused):
    """Text that cannot be read; `line` counts from 1 within the section."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(f"Line {line}: {message}")
        self.line = line


@dataclass(frozen=True)
class Reference:
    """`{{ name "argument" option="value" }}` as it was typed."""

    name: str
    args: tuple[str, ...]
    options: tuple[tuple[str, str], ...] = ()
    strong: bool = False
    line: int = 0

    def option(self, name: str, default: str = "") -> str:
        return dict(self.options).get(name, default)


@dataclass(frozen=True)
class Words:
    """Text of one style; `url` makes it a link."""

    text: str
    style: str = ""
    url: str = ""


Piece = Words | Reference


@dataclass(frozen=True)
class Block:
    """A block: `kind` is paragraph, subheading, bullets, numbered, panel, words, or a reference's.

    `pieces` holds its text, `items` the items of a list or the rows of a table of words,
    `blocks` what a panel holds.
    """

    kind: str
    line: int
    pieces: tuple[Piece, ...] = ()
    note: tuple[Piece, ...] = ()
    items: tuple[tuple[tuple[Piece, ...], ...], ...] = ()
    blocks: tuple["Block", ...] = ()
    key: str = ""
    title: str = ""


def parse_reference(inside: str, line: int) -> Reference:
    """What stands between the braces; raises `MarkupError` that says how it should look."""
    start = _NAME.match(inside)
    name = start["name"] if start else ""
    if start is None or name not in REFERENCES:
        known = ", ".join(sorted(REFERENCES))
        raise MarkupError(line, f"“{inside.strip()}” is no reference. Kith knows: {known}.")
    args, options, at = [], [], start.end()
    while inside[at:].strip():
        part = _PART.match(inside, at)
        if part is None:
            raise MarkupError(line, f"put what follows “{name}” in straight double quotes.")
        if part["option"] and part["option"] not in OPTIONS:
            allowed = ", ".join(sorted(OPTIONS))
            raise MarkupError(line, f"“{part['option']}” is no option. Kith knows: {allowed}.")
        if part["option"] == "places" and part["value"] not in PLACES:
            raise MarkupError(line, '“places” is a whole number from 0 to 4, such as places="1".')
        if part["option"] == "planned" and (name != "date" or part["value"] != "yes"):
            raise MarkupError(line, 'only a date is planned="yes".')
        if part["option"]:
            options.append((part["option"], part["value"]))
        else:
            args.append(part["value"])
        at = part.end()
    fewest, most, _ = REFERENCES[name]
    if not fewest <= len(args) <= most:
        raise MarkupError(line, f"“{name}” takes {fewest} values in quotes; here are {len(args)}.")
    return Reference(name, tuple(args), tuple(options), line=line)


def _reference_rule(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("{{", state.pos):
        return False
    end = state.src.find("}}", state.pos)
    if end < 0:
        return False
    if not silent:
        token = state.push("reference", "", 0)
        token.content = state.src[state.pos + 2 : end]
    state.pos = end + 2
    return True


_READER = MarkdownIt("commonmark", {"html": False}).enable("table")
_READER.disable(["html_block", "html_inline", "image", "code", "fence", "autolink", "backticks"])
_READER.inline.ruler.before("emphasis", "reference", _reference_rule)


def pieces(tokens: Sequence[Token] | None, line: int) -> tuple[Piece, ...]:
    """The text and references of one run of inline tokens."""
    out: list[Piece] = []
    style, url = "", ""
    for token in tokens or ():
        if token.type == "reference":
            found = parse_reference(token.content, line)
            if REFERENCES[found.name][2] != "inline":
                raise MarkupError(line, f"“{found.name}” needs a line of its own.")
            strong = style == "strong"
            out.append(Reference(found.name, found.args, found.options, strong, line))
        elif token.type in ("strong_open", "em_open"):
            style = token.type.removesuffix("_open")
        elif token.type in ("strong_close", "em_close"):
            style = ""
        elif token.type == "link_open":
            url = str(token.attrGet("href") or "")
        elif token.type == "link_close":
            url = ""
        elif token.type in ("softbreak", "hardbreak"):
            out.append(Words(" ", style))
        elif token.content:
            out.append(Words(token.content, style, url))
    return tuple(out)


@dataclass
class _Reading:
    tokens: list[Token]
    at: int = 0
    out: list[Block] = field(default_factory=list)

    def until(self, closing: str) -> list[Token]:
        """The tokens up to the one that closes the block just opened."""
        depth, start = 1, self.at
        opening = closing.replace("_close", "_open")
        while depth:
            kind = self.tokens[self.at].type
            depth += (kind == opening) - (kind == closing)
            self.at += 1
        return self.tokens[start : self.at - 1]


def _unprintable(line: str) -> str:
    """The first character that the report's typeface does not have, or ""."""
    for sign in line:
        if sign.isascii() or sign in PRINTED:
            continue
        if not unicodedata.name(sign, "").startswith("LATIN "):
            return sign
    return ""


@lru_cache(maxsize=2048)
def parse(text: str) -> tuple[Block, ...]:
    """The blocks of a section's text, in order; raises `MarkupError`.

    The words of a table are read where they are checked, collected and printed: read once.
    """
    for number, line in enumerate(text.splitlines(), 1):
        if sign := _unprintable(line):
            raise MarkupError(number, f"“{sign}” cannot be printed. Say it in words.")
        if line.count("{{") != line.count("}}"):
            raise MarkupError(number, "a reference begins with {{ and ends with }} on one line.")
    return tuple(_blocks(_READER.parse(text)))


def _blocks(tokens: list[Token]) -> list[Block]:
    reading = _Reading(tokens)
    while reading.at < len(tokens):
        token = tokens[reading.at]
        reading.at += 1
        line = (token.map or [0])[0] + 1
        if token.type == "heading_open":
            inner = reading.until("heading_close")[0]
            reading.out.append(Block("subheading", line, pieces(inner.children, line)))
        elif token.type == "paragraph_open":
            inner = reading.until("paragraph_close")[0]
            _paragraph(reading.out, inner, line)
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            kind = "bullets" if token.type.startswith("bullet") else "numbered"
            inside = reading.until(token.type.replace("_open", "_close"))
            items = tuple((pieces(t.children, line),) for t in inside if t.type == "inline")
            reading.out.append(Block(kind, line, items=items))
        elif token.type == "blockquote_open":
            reading.out.append(_panel(_blocks(reading.until("blockquote_close")), line))
        elif token.type == "table_open":
            _words_table(reading.out, reading.until("table_close"), line)
        elif token.type == "hr":
            raise MarkupError(line, "a rule across the page has no meaning here; use a heading.")
    return reading.out


def _paragraph(out: list[Block], inner: Token, line: int) -> None:
    text = inner.content.strip()
    alone = re.fullmatch(r"\{\{(.*)\}\}", text) if text.count("{{") == 1 else None
    if alone:
        found = parse_reference(alone[1], line)
        if REFERENCES[found.name][2] == "block":
            title = found.args[1] if len(found.args) > 1 else ""
            out.append(Block(found.name, line, key="".join(found.args[:1]), title=title))
            return
    if text.startswith("^"):
        if not out or out[-1].kind != "paragraph" or out[-1].note:
            raise MarkupError(line, "a note (^) stands below the paragraph it belongs to.")
        last = out.pop()
        note = pieces((inner.children or [])[:], line)
        out.append(Block("paragraph", last.line, last.pieces, _without_caret(note)))
        return
    out.append(Block("paragraph", line, pieces(inner.children, line)))


def _without_caret(note: tuple[Piece, ...]) -> tuple[Piece, ...]:
    first = note[0]
    assert isinstance(first, Words)
    rest = Words(first.text.lstrip("^").lstrip(), first.style, first.url)
    return (*((rest,) if rest.text else ()), *note[1:])


def _panel(blocks: list[Block], line: int) -> Block:
    if not blocks or blocks[0].kind != "subheading":
        raise MarkupError(line, "a panel begins with its title: “> ### Title”.")
    wrong = next(
        (b for b in blocks[1:] if b.kind not in ("paragraph", "bullets", "numbered")), None
    )
    if wrong:
        raise MarkupError(wrong.line, "a panel holds paragraphs and lists only.")
    title = "".join(p.text for p in blocks[0].pieces if isinstance(p, Words))
    return Block("panel", line, title=title, blocks=tuple(blocks[1:]))


def _words_table(out: list[Block], inside: list[Token], line: int) -> None:
    if not out or out[-1].kind != "words" or out[-1].items:
        raise MarkupError(line, 'put {{ words "key" "Title" }} on the line above the table.')
    rows: list[list[tuple[Piece, ...]]] = []
    for token in inside:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(pieces(token.children, line))
    head = out.pop()
    items = tuple(tuple(row) for row in rows)
    out.append(Block("words", head.line, items=items, key=head.key, title=head.title))


def walk(blocks: Sequence[Block]) -> Iterator[tuple[Block, tuple[Piece, ...]]]:
    """Every run of text with the block it stands in, notes and cells included."""
    for block in blocks:
        if block.pieces:
            yield block, block.pieces
        if block.note:
            yield block, block.note
        for row in block.items:
            for run in row:
                yield block, run
        yield from walk(block.blocks)


def references(blocks: Sequence[Block]) -> list[Reference]:
    """Every inline reference, in reading order."""
    return [p for _, run in walk(blocks) for p in run if isinstance(p, Reference)]
