"""The signals of the last quarter as the first page shows them, kept with their round."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from kith.foundation.ui.charts import Point, Spark
from kith.foundation.ui.home import Group, Signal
from kith.modules.dataset.models import Round
from kith.modules.dataset.seeing.cards import Card, card
from kith.modules.dataset.seeing.quarters import quarters
from kith.modules.dataset.seeing.readings import picture

MOST = 3


def keep_signals() -> None:
    """Work out what moved in the last quarter with accepted values, after one was accepted."""
    last = quarters().chosen
    if last is None:
        return
    shared = picture(last)
    cards = [_kept(card(read, numbers=False)) for read in shared.signals[:MOST]]
    kept = {"sentence": shared.sentence, "cards": cards}
    Round.objects.filter(pk=last.pk).update(signals=kept)


def _kept(one: Card) -> dict[str, Any]:
    spark = asdict(one.spark) if one.spark else None
    if spark is not None:
        spark["signals"] = sorted(spark["signals"])
    return {
        "name": one.name,
        "big": one.big,
        "when": one.when,
        "sentence": f"{one.tag}. {one.sentence} {one.chance}".strip(),
        "url": one.url,
        "calm": one.tag == "Better",
        "spark": spark,
    }


def kept_signals(round_: Round, group: Group) -> list[Signal]:
    """What was kept, as the first page takes it."""
    return [
        Signal(**{**one, "spark": _drawn(one["spark"])}, group=group)
        for one in round_.signals.get("cards", ())
    ]


def _drawn(spark: dict[str, Any] | None) -> Spark | None:
    if spark is None:
        return None
    return Spark(
        **{
            **spark,
            "periods": tuple(spark["periods"]),
            "points": tuple(Point(**point) for point in spark["points"]),
            "signals": frozenset(spark["signals"]),
        }
    )
