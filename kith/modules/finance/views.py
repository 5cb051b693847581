"""Pages of the accounts: the years, one year, and how its lines are entered and corrected."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kith.foundation import audit
from kith.foundation.access import Actor, Permission, can, once, visible
from kith.foundation.access.places import PARTNERSHIP, tabs_of
from kith.foundation.audit.models import Event
from kith.foundation.ui.tables import Column, Empty, Table
from kith.modules.finance import actions
from kith.modules.finance.balance import LINES, pounds
from kith.modules.finance.forms import LineChangeForm, LineForm, TotalsForm, YearForm
from kith.modules.finance.models import Account, Line
from kith.modules.finance.portrait import Portrait, portrait

TOTALS = ("source", "income_total", "expenditure_total", "reserves_opening")
LINE = ("kind", "label", "organisation", "budget", "outturn")
HISTORY = 8  # events shown


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _address(account: Account) -> str:
    return reverse("account-year", args=[account.period_code])


def years(request: HttpRequest) -> HttpResponse:
    """Every year's accounts, and whether they balance."""
    actor = _actor(request)
    rows = visible(Account.objects.all(), actor, Permission.FINANCE_READ).prefetch_related(LINES)
    table = Table(
        columns=[
            Column("period_code", "Year", header=True, sort="period_code", link=_address),
            Column("income_total", "Income", numeric=True, text=lambda a: _money(a.income_total)),
            Column("expenditure_total", "Expenditure", numeric=True,
                   text=lambda a: _money(a.expenditure_total)),
            Column("state", "Does it balance?", value=lambda a: portrait(a).verdict),
            Column("source", "Source"),
        ],
        rows=rows,
        query=request.GET,
        caption="Accounts",
        caption_hidden=True,
        sort="-period_code",
        noun="year",
        name="accounts",
        empty=Empty("No accounts yet", "The finance officer enters a year’s accounts here."),
    )  # fmt: skip
    context = {
        "title": "Money",
        "lead": "What partners pay in, what it is spent on, and whether the sums agree.",
        "table": table,
        "tabs": tabs_of(PARTNERSHIP, request),
        "action": ("Begin a year", reverse("account-open"))
        if can(actor, Permission.FINANCE_EDIT)
        else None,
    }
    return table.download() or render(request, "administration/list.html", context)


def _money(amount: Any) -> str:
    return "" if amount is None else pounds(amount)


def year(request: HttpRequest, account: Account) -> HttpResponse:
    """One year: the sentence, what does not add up, the drawing, the lines, the history."""
    seen = portrait(account)
    whole = _table(seen, seen.lines, "Lines", request)
    if file := whole.download():
        return file
    actor = _actor(request)
    may_edit = can(actor, Permission.FINANCE_EDIT, account)
    sides = (("Income", Line.INCOME), ("Expenditure and reserves", Line.SPENT))
    context = {
        "account": account,
        "seen": seen,
        "facts": [
            ("Total income in the ledger", _money(account.income_total) or "Not entered"),
            ("Lines of income", pounds(seen.sum(*Line.INCOME))),
            ("Total expenditure in the ledger", _money(account.expenditure_total) or "Not entered"),
            ("Lines of expenditure", pounds(seen.sum(*Line.SPENT))),
            ("Source", account.source),
        ],
        "sides": [
            (name, _table(seen, seen.of(*kinds), name, request, may_edit)) for name, kinds in sides
        ],
        "history": _history(seen),
        "may_edit": may_edit,
        "crumbs": [("Money", reverse("accounts"))],
    }
    return render(request, "finance/year.html", context)


