import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kith.foundation.audit.models import Event
from kith.foundation.indicators.models import Area, Batch, Observation
from kith.foundation.indicators.waiting import waiting_room
from tests.foundation.indicators.making import signed_in
from tests.modules.official_statistics.making import NAME, bring_in, plans

pytestmark = pytest.mark.django_db(transaction=False)
SEND = "/official/import/"


@pytest.fixture(autouse=True)
def apart(settings, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def analyst() -> Client:
    return signed_in("data_analyst")


def token(client: Client, address: str) -> str:
    html = client.get(address).content.decode()
    found = re.search(r'name="submission" value="([^"]+)"', html)
    assert found
    return found[1]


def send(client: Client, data: bytes, name: str = NAME) -> HttpResponse:
    file = SimpleUploadedFile(name, data, "text/csv")
    return client.post(SEND, {"file": file, "submission": token(client, SEND)})


def decide(client: Client, address: str, decision: str) -> HttpResponse:
    return client.post(address, {"decision": decision, "submission": token(client, address)})


def test_a_file_is_shown_before_anything_is_stored(analyst: Client) -> None:
    answer = send(analyst, plans())
    page = analyst.get(answer["Location"]).content.decode()
    assert "Look before you store: nothing is stored yet" in page
    assert "Store 6 values?" in page
    assert Observation.objects.count() == Area.objects.count() == 0


def test_storing_stores_all_and_deletes_the_waiting_file(
    analyst: Client, django_capture_on_commit_callbacks
) -> None:
    address = send(analyst, plans())["Location"]
    with django_capture_on_commit_callbacks(execute=True):
        decide(analyst, address, "store")
    assert Observation.objects.count() == 6
    assert list(waiting_room().iterdir()) == []
    assert {e.kind for e in Event.objects.all()} >= {"official.staged", "official.imported"}
    batch = Batch.objects.get()
    assert (batch.state, batch.new) == ("committed", 6)
    assert batch.by is not None


def test_storing_nothing_stores_nothing(
    analyst: Client, django_capture_on_commit_callbacks
) -> None:
    address = send(analyst, plans())["Location"]
    with django_capture_on_commit_callbacks(execute=True):
        decide(analyst, address, "nothing")
    assert Observation.objects.count() == 0
    assert list(waiting_room().iterdir()) == []
    assert "Not stored" in analyst.get("/official/").content.decode()


def test_a_file_is_not_deleted_because_the_decision_is_missing(analyst: Client) -> None:
    address = send(analyst, plans())["Location"]
    assert decide(analyst, address, "").status_code == 422
    assert len(list(waiting_room().iterdir())) == 1
    assert decide(analyst, address, "store").status_code == 302


def test_a_decision_is_made_once(analyst: Client) -> None:
    address = send(analyst, plans())["Location"]
    first = token(analyst, address)
    second = token(analyst, address)
    analyst.post(address, {"decision": "nothing", "submission": first})
    answer = analyst.post(address, {"decision": "store", "submission": second})
    assert answer.status_code == 422
    assert Observation.objects.count() == 0


def test_what_changed_is_listed_with_both_values(analyst: Client) -> None:
    bring_in((NAME, plans()))
    page = analyst.get(send(analyst, plans("585,127,21.7"))["Location"]).content.decode()
    assert "<s>583</s>" in page
    assert "<b>585</b>" in page
    assert "Row 4, CPP_start" in page
    assert "Medway" in page


def test_what_changed_in_the_meantime_is_compared_again(analyst: Client) -> None:
    address = send(analyst, plans())["Location"]
    bring_in((NAME, plans()))
    decide(analyst, address, "store")
    assert Observation.objects.count() == 6
    assert Batch.objects.get(state="committed", new=0).same == 6


@pytest.mark.parametrize(
    ("data", "parts"),
    [
        (plans("many,127,21.8"), ["many", "<dd>4</dd>", "<dd>CPP_start</dd>"]),
        (b"PK\x03\x04" + plans(), ["zip file"]),
        (plans()[:-30], ["cut short", "<dd>4</dd>"]),
    ],
    ids=["text in a number", "a zip", "cut short"],
)
def test_a_bad_file_gives_one_clear_page(analyst: Client, data: bytes, parts: list[str]) -> None:
    answer = send(analyst, data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The file was not brought in" in page
    assert f"<dd>{NAME}</dd>" in page
    assert [part for part in parts if part not in page] == []
    assert Observation.objects.count() == Batch.objects.count() == 0
    assert list(waiting_room().iterdir()) == []
    assert Event.objects.filter(kind="official.refused").count() == 1


def test_no_file_is_asked_for_again(analyst: Client) -> None:
    answer = analyst.post(SEND, {"submission": token(analyst, SEND)})
    assert answer.status_code == 422
    assert "Choose a file" in answer.content.decode()


def test_a_hostile_name_is_only_ever_text(analyst: Client, apart: Path) -> None:
    answer = send(analyst, plans(), "..<script>x.csv")
    page = analyst.get(answer["Location"]).content.decode()
    assert "<script>x" not in page
    (waiting,) = waiting_room().iterdir()
    assert re.fullmatch(r"[0-9a-f]{32}\.csv", waiting.name)


@pytest.mark.parametrize(
    ("role", "reads", "sends"),
    [("data_analyst", 200, 200), ("scrutineer", 200, 403), ("auditor", 403, 403)],
)
def test_who_may_read_and_who_may_bring_in(role: str, reads: int, sends: int) -> None:
    client = signed_in(role)
    assert client.get("/official/").status_code == reads
    assert client.get(SEND).status_code == sends


def test_the_pages_ask_few_questions(analyst: Client) -> None:
    for year in range(2013, 2020):
        bring_in((NAME, plans(year=str(year))))
    address = send(analyst, plans())["Location"]
    for page in ("/official/", SEND, address):
        with CaptureQueriesContext(connection) as asked:
            assert analyst.get(page).status_code == 200
        assert len(asked) <= 25, page
