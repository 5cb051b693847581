"""The log: what was done, by which office, when and why; written once and never changed."""

import json
from typing import Any, NoReturn

from django.db import models


class Immutable(Exception):
    """The log is only ever added to."""


class ImmutableQuerySet(models.QuerySet["Event"]):
    """Rows that may be read, and no more."""

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Immutable("The log is only added to, by audit.record().")

    update = delete = bulk_create = bulk_update = _refuse  # type: ignore[assignment]
    create = get_or_create = update_or_create = _refuse  # type: ignore[assignment]
    delete.alters_data = True  # type: ignore[attr-defined]


class Event(models.Model):
    """One thing that was done. No foreign keys, so nothing that happens later can touch it."""

    seq = models.BigIntegerField(unique=True)
    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=80, db_index=True)
    actor_id = models.BigIntegerField(null=True, help_text="The person's number; no e-mail.")
    office = models.CharField(max_length=160)
    appointment_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=40, blank=True)
    organisation = models.CharField(max_length=80, blank=True, help_text="Its key.")
    ref = models.CharField(max_length=160, db_index=True)
    what = models.CharField(max_length=300)
    # Text, not a JSON column: the digest is over these very characters on every database.
    data_json = models.TextField(default="{}")
    why = models.TextField(blank=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    objects = ImmutableQuerySet.as_manager()

    class Meta:
        ordering = ["seq"]
        default_manager_name = "objects"
        base_manager_name = "objects"

    class DataProtection:
        identifies = {"actor_id", "appointment_id"}
        sensitive = {"data_json", "why"}
        open = {
            "id",
            "seq",
            "at",
            "kind",
            "office",
            "role",
            "organisation",
            "ref",
            "what",
            "previous",
            "digest",
        }

    def __str__(self) -> str:
        return f"{self.seq}: {self.kind} {self.ref}"

    @property
    def data(self) -> dict[str, Any]:
        """What the kind of event keeps beside its sentence."""
        kept: dict[str, Any] = json.loads(self.data_json)
        return kept

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only new rows: changing one is refused here, and by the database itself."""
        if not self._state.adding:
            raise Immutable("An event is never changed.")
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Immutable("An event is never deleted.")


class Head(models.Model):
    """The end of the chain: one row, locked by each writer, so that the chain never forks."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="there_is_one_head")]

    class DataProtection:
        identifies: set[str] = set()
        sensitive: set[str] = set()
        open = {"id", "seq", "digest"}

    def __str__(self) -> str:
        return f"{self.seq}:{self.digest}"
