"""The form of one item. For an indicator that Kith defines it asks only how it is collected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.forms.boundfield import BoundField

from kith.foundation.indicators.definitions import REGISTRY, definitions
from kith.foundation.organisations.models import Organisation
from kith.kernel.dataset_content import load_starter
from kith.kernel.figures import Kind, Polarity
from kith.kernel.periods import parse_period
from kith.modules.dataset.editions.comparing import LINKS
from kith.modules.dataset.editions.faults import CODE, POINTERS, parts_allowed
from kith.modules.dataset.models import Edition, Item

NO_PARTS, OWN, LINES = "", "own", "lines"
KINDS = [
    (Kind.FLOW.value, "Over a period, such as episodes in the quarter"),
    (Kind.STOCK.value, "On the last day of the period, such as children with a plan"),
    (Kind.SNAPSHOT.value, "As estimated for the period"),
]
POLARITIES = [
    (Polarity.NEUTRAL.value, "Neither: it depends"),
    (Polarity.HIGH.value, "High is better"),
    (Polarity.LOW.value, "Low is better"),
]
# Title of each group of boxes, what it is about, and its fields in order.
GROUPS = (
    ("What it means", "", ("name", "number", "title", "noun", "shape", "kind", "numerator",
                           "denominator", "polarity", "why", "replaces")),
    ("Where it stands", "", ("section", "priority")),
    ("Who is asked, and how often", "", ("frequency", "yearly", "owner", "asked_of_all",
                                         "asked_of", "also_asked")),
    ("What the person who fills it in reads", "", ("help", "where")),
    ("Parts", "Ask for the number in parts, from a closed list. Leave it whole if you can.",
     ("parts_list", "parts_text", "parts_title", "parts_add_up")),
    ("What is expected", "A value outside is not refused: the agency has to say why.",
     ("low", "high", "change_limit", "nil_possible", "blank_needs_reason")),
    ("Beside other numbers", "Checks compare this item with these.",
     (*POINTERS, "official")),
)  # fmt: skip


def _words(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _bodies() -> forms.CheckboxSelectMultiple:
    return forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"})


class ItemForm(forms.Form):
    """How an item is collected: of whom, how often, with what help and within what limits."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    number = forms.RegexField(
        r"^[0-9]{1,3}[a-z]?$",
        max_length=4,
        label="Number in the list",
        help_text="Such as 35 or 28b.",
        error_messages={"invalid": "Give a number, perhaps with a letter, such as 35 or 28b."},
    )
    priority = forms.ChoiceField(required=False, label="Priority of the partnership")
    frequency = forms.ChoiceField(choices=Item.Frequency.choices, label="How often is it asked?")
    yearly = forms.ChoiceField(
        choices=Item.Yearly.choices,
        label="How do the quarters make a year?",
        help_text="Children who may be counted in two quarters are never added up.",
    )
    owner = forms.CharField(
        max_length=120, label="Owner", help_text="Who answers for the number, such as: Police."
    )
    asked_of_all = forms.BooleanField(
        required=False, label="Asked of all agencies", help_text="Then tick none by name below."
    )
    asked_of = forms.ModelMultipleChoiceField(
        Organisation.objects.all(), required=False, widget=_bodies(), label="Asked of",
        help_text="Their numbers are added up to that of the partnership.",
    )  # fmt: skip
    also_asked = forms.ModelMultipleChoiceField(
        Organisation.objects.all(), required=False, widget=_bodies(), label="Asked as well",
        help_text="Their numbers are set beside the others, to compare, and never added.",
    )  # fmt: skip
    help = forms.CharField(
        max_length=300, required=False, widget=_words(), label="Help",
        help_text="Shown under the box. Say what to count and what to leave out.",
    )  # fmt: skip
    where = forms.CharField(
        max_length=300, required=False, widget=_words(2), label="Where the number is found",
        help_text="The system or the report it can be read from.",
    )  # fmt: skip
    parts_list = forms.ChoiceField(required=False, label="Which parts?")
    parts_text = forms.CharField(
        required=False, max_length=4000, widget=_words(6), label="The parts, one a line",
        help_text="Only for “Written below”: code = label, such as: east = East of the town.",
    )  # fmt: skip
    parts_title = forms.CharField(
        max_length=80, required=False, label="Name of the parts", help_text="Such as: District."
    )
    parts_add_up = forms.BooleanField(
        required=False, label="The parts add up to the whole",
        help_text="Then the whole has no box: it is worked out.",
    )  # fmt: skip
    low = forms.DecimalField(
        required=False, max_digits=14, decimal_places=2, label="Lowest value to expect",
        help_text="Of a share, in per cent. Empty for no limit.",
    )  # fmt: skip
    high = forms.DecimalField(
        required=False, max_digits=14, decimal_places=2, label="Highest value to expect",
        help_text="Of a share, in per cent. Empty for no limit.",
    )  # fmt: skip
    change_limit = forms.IntegerField(
        required=False, min_value=1, max_value=1000, label="A change that needs a sentence",
        help_text="Per cent, up or down, against last quarter. Empty for no such check.",
    )  # fmt: skip
    nil_possible = forms.BooleanField(required=False, label="Nought is a possible answer")
    blank_needs_reason = forms.BooleanField(
        required=False, label="Who leaves it empty has to say why"
    )
    within = forms.ChoiceField(
        required=False, label="It is part of", help_text="It cannot be more than that item."
    )
    among_is = forms.ChoiceField(
        required=False, label="Its whole is", help_text="Of a number out of another."
    )
    worked_out_from = forms.ChoiceField(
        required=False, label="It is worked out from",
        help_text="Then it has no box: its number is that item’s.",
    )  # fmt: skip
    starts = forms.ChoiceField(
        required=False, label="What comes in", help_text="Of a number on a day."
    )
    ends = forms.ChoiceField(
        required=False, label="What goes out", help_text="Of a number on a day."
    )
    official = forms.ChoiceField(
        required=False, label="Official series to compare with",
        help_text="Official statistics that should agree with the year’s values.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, edition: Edition, item: Item | None = None, **kwargs: Any
    ) -> None:
        if item is not None:
            kwargs["initial"] = _initial(item)
        super().__init__(*args, **kwargs)
        self.item, self.edition = item, edition
        self.meaning = REGISTRY.get(item.key) if item else None
        self.others = [one for one in edition.items.all() if item is None or one.pk != item.pk]
        items = [(one.number, f"{one.number} {one.title}") for one in self.others]
        for name in POINTERS:
            self._choices(name, [("", "None"), *items])
        known = {d.priority for d in definitions()} | {one.priority for one in self.others}
        self._choices("priority", [("", "None"), *((p, p) for p in sorted(known) if p)])
        compared = {one.official for one in load_starter().items}
        compared |= {item.official} if item else set()
        series = sorted((k, REGISTRY[k].title) for k in compared if k in REGISTRY)
        self._choices("official", [("", "None"), *series])
        self._choices("parts_list", self._lists())
        for name in LINKS:
            field = self.fields[name]
            assert isinstance(field, forms.ModelMultipleChoiceField)
            field.queryset = _bodies_of(edition, item, name)

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _lists(self) -> list[tuple[str, str]]:
        if self.meaning is not None and self.meaning.breakdowns:
            title = self.meaning.breakdown_title or "the parts of its definition"
            lists = [(OWN, f"All of “{title}”, as defined")]
        else:
            lists = [(b.key, f"The list “{b.title}”") for b in load_starter().breakdowns.values()]
        return [(NO_PARTS, "None: one whole number"), *lists, (LINES, "Written below")]

    @property
    def groups(self) -> Iterator[tuple[str, str, list[BoundField]]]:
        """The boxes by what they are about, for the page."""
        for title, words, names in GROUPS:
            fields = [self[name] for name in names if name in self.fields]
            if fields:
                yield "Number" if [f.name for f in fields] == ["number"] else title, words, fields

    def clean(self) -> dict[str, Any]:
        """The parts as a mapping, and limits in order."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["parts"] = self._parts(cleaned)
        low, high = cleaned.get("low"), cleaned.get("high")
        if low is not None and high is not None and low > high:
            self.add_error("high", "The highest value has to be above the lowest.")
        if cleaned.get("asked_of_all") and cleaned.get("asked_of"):
            self.add_error("asked_of", "All agencies are asked: tick none by name.")
        return cleaned

    def _parts(self, cleaned: dict[str, Any]) -> dict[str, str]:
        asked = cleaned.get("parts_list", "")
        if asked == NO_PARTS:
            return {}
        if asked == OWN and self.meaning is not None:
            return dict(self.meaning.breakdowns)
        if asked != LINES:
            return dict(load_starter().breakdowns[asked].parts)
        try:
            parts = dict(read_lines(cleaned.get("parts_text", "")))
            self._allowed(parts)
        except forms.ValidationError as wrong:
            self.add_error("parts_text", wrong)
            return {}
        return parts

    def _allowed(self, parts: dict[str, str]) -> None:
        """Of an indicator that Kith defines, only parts that its definition knows."""
        if self.meaning is None or any(parts.items() <= a.items() for a in _lists_of(self)):
            return
        if self.meaning.breakdowns:
            known = "; ".join(f"{c} = {label}" for c, label in self.meaning.breakdowns.items())
            raise forms.ValidationError(f"Kith defines the parts of this indicator: {known}.")
        raise forms.ValidationError("Use lines of one of the lists above, as they are.")

    def changes(self) -> dict[str, Any]:
        """What the action is given."""
        left_out = {"expected_version", "parts_list", "parts_text", "name"}
        return {n: value for n, value in self.cleaned_data.items() if n not in left_out}


class OwnItemForm(ItemForm):
    """An item whose meaning the partnership itself defines."""

    title = forms.CharField(max_length=200, label="Title", help_text="As readers will see it.")
    noun = forms.CharField(
        max_length=60, required=False, label="What is counted, in a word",
        help_text="Such as: children, or episodes.",
    )  # fmt: skip
    shape = forms.ChoiceField(
        choices=Item.Shape.choices, label="What is given?",
        help_text="The people of a rate are the children who live here: they are not asked for.",
    )  # fmt: skip
    kind = forms.ChoiceField(choices=KINDS, label="Counted when?")
    numerator = forms.CharField(
        widget=_words(), max_length=1000, label="What is counted",
        help_text="So that two people in two agencies would count the same.",
    )  # fmt: skip
    denominator = forms.CharField(
        widget=_words(2), max_length=1000, required=False, label="Out of what",
        help_text="Of a number out of another, or of a rate.",
    )  # fmt: skip
    polarity = forms.ChoiceField(choices=POLARITIES, label="Which way is better?")
    why = forms.CharField(
        widget=_words(), max_length=1000, required=False, label="Why it is collected"
    )

    def clean_denominator(self) -> str:
        """Said of a number out of another."""
        words = str(self.cleaned_data["denominator"]).strip()
        if not words and self.cleaned_data.get("shape") == Item.Shape.SHARE:
            raise forms.ValidationError("Say out of what the number is.")
        return words


class AddItemForm(OwnItemForm):
    """A new item of the partnership's own."""

    name = forms.RegexField(
        r"^[a-z0-9]+(_[a-z0-9]+)*$", max_length=60, label="Short name",
        help_text="Small letters, numbers and underscores, such as bus_station_children. "
        "It stays the same in every edition.",
        error_messages={"invalid": "Use small letters, numbers and underscores only."},
    )  # fmt: skip
    section = forms.ChoiceField(label="Part of the form")
    replaces = forms.ChoiceField(
        required=False, label="It takes the place of",
        help_text="An item of the edition before that is not in this one. Charts mark the change.",
    )  # fmt: skip

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "kind": Kind.FLOW, "polarity": Polarity.NEUTRAL, "nil_possible": True,
            "blank_needs_reason": True, "change_limit": 25, "frequency": Item.Frequency.QUARTERLY,
        }  # fmt: skip
        super().__init__(*args, edition=edition, **kwargs)
        self._choices("section", [(name, name) for name in edition.sections])
        gone: list[tuple[str, str]] = []
        if edition.based_on is not None:
            here = {one.key for one in self.others}
            gone = [(o.key, str(o)) for o in edition.based_on.items.all() if o.key not in here]
        self._choices("replaces", [("", "None"), *gone])


