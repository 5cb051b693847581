"""The addresses of rounds."""

from django.urls import URLPattern

from kith.foundation.access import Permission as P
from kith.foundation.access import by, by_id, page
from kith.foundation.access.routes import View
from kith.modules.dataset.models import Return, Round
from kith.modules.dataset.rounds import opening, quarters, views

ROOT = "dataset/rounds/"
ONE = f"{ROOT}<quarter:quarter>/"
MANAGE = P.ROUND_MANAGE
one = by(Round, "round_", quarter="quarter")
mine = by_id(Return, "return_to")

assert quarters.Quarter  # its part of an address is registered before it is used


def _of_a_return(part: str, view: View, name: str) -> URLPattern:
    route = f"dataset/returns/<int:pk>/{part}/"
    return page(route, view, name=name, read=MANAGE, write=MANAGE, obj=mine)


urlpatterns = [
    page(ROOT, views.rounds, name="dataset-rounds", read=P.DATASET_READ, write=None),
    page(f"{ROOT}open/", opening.begin, name="dataset-round-open", read=MANAGE, write=MANAGE),
    page(
        f"{ROOT}completeness/",
        views.completeness,
        name="dataset-completeness",
        read=P.DATASET_READ,
        write=None,
    ),
    page(ONE, views.show, name="dataset-round", read=P.DATASET_READ, write=None, obj=one),
    page(f"{ONE}chase/", views.chase, name="dataset-chase", read=MANAGE, write=MANAGE, obj=one),
    _of_a_return("excuse", views.excuse, "dataset-excuse"),
    _of_a_return("reopen", views.reopen, "dataset-reopen"),
]
