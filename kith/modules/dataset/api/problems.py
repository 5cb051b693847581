"""Refusals that a program can read: RFC 9457 problem documents, each saying what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, JsonResponse

PROBLEM_JSON = "application/problem+json"
DOCUMENTATION = "/dataset/api/documentation/"

# What each status means here, and what the caller does about it.
STATUSES: Mapping[int, tuple[str, str]] = {
    400: (
        "The message is not JSON",
        "Send one JSON object in UTF-8, in which no name stands twice and no number is NaN.",
    ),
    401: (
        "A key is needed",
        "Send the header “Authorization: Bearer” with a key of your agency. A lead of the agency "
        "makes one, and sees when one has ended, on the page “Keys for your systems”.",
    ),
    403: (
        "The key does not let you do this",
        "Only a key made by an agency’s lead fills in a return.",
    ),
    404: (
        "Not found",
        "There is nothing of your agency at this address. Ask for /api/v1/returns/ to see what "
        "there is. Every address ends with a slash.",
    ),
    405: ("Not offered here", "Use one of the methods that the header “Allow” names."),
    409: (
        "The return cannot be changed now, or the key of the message was used before",
        "Read the return to see where it stands. A message with other content needs a key that "
        "was not used yet.",
    ),
    413: ("The message is too large", "Send at most 2 MB; a return needs far less."),
    415: ("Only JSON is read here", "Send the header “Content-Type: application/json”."),
    422: (
        "The message was refused",
        "Put right what “errors” names and send it again. Nothing of it was stored.",
    ),
    429: (
        "Too many requests",
        "Wait as many seconds as the header “Retry-After” says. A key may ask 60 times a minute.",
    ),
    500: (
        "Something went wrong on the server",
        "Send the same message again later, with the same key: it is done once.",
    ),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: in which box or at which place of the message, and what to do."""

    says: str
    do: str = ""
    box: str = ""
    at: str = ""  # a JSON pointer (RFC 6901) into the message
    rule: str = ""  # the check that asks, where one does

    def told(self) -> dict[str, str]:
        """Without what does not apply."""
        names = ("box", "at", "rule", "says", "do")
        return {name: value for name in names if (value := getattr(self, name))}


class Problem(Exception):
    """A refusal on its way to the caller."""

    def __init__(
        self,
        status: int,
        detail: str = "",
        *,
        errors: Iterable[Fault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.status, self.detail = status, detail
        self.errors = list(errors)
        self.headers = dict(headers or {})
        super().__init__(detail)

    def response(self) -> HttpResponse:
        """The document: what was refused, why, and what to do."""
        title, do = STATUSES.get(self.status, (HTTPStatus(self.status).phrase, ""))
        content: dict[str, Any] = {
            "type": f"{DOCUMENTATION}#status-{self.status}",
            "title": title,
            "status": self.status,
            "detail": " ".join(filter(None, [self.detail, do])),
        }
        if self.errors:
            content["errors"] = [fault.told() for fault in self.errors]
        answer = JsonResponse(
            content,
            status=self.status,
            content_type=PROBLEM_JSON,
            json_dumps_params={"ensure_ascii": False},
            headers={"Cache-Control": "no-store", **self.headers},
        )
        if self.status == 401:
            answer.headers["WWW-Authenticate"] = 'Bearer realm="Kith"'
        return answer
