"""The example year, from an empty database to a published report: what `make demo` runs.

Everything goes through the actions that people use, under the appointments of the example's
people, so that the log, the signatures and the refusals are the real ones.
"""

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TextIO

from django.conf import settings

from kith.check.folder import read_folder
from kith.check.output import as_text
from kith.content import path
from kith.foundation.access import Actor
from kith.foundation.accounts.models import User
from kith.foundation.organisations.example import load_demo_people, load_organisations
from kith.foundation.organisations.models import Appointment
from kith.foundation.publications import output
from kith.foundation.publications.actions import comment, freeze, keep_finding, publish, sign
from kith.foundation.publications.building import build
from kith.foundation.publications.freezing import freezing_problems
from kith.foundation.publications.guarding import finding_key, guard
from kith.foundation.publications.models import Document, Edition
from kith.foundation.publications.seeding import document_from
from kith.kernel.guards import Finding, check
from kith.kernel.refusals import Refused
from kith.modules.dataset.example.collecting import load_leads, load_rounds
from kith.modules.dataset.example.escalating import load_escalations
from kith.modules.finance.example import load_accounts
from kith.modules.official_statistics.importing import import_files

PASSWORD = "saltmere-demo-2020"  # of the demo alone: production has no such account
FILES = ("official.csv", "published.csv", "neighbours-2020.csv")
TEMPLATE = "yearly-report-2019-20"


# What the guards rightly question and the authors keep, with the reason that is shown to signers.
KEEPS = (
    (
        "missing education",
        "Schools work by the school year, and the text and the table both name its months.",
    ),
    (
        "safeguarding audit",
        "Schools answer for a school year, and the text says which. Nothing is compared with it.",
    ),
)


class ExampleFailed(Refused):
    """The example cannot be built; the message says why."""


class Progress:
    """Says what begins, and how long it took if that was over a second."""

    def __init__(self, out: TextIO = sys.stdout) -> None:
        self.out = out

    def say(self, words: str) -> None:
        self.out.write(words + "\n")
        self.out.flush()

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        self.say(f"· {what}")
        began = time.monotonic()
        yield
        seconds = time.monotonic() - began
        if seconds > 1:
            self.say(f"  {seconds:.1f} s")


def load(today: date, progress: Progress) -> None:
    """Organisations, people, figures and accounts of the example."""
    by = Actor.system("demo", today)
    with progress.step("Organisations and people of the example partnership"):
        load_organisations(today)
        load_demo_people(PASSWORD)
    with progress.step("Official statistics and the figures published for 2019-20"):
        folder = path("example")
        import_files(files=[(name, (folder / name).read_bytes()) for name in FILES], by=by)
    with progress.step("Accounts of 2019-20"):
        load_accounts(by)


def collect(today: date, progress: Progress) -> None:
    """Two years of the agencies' returns, and what was put to the Executive."""
    with progress.step("Eight quarters of returns from the agencies, and the next one open"):
        load_leads(PASSWORD)
        returns = load_rounds(today)
        load_escalations(today)
    progress.say(f"  {returns} returns: sent, queried, corrected and accepted; a few are late")


def check_published(out: Path, progress: Progress) -> int:
    """Run the guards on the figures as they were published; how many cannot be true."""
    with progress.step("Checking the 2019-20 figures as they were published"):
        folder = read_folder(path("example", "published-2019-20"))
        report = check(folder.dossier, without=folder.without)
        text = as_text(folder, report)
        (out / "check-2019-20.txt").write_text(text, encoding="utf-8")
    progress.say(
        f"  {len(report.findings)} disagreements found, {len(report.passes)} checks passed: "
        "out/check-2019-20.txt"
    )
    return len(report.findings)


def actor(email: str, today: date) -> Actor:
    """A person of the example under their appointment."""
    return Actor.of(User.objects.get(email=email), today)


def write_report(today: date, progress: Progress) -> Document:
    """The draft from its template; one that does not hold is refused with every reason."""
    with progress.step("Writing the yearly report from its template"):
        manager = actor("manager@saltmere.example", today)
        document = document_from(path("reports", TEMPLATE), manager)
        draft = build(document)
        report = guard(draft)
        keep_what_is_meant(document, report.findings, manager)
    stops = [stop.message for stop in freezing_problems(draft, signatures=False)]
    if stops:
        raise ExampleFailed("The draft cannot be signed:\n  " + "\n  ".join(stops))
    progress.say(
        f"  {len(draft.answers.used)} figures, {len(report.passes)} checks passed, none failed; "
        "no hidden number can be worked out"
    )
    return document


def keep_what_is_meant(document: Document, findings: Iterable[Finding], by: Actor) -> None:
    """Keep, with its reason, what a guard questions and the text means to say."""
    for finding in findings:
        for words, reason in KEEPS:
            if finding.rule == "dates" and words in finding.stated:
                keep_finding(document=document, finding=finding_key(finding), reason=reason, by=by)


def publish_report(document: Document, today: date, progress: Progress) -> Edition:
    """Sign for the three partners, freeze, publish."""
    with progress.step("Signing for the three partners, freezing and publishing"):
        digest = build(document).digest
        for appointment in Appointment.objects.filter(role="executive").select_related("user"):
            sign(document=document, digest=digest, by=Actor.of(appointment.user, today))
        manager = actor("manager@saltmere.example", today)
        edition = freeze(document=document, by=manager)
        return publish(document=document, edition=edition, by=manager)


def open_questions(document: Document, today: date) -> None:
    """What readers said of the edition, so that the next one has something to answer."""
    section = document.sections.filter(key__contains="protection").first()
    if section is None:
        return
    comment(
        document=document,
        section=section,
        by=actor("scrutineer@saltmere.example", today),
        text="What changed for a child because a plan was made? Say so in the next edition.",
        must_answer=True,
    )
    comment(
        document=document,
        section=section,
        by=actor("police@saltmere.example", today),
        text="If the rise follows the inspection, say whether it was sustained.",
    )


def write_forms(edition: Edition, out: Path, progress: Progress) -> list[Path]:
    """Every form of the edition in the folder `out`."""
    written = []
    with progress.step("Writing PDF, Word and the tables"):
        for form in output.FORMS.values():
            file = out / f"{edition.document.key}.{form.extension}"
            file.write_bytes(output.rendered(edition, form.key))
            written.append(file)
    for file in written:
        progress.say(f"  {file.relative_to(settings.ROOT)}  {file.stat().st_size // 1024:,} KB")
    return written


def people() -> list[tuple[str, str, str]]:
    """The demo's sign-ins, one for each role: e-mail, office and organisation."""
    held = Appointment.objects.select_related("user", "organisation").order_by("pk")
    one_each = held.exclude(user__email__startswith="lead.")
    return [(a.user.email, a.office or a.user.office, a.organisation.name) for a in one_each]