def read_lines(text: str) -> Iterable[tuple[str, str]]:
    """Lines of `code = label` as pairs; a line that is none is named."""
    seen: set[str] = set()
    for line in filter(str.strip, text.splitlines()):
        code, equals, label = (word.strip() for word in line.partition("="))
        if not equals or not label:
            raise forms.ValidationError(f"Write “{line.strip()}” as code = label.")
        if not CODE.fullmatch(code):
            raise forms.ValidationError(
                f"“{code}” is no code: use small letters, numbers and hyphens."
            )
        if code in seen:
            raise forms.ValidationError(f"The code “{code}” is there twice.")
        seen.add(code)
        yield code, label
    if len(seen) < 2:
        raise forms.ValidationError("Write two parts or more, one a line.")


def _bodies_of(edition: Edition, item: Item | None, name: str) -> QuerySet[Organisation]:
    """The organisations that exist in the edition's first year, and those asked already."""
    year = parse_period(edition.first_year)
    there = Q(opens_on__isnull=True) | Q(opens_on__lte=year.ends_on)
    there &= Q(closes_on__isnull=True) | Q(closes_on__gte=year.starts_on)
    asked = [body.pk for body in getattr(item, name).all()] if item else []
    return Organisation.objects.filter(there | Q(pk__in=asked))


def _lists_of(form: ItemForm) -> list[dict[str, str]]:
    return parts_allowed(form.meaning)


def _initial(item: Item) -> dict[str, Any]:
    names = [f.name for f in Item._meta.concrete_fields]
    initial: dict[str, Any] = {name: getattr(item, name) for name in names}
    initial |= {name: [body.pk for body in getattr(item, name).all()] for name in LINKS}
    for name in ("low", "high"):
        value: Decimal | None = initial[name]
        if value is not None and value == int(value):
            initial[name] = int(value)
    meaning = REGISTRY.get(item.key)
    lists = {b.key: dict(b.parts) for b in load_starter().breakdowns.values()}
    if meaning is not None and meaning.breakdowns:
        lists = {OWN: dict(meaning.breakdowns)}
    same = next((key for key, parts in lists.items() if parts == item.parts), LINES)
    initial["parts_list"] = same if item.parts else NO_PARTS
    initial["parts_text"] = "\n".join(f"{c} = {label}" for c, label in item.parts.items())
    initial["expected_version"] = item.version
    return initial
