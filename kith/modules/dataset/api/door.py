"""The door of the API: knows a key, counts its requests, and turns refusals into data."""

from __future__ import annotations

from datetime import timedelta

from django.core.cache import cache
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kith.foundation.access import Actor
from kith.modules.dataset.api.keys import digest_of, looks_like_a_key
from kith.modules.dataset.api.problems import Problem
from kith.modules.dataset.models import Token

A_MINUTE = 60  # requests of one key in one minute
USED_STEP = timedelta(minutes=1)  # how often the time of last use is written, at most


class KeyDoor:
    """Lets an agency's system act under the appointment that made its key, while that lasts."""

    def let_in(self, request: HttpRequest) -> Actor | HttpResponse:
        try:
            return self._holder(request)
        except Problem as problem:
            return problem.response()

    def answered(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """A page that refuses becomes a problem document; an answer marks the key as used."""
        if response.status_code < 300:
            self._mark_used(request)
            return response
        if response.headers.get("Content-Type", "").startswith("application/"):
            return response
        # A redirect leads to a page, or to the same address with its slash: neither is here.
        status = response.status_code if response.status_code >= 400 else 404
        kept = {name: response[name] for name in ("Allow",) if name in response.headers}
        return Problem(status, headers=kept).response()

    def _holder(self, request: HttpRequest) -> Actor:
        today = timezone.localdate()
        given = request.headers.get("Authorization", "")
        if not given:
            return Actor.anonymous(today)
        scheme, _, key = given.partition(" ")
        if scheme.lower() != "bearer" or not looks_like_a_key(key.strip()):
            raise Problem(401, "What was sent is no key of Kith.")
        token = (
            Token.objects.filter(digest=digest_of(key.strip()))
            .select_related("appointment__user", "appointment__organisation", "appointment__group")
            .first()
        )
        if token is None:
            raise Problem(401, "This key is not known.")
        if token.withdrawn_at is not None:
            raise Problem(401, "This key was withdrawn.")
        if token.ends_on < today:
            raise Problem(401, "This key has ended.")
        made_under = token.appointment
        if not (
            made_under.user.is_active
            and made_under.holds_on(today)
            and made_under.organisation_id == token.organisation_id
        ):
            raise Problem(401, "The appointment under which this key was made is over.")
        self._count(token)
        request.key = token  # type: ignore[attr-defined]
        return Actor(made_under.user, made_under, (made_under,), today)

    @staticmethod
    def _count(token: Token) -> None:
        """Refuse a key that asks too often, in the minute of the clock."""
        now = timezone.now()
        slot = f"api-key-{token.pk}-{token.digest[:16]}-{int(now.timestamp()) // 60}"
        cache.add(slot, 0, timeout=120)
        try:
            asked = cache.incr(slot)
        except ValueError:  # put out of the cache in between
            return
        if asked > A_MINUTE:
            raise Problem(429, headers={"Retry-After": str(60 - now.second)})

    @staticmethod
    def _mark_used(request: HttpRequest) -> None:
        token: Token | None = getattr(request, "key", None)
        if token is None:
            return
        now = timezone.now()
        stale = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - USED_STEP)
        Token.objects.filter(stale, pk=token.pk).update(last_used_at=now)
