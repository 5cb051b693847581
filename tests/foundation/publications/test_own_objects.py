"""An action changes only what belongs to the publication it was asked of, and only once."""

from datetime import date, timedelta

import pytest

from kith.foundation.access import Actor
from kith.foundation.audit import latest
from kith.foundation.audit.models import Event
from kith.foundation.organisations.models import Organisation
from kith.foundation.publications import actions
from kith.foundation.publications.building import build
from kith.foundation.publications.freezing import freezing_problems, partners
from kith.foundation.publications.models import Document
from kith.kernel.refusals import Refused
from tests.foundation.publications import making
from tests.foundation.publications.making import edition, person, sign_all, typed

pytestmark = pytest.mark.django_db
OTHER = "belongs to another"


def test_what_belongs_to_another_publication_is_not_touched(
    document: Document, people: dict[str, Actor]
) -> None:
    second = making.document("second")
    theirs, author = second.sections.get(key="plans"), people["report_author"]
    with pytest.raises(Refused, match=OTHER):
        actions.comment(document=document, section=theirs, text="Why?", by=author)
    with pytest.raises(Refused, match=OTHER):
        actions.set_coverage(
            document=document, requirement="impact", sections=[theirs], note="", by=author
        )
    stated = typed(second)
    with pytest.raises(Refused, match=OTHER):
        actions.restate_figure(
            document=document, stated=stated, changes={"value": 1}, expected_version=1, by=author
        )
    said = actions.comment(document=second, section=theirs, text="Why?", by=author)
    with pytest.raises(Refused, match=OTHER):
        actions.settle(document=document, remark=said, by=author)
    with pytest.raises(Refused, match=OTHER):
        actions.comment(
            document=second,
            section=second.sections.get(key="contacts"),
            parent=said,
            text="Because.",
            by=author,
        )


def test_the_log_of_a_settled_comment_does_not_repeat_what_was_said(
    document: Document, people: dict[str, Actor]
) -> None:
    section, author = document.sections.get(key="plans"), people["report_author"]
    said = actions.comment(document=document, section=section, text="Canary words", by=author)
    actions.settle(document=document, remark=said, by=author)
    event = latest(section)
    assert event is not None
    assert event.kind.endswith("settled")
    assert "Canary" not in str(list(Event.objects.values()))


def test_settling_twice_from_two_pages_leaves_one_event(
    document: Document, people: dict[str, Actor]
) -> None:
    section, author = document.sections.get(key="plans"), people["report_author"]
    said = actions.comment(document=document, section=section, text="Why?", by=author)
    first, second = (type(said).objects.get(pk=said.pk) for _ in range(2))
    actions.settle(document=document, remark=first, by=author)
    actions.settle(document=document, remark=second, by=people["business_manager"])
    assert Event.objects.filter(kind__endswith="settled").count() == 1
    said.refresh_from_db()
    assert said.settled_by == author.office


def test_only_a_safeguarding_partner_signs(document: Document, people: dict[str, Actor]) -> None:
    Organisation.objects.create(key="trust", name="A trust", kind="relevant_agency")
    with pytest.raises(Refused, match="no safeguarding partner"):
        actions.sign(
            document=document, digest=build(document).digest, by=person("executive", "trust", "x")
        )
    assert not document.signatures.exists()


def test_a_partner_that_closes_later_signs_and_one_that_opens_later_does_not(
    document: Document, people: dict[str, Actor]
) -> None:
    tomorrow = date.today() + timedelta(days=1)
    Organisation.objects.filter(key="health").update(closes_on=tomorrow)
    Organisation.objects.create(
        key="board", name="The next", kind="safeguarding_partner", opens_on=tomorrow
    )
    assert [p.key for p in partners()] == ["council", "health", "police"]


def test_without_a_partner_in_the_directory_nothing_can_be_frozen(
    document: Document, people: dict[str, Actor]
) -> None:
    Organisation.objects.filter(kind="safeguarding_partner").update(closes_on="2013-01-01")
    stops = [s for s in freezing_problems(build(document)) if s.kind == "signature"]
    assert [s.stops_signing for s in stops] == [False]
    with pytest.raises(Refused, match="no safeguarding partner"):
        actions.freeze(document=document, by=people["business_manager"])


def test_freezing_the_same_words_twice_makes_one_edition(
    document: Document, people: dict[str, Actor]
) -> None:
    edition(document, people)
    sign_all(document, people)
    with pytest.raises(Refused, match="Nothing has changed since edition 1"):
        actions.freeze(document=document, note="Again", by=people["business_manager"])
    assert document.editions.count() == 1


def test_an_edition_that_is_not_what_was_signed_is_not_published(
    document: Document, people: dict[str, Actor]
) -> None:
    sign_all(document, people)
    manager = people["business_manager"]
    frozen = actions.freeze(document=document, by=manager)
    frozen.content = frozen.content.replace("463", "436")
    with pytest.raises(Refused, match="not what the partners signed"):
        actions.publish(document=document, edition=frozen, by=manager)
