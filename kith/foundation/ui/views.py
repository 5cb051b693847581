"""Pages that belong to no one app: gallery, help, glossary, accessibility, privacy."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from . import examples
from .fields import DateField
from .glossary import chapters
from .tables import Column, Empty, Filter, Table


def help(request: HttpRequest) -> HttpResponse:
    """How to do what people come to do."""
    return render(request, "ui/help.html")


def glossary(request: HttpRequest) -> HttpResponse:
    """The words of the house."""
    return render(request, "ui/glossary.html", {"chapters": chapters()})


def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "ui/accessibility.html")


def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about whom."""
    return render(request, "ui/privacy.html")


class ExampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Name of the agency", help_text="As it calls itself.")
    email = forms.EmailField(
        label="Work e-mail address",
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    children = forms.IntegerField(label="Children", help_text="If there were none, write 0.")
    note = forms.CharField(label="Why did it move?", widget=forms.Textarea(attrs={"rows": 3}))
    kind = forms.ChoiceField(
        label="Kind of agency",
        choices=[("", "Choose one"), ("health", "Health"), ("pol", "Police")],
    )
    state = forms.ChoiceField(
        label="Is there a figure you cannot give?",
        choices=[("no", "No"), ("yes", "Yes, and I can say why")],
        widget=forms.RadioSelect,
    )
    groups = forms.MultipleChoiceField(
        label="Groups",
        choices=[("exec", "Executive"), ("perf", "Performance")],
        widget=forms.CheckboxSelectMultiple,
    )
    due = DateField(label="When was it held?", help_text="For example, 31 3 2020.")
    file = forms.FileField(label="Workbook", required=False)
    password = forms.CharField(
        label="Password",
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    agree = forms.BooleanField(label="I have read the definition")


_AGENCIES = (
    ("Saltmere Council", "council", 463, date(2020, 5, 14), "done"),
    ("Saltmere and Weald Police", "police", 342, date(2020, 5, 18), "late"),
    ("NHS Saltmere and Weald CCG", "health", 27, date(2020, 5, 12), "done"),
    ("Saltmere Hospital Trust", "health", 6, date(2020, 5, 20), "due"),
    ("NSPCC", "voluntary", 12, date(2020, 5, 11), "done"),
)
_STATES = {"done": ("Received", "good"), "late": ("2 days late", "late"), "due": ("Due", "due")}


def example_table(request: HttpRequest) -> Table:
    """The gallery's table; 120 rows, so that it has pages."""
    from .components import tag

    rows = [
        {"name": f"{name} {turn}" if turn else name, "kind": kind, "children": n * (turn + 1),
         "due": day, "state": state, "rate": Decimal(n) / 10}
        for turn in range(24)
        for name, kind, n, day, state in _AGENCIES
    ]  # fmt: skip
    return Table(
        columns=[
            Column("name", "Agency", header=True, sort="name", link=lambda row: "#table"),
            Column("kind", "Kind", text=lambda row: row["kind"].capitalize()),
            Column("children", "Children", numeric=True, sort="children"),
            Column("rate", "Per 10,000", numeric=True, sort="rate"),
            Column("due", "Due", sort="due", nowrap=True),
            Column("state", "State", html=lambda row: tag(*_STATES[row["state"]])),
        ],
        rows=rows,
        query=request.GET,
        caption="Returns for January to March 2020",
        sort="name",
        noun="return",
        as_at="19 May 2020",
        source="Invented, to show the table.",
        filters=[
            Filter(
                "kind",
                "Kind of agency",
                [("", "every kind of agency"), ("health", "health"), ("police", "police")],
            ),
            Filter(
                "state",
                "State",
                [("", "any state"), ("late", "late"), ("done", "received"), ("due", "due")],
            ),
        ],
        name="returns",
    )


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component and every chart, with example data."""
    table = example_table(request)
    if file := table.download():
        return file
    wrong = ExampleForm({"name": "", "due-day": "31", "due-month": "2", "due-year": "2020"})
    context = {
        "form": ExampleForm(auto_id="id_%s"),
        "wrong": wrong if "errors" in request.GET else None,
        "table": table,
        "none": Table(
            columns=[Column("a", "A")],
            rows=[],
            caption="Empty",
            empty=Empty(
                "No returns yet", "Agencies send them from 1 April.", "#table", "Ask the agencies"
            ),
        ),
        "charts": examples.CHARTS,
        "full": examples.PLANS,
        "spark": examples.SPARK,
        **_words(),
    }
    return render(request, "ui/gallery.html", context)


def _words() -> dict[str, object]:
    """The example words of the gallery's lists."""
    return {
        "crumbs_shown": [("Evidence", "#"), ("Indicators", "#")],
        "crumbs": [("Help", "#")],
        "facts": [
            ("What is counted", "Children with a plan open at the end of the day"),
            ("Numerator", "463 children"),
            {"term": "Denominator", "value": "63,672 children aged 0 to 17", "url": "#facts"},
        ],
        "readings": [
            ("Children, 31 March 2020", 463, "108 more than a year before"),
            ("For every 10,000 children", "72.7", "95% interval 66.2 to 79.7"),
            ("Against England", "Higher", "43.7"),
            ("Does it add up?", "Yes", "355 + 583 − 475 = 463"),
        ],
        "events": [
            {"what": "463, agrees with the official figure", "when": date(2020, 12, 4)},
            {"what": "463, signed off", "when": date(2020, 5, 22), "by": "head of service"},
            {"what": "466 received", "when": date(2020, 5, 14), "detail": "monthly return"},
        ],
        "tasks": [
            {"name": "Contacts to the front door", "url": "#", "state": "Done", "kind": "good"},
            {"name": "Missing children", "url": "#", "state": "In progress", "kind": "move"},
            {"name": "Custody overnight", "url": "#", "state": "Not started"},
            {"name": "Check and send", "hint": "After the other parts", "state": "Cannot start yet",
             "kind": "plain"},
        ],
        "needs": [
            {"due": "4 days late", "note": "was 13 May", "late": True, "url": "#",
             "title": "Answer the scrutineer’s challenge", "text": "Seen on 2 June.",
             "area": "Scrutiny"},
            {"due": "Today", "url": "#", "title": "Confirm the audit sample", "area": "Audits",
             "text": "6 of 41 drawn at random; one must be drawn again."},
        ],
        "views": [
            {"label": "All", "url": "?", "current": True},
            {"label": "Mine", "url": "?view=mine"},
        ],
        "said": [
            {"by": "Saltmere and Weald Police", "when": date(2020, 12, 3), "about": "On 4.18",
             "text": "If the rise follows the inspection, say whether it was sustained.",
             "answers": [{"by": "Data analyst", "when": date(2020, 12, 4),
                          "text": "It was: see the chart."}]},
            {"by": "Independent scrutineer", "when": date(2020, 12, 1), "state": "To answer",
             "kind": "due", "text": "What changed for a child because a plan was made?"},
        ],
    }  # fmt: skip