def _table(
    seen: Portrait, lines: Any, name: str, request: HttpRequest, may_edit: bool = False
) -> Table:
    """Lines of one side, or all of them for a file; who may change a line gets links."""
    return Table(
        columns=[
            Column("label", "Line", header=True,
                   link=(lambda x: reverse("account-line", args=[x.pk])) if may_edit else None,
                   small=lambda x: x.organisation.called if x.organisation else ""),
            Column("kind", "Kind", value=lambda x: x.get_kind_display()),
            Column("organisation", "Partner", value=lambda x: str(x.organisation or ""))
            if name == "Lines" else Column("share", "Share", numeric=True, value=seen.share),
            Column("budget", "Budget", numeric=True,
                   text=lambda x: _money(x.budget) or "None set"),
            Column("outturn", "Outturn", numeric=True,
                   text=lambda x: _money(x.outturn) or "Not known yet"),
        ],
        rows=list(lines),
        query=request.GET,
        caption=name,
        caption_hidden=True,
        noun="line",
        name=name.split()[0].lower(),
        page_size=200,
        downloads=("csv", "xlsx") if name == "Lines" else (),
        empty=Empty(f"No line of {name.lower()} yet", "The finance officer enters them."),
    )  # fmt: skip


def _history(seen: Portrait) -> list[dict[str, Any]]:
    """What was done to these accounts, from the log, newest first."""
    refs = [audit.ref_of(seen.account), *(audit.ref_of(line) for line in seen.lines)]
    rows = Event.objects.filter(ref__in=refs, kind__startswith="finance.").order_by("-seq")
    return [
        {"what": audit.present(e), "when": e.at, "detail": f"Because: {e.why}" if e.why else ""}
        for e in rows[:HISTORY]
    ]


def _form(
    request: HttpRequest, form: BaseForm, account: Account | None, **words: Any
) -> HttpResponse:
    crumbs, back = [("Money", reverse("accounts"))], reverse("accounts")
    if account is not None:
        back = _address(account)
        crumbs.append((account.period.label, back))
    context = {"form": form, "crumbs": crumbs, "cancel_url": back, **words}
    return render(request, "ui/form_page.html", context, status=422 if form.is_bound else 200)


@once("account-open")
def begin(request: HttpRequest) -> HttpResponse:
    """Begin the accounts of a year."""
    form = YearForm(request.POST or None)
    if not form.is_valid():
        return _form(request, form, None, title="Begin a year’s accounts", submit="Begin")
    account = actions.open_account(by=_actor(request), **form.cleaned_data)
    messages.success(request, f"The accounts of {account.period.label} are begun. Enter the lines.")
    return redirect(_address(account))


@once("account-totals")
def totals(request: HttpRequest, account: Account) -> HttpResponse:
    """Change the ledger's totals or the source, with the reason."""
    initial = {name: getattr(account, name) for name in TOTALS}
    form = TotalsForm(request.POST or None, initial=initial | {"expected_version": account.version})
    if not form.is_valid():
        title = f"Change the totals of {account.period.label}"
        return _form(request, form, account, title=title)
    actions.change_account(account=account, by=_actor(request), **form.cleaned_data)
    messages.success(request, "The totals are changed.")
    return redirect(_address(account))


@once("account-add-line")
def add(request: HttpRequest, account: Account) -> HttpResponse:
    """Enter a line."""
    form = LineForm(request.POST or None)
    if not form.is_valid():
        title = f"Add a line to {account.period.label}"
        return _form(request, form, account, title=title, submit="Add the line")
    order = account.lines.filter(kind=form.cleaned_data["kind"]).count()
    line = actions.add_line(account=account, by=_actor(request), order=order, **form.cleaned_data)
    messages.success(request, f"“{line.label}” is entered.")
    return redirect(_address(account))


@once("account-line")
def change(request: HttpRequest, line: Line) -> HttpResponse:
    """Correct a line, with the reason."""
    initial = {name: getattr(line, name) for name in LINE} | {"expected_version": line.version}
    form = LineChangeForm(request.POST or None, initial=initial)
    if not form.is_valid():
        return _form(request, form, line.account, title=f"Change “{line.label}”")
    actions.change_line(line=line, by=_actor(request), **form.cleaned_data)
    messages.success(request, "The line is changed. What it said before is kept.")
    return redirect(_address(line.account))
