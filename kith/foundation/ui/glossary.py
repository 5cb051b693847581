"""The glossary: GLOSSARY.md read into sections of words, for the page and for search."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

SOURCE = Path(__file__).resolve().parents[3] / "GLOSSARY.md"
_ENTRY = re.compile(r"^- \*\*(?P<term>[^*]+)\*\*: (?P<text>.+)$")
_EMPHASIS = re.compile(r"\*([^*]+)\*")


class GlossaryFault(ValueError):
    """A line of the glossary that cannot be read."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word and what it means here."""

    term: str
    text: str

    @property
    def anchor(self) -> str:
        """The place on the page."""
        return slugify(self.term)

    @property
    def html(self) -> SafeString:
        """The meaning, with emphasis and nothing else as markup."""
        opened = self.text[:1].upper() + self.text[1:]
        return mark_safe(_EMPHASIS.sub(r"<em>\1</em>", escape(opened)))


@dataclass(frozen=True, slots=True)
class Chapter:
    """Words about one thing."""

    title: str
    words: tuple[Word, ...]

    @property
    def anchor(self) -> str:
        """The place on the page."""
        return "about-" + slugify(self.title)


def parse(text: str) -> tuple[Chapter, ...]:
    """Chapters from Markdown: `## Title` and one `- **word**: meaning` a line."""
    chapters: list[tuple[str, list[Word]]] = []
    seen: set[str] = set()
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("## "):
            chapters.append((line[3:].strip(), []))
        elif line.startswith("- "):
            found = _ENTRY.match(line)
            if found is None or not chapters:
                raise GlossaryFault(f"GLOSSARY.md line {number}: write - **word**: meaning.")
            word = Word(found["term"].strip(), found["text"].strip())
            if word.anchor in seen:
                raise GlossaryFault(f"GLOSSARY.md line {number}: {word.term} is there twice.")
            seen.add(word.anchor)
            chapters[-1][1].append(word)
    return tuple(Chapter(title, tuple(words)) for title, words in chapters)


@cache
def chapters() -> tuple[Chapter, ...]:
    """The glossary of this installation."""
    return parse(SOURCE.read_text(encoding="utf-8"))
