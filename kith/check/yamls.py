"""Reads YAML as plain text values that remember their lines.

Every scalar stays text: paragraph 4.10 is not the number 4.1, and 2019-10 not a date. Anchors and
tags are refused, so that a small file cannot unfold into a large one or into anything but text.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from kith.check.files import read_text
from kith.check.problems import Problem, Unreadable

# The format is flat; a deep or a very long file is a mistake or a trap, and slow to read.
MOST_DEEP = 8
MOST_CHARACTERS = 300_000


@dataclass(frozen=True, slots=True)
class Item:
    """One value of a YAML file, with the line it stands on."""

    value: str | list[Item] | dict[str, Item]
    line: int

    @property
    def what(self) -> str:
        """What kind of value it is, in words."""
        return {str: "text", list: "a list", dict: "a set of names and values"}[type(self.value)]


def read_yaml(path: Path, name: str) -> Item:
    """The one document in a YAML file; raises `Unreadable` with the line of any slip."""
    text = read_text(path, name)
    if len(text) > MOST_CHARACTERS:
        told = f"the file is longer than {MOST_CHARACTERS:,} characters. Keep what is printed."
        raise Unreadable([Problem(name, told)])
    try:
        _refuse_tricks(text, name)
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        what = getattr(error, "problem", None) or "cannot be read"
        line = mark.line + 1 if mark else 1
        told = f"this is not YAML ({what}). Check the spaces, colons and quotation marks."
        raise Unreadable([Problem(name, told, line)]) from None
    if node is None:
        raise Unreadable([Problem(name, "the file is empty. See the how-to for what it holds.", 1)])
    return _item(node, name)


def _refuse_tricks(text: str, name: str) -> None:
    """Refuses anchors, tags and deep nesting while reading no further than the first of them."""
    deep = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        anchor = isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None)
        if anchor or getattr(event, "tag", None):
            told = "anchors (& and *) and tags (!) are not read here. Write the value out."
            raise Unreadable([Problem(name, told, line)])
        deep += isinstance(event, yaml.CollectionStartEvent)
        deep -= isinstance(event, yaml.CollectionEndEvent)
        if deep > MOST_DEEP:
            told = "this is nested too deeply. Write it flat."
            raise Unreadable([Problem(name, told, line)])


def _item(node: yaml.Node, name: str) -> Item:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return Item([_item(each, name) for each in node.value], line)
    if isinstance(node, yaml.MappingNode):
        values: dict[str, Item] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                text = "a name here is a list. Write it as text."
                raise Unreadable([Problem(name, text, line)])
            if key.value in values:
                text = "this name is there twice. Keep one."
                raise Unreadable([Problem(name, text, key.start_mark.line + 1, key.value)])
            values[key.value] = _item(value, name)
        return Item(values, line)
    return Item(node.value, line)
