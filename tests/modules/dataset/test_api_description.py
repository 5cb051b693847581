"""The description of the API says everything that the API says, and nothing else."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve, reverse
from jsonschema import Draft202012Validator

from kith.foundation.access.routes import every_route
from kith.modules.dataset.accepting.actions import ask
from kith.modules.dataset.api.description import CALLS, EXAMPLE, REFUSALS, THINGS
from kith.modules.dataset.api.urls import urlpatterns
from tests.modules.dataset.calling import RETURN, RETURNS, System, answers, key_for
from tests.modules.dataset.making import GOOD, Collection
from tests.modules.dataset.test_api import FAULTY, sending

OPENAPI = "/api/v1/openapi.json"


@pytest.fixture
def system(collected: Collection) -> System:
    return System(key_for(collected.lead(collected.police))[1])


@pytest.fixture
def described(db: None) -> dict[str, Any]:
    answer = Client().get(OPENAPI)
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def wrong(described: dict[str, Any], answer: Any, path: str, method: str = "get") -> list[str]:
    """How an answer differs from what is described for its status."""
    told = described["paths"][path][method]["responses"].get(str(answer.status_code))
    if told is None:
        return [f"{answer.status_code} is not described"]
    ((kind, content),) = told["content"].items()
    if answer.headers["Content-Type"] != kind:
        return [f"{answer.headers['Content-Type']} is not {kind}"]
    schema = {**content["schema"], "components": described["components"]}
    return [error.message for error in Draft202012Validator(schema).iter_errors(answer.json())]


def test_every_route_and_method_of_the_api_is_described(described: dict[str, Any]) -> None:
    offered = set()
    for route in every_route(urlpatterns):
        if route.address.startswith("api/"):
            methods = set(route.declaration.methods) - {"HEAD"}  # type: ignore[union-attr]
            offered |= {(route.name, method) for method in methods}
    assert {(call.route, call.method) for call in CALLS} == offered
    for call in CALLS:
        address = call.path.replace("{quarter}", "2019-20-q4").replace("{id}", "7")
        assert resolve(address).url_name == call.route
        assert call.method.lower() in described["paths"][call.path]


def test_the_document_is_sound(described: dict[str, Any]) -> None:
    assert described["openapi"].startswith("3.1")
    for name, schema in described["components"]["schemas"].items():
        Draft202012Validator.check_schema(schema)
        assert schema["description"], name
    known = {f"#/components/schemas/{thing.name}" for thing in THINGS}
    assert set(_references(described)) <= known
    ids = [call["operationId"] for path in described["paths"].values() for call in path.values()]
    assert len(ids) == len(set(ids))


def _references(part: Any) -> list[str]:
    if isinstance(part, dict):
        own = [part["$ref"]] if "$ref" in part else []
        return own + [found for value in part.values() for found in _references(value)]
    return (
        [found for value in part for found in _references(value)] if isinstance(part, list) else []
    )


def test_real_answers_hold_what_is_described_and_no_more(
    described: dict[str, Any], system: System, collected: Collection
) -> None:
    one, asked = "/api/v1/returns/{quarter}/", []
    asked.append((system.get(RETURNS), RETURNS, "get"))
    asked.append((system.get(RETURN), one, "get"))
    wild = answers({**GOOD, "35|2019-20 Q4|": (900, None)})
    asked.append((system.post({"answers": wild, "dry_run": True}), one, "post"))
    given = [{"box": "41|2020-01|", "reason": "Not held by us."}]
    asked.append((system.post({"answers": given}), one, "post"))
    sent = system.post(sending())
    asked += [(sent, one, "post"), (system.post(sending()), one, "post")]
    asked.append((system.get(sent.headers["Location"]), "/api/v1/receipts/{id}/", "get"))
    ask(
        return_to=collected.mine,
        box="35|2019-20 Q4|",
        question="Is this right?",
        by=collected.actor(collected.analyst),
    )
    queried = system.get(RETURN)
    asked.append((queried, one, "get"))
    told = queried.json()
    assert asked[2][0].json()["checks"]
    for part in ("boxes", "questions", "receipts"):
        assert told[part], f"nothing shows whether {part} are described"
    for answer, path, method in asked:
        assert wrong(described, answer, path, method) == []


def test_refusals_hold_what_is_described(described: dict[str, Any], system: System) -> None:
    one = "/api/v1/returns/{quarter}/"
    for text, _, _ in FAULTY.values():
        refused = system.post(text.replace("%s", '"box": "35|2019-20 Q4|"'))
        assert wrong(described, refused, one, "post") == []
    stopped = system.post({"send": True, "key": "k"})
    assert {"box", "rule", "says", "do"} <= set(stopped.json()["errors"][0])
    nobody = Client().get(RETURNS)
    nothing = system.get("/api/v1/returns/2031-32-q1/")
    assert wrong(described, stopped, one, "post") == []
    assert wrong(described, nobody, RETURNS) == []
    assert wrong(described, nothing, one) == []


def test_a_field_that_is_not_described_would_be_noticed(
    described: dict[str, Any], system: System
) -> None:
    answer = system.get(RETURNS)
    fields = described["components"]["schemas"]["ReturnInBrief"]["properties"]
    del fields["late"]
    assert "'late' was unexpected" in str(wrong(described, answer, RETURNS))


def test_the_example_is_a_message_as_described(described: dict[str, Any]) -> None:
    schema = {"$ref": "#/components/schemas/Message", "components": described["components"]}
    assert list(Draft202012Validator(schema).iter_errors(EXAMPLE)) == []
    assert list(Draft202012Validator(schema).iter_errors({**EXAMPLE, "more": 1}))


class _Page(HTMLParser):
    """The names of a page's parts, and where its files come from."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.files: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.ids += [told["id"] or ""] if "id" in told else []
        self.links += [told["href"] or ""] if tag == "a" and "href" in told else []
        self.files += [told[name] or "" for name in ("src", "srcset") if name in told]
        self.files += [told.get("href") or ""] if tag == "link" else []


def test_the_page_for_people_says_the_same_and_needs_no_other_host(collected: Collection) -> None:
    client = collected.client(collected.police)
    text = client.get(reverse("dataset-api-documentation")).content.decode()
    page = _Page(text)
    for call in CALLS:
        assert call.path in text
        assert call.anchor in page.ids
    for thing in THINGS:
        assert f"thing-{thing.name}" in page.ids
        assert all(f">{field.name}<" in text for field in thing.fields)
    for status in REFUSALS:
        assert f"status-{status}" in page.ids
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    assert all(file.startswith("/static/") or file.startswith("data:") for file in page.files)
    assert "http://testserver/api/v1/returns/2019-20-q4/" in text
    assert len(page.ids) == len(set(page.ids))


def test_a_refusal_leads_to_its_explanation(system: System, collected: Collection) -> None:
    address, _, anchor = Client().get(RETURNS).json()["type"].partition("#")
    text = collected.client(collected.police).get(address).content.decode()
    assert f'id="{anchor}"' in text
