"""The addresses of escalations."""

from kith.foundation.access import Permission as P
from kith.foundation.access import by_id, page
from kith.modules.dataset.escalating import views
from kith.modules.dataset.models import Escalation

ROOT = "dataset/exceptions/"
ONE = f"{ROOT}<int:pk>/"
one = by_id(Escalation, "escalation")

urlpatterns = [
    page(ROOT, views.escalations, name="dataset-escalations", read=P.EXCEPTION_READ, write=None),
    page(
        f"{ROOT}new/",
        views.begin,
        name="dataset-escalations-new",
        read=P.EXCEPTION_RAISE,
        write=P.EXCEPTION_RAISE,
    ),
    page(
        ONE, views.escalation, name="dataset-escalation", read=P.EXCEPTION_READ, write=None, obj=one
    ),
    page(
        f"{ONE}answer/",
        views.answer,
        name="dataset-escalation-answer",
        read=P.EXCEPTION_ANSWER,
        write=P.EXCEPTION_ANSWER,
        obj=one,
    ),
    page(
        f"{ONE}close/",
        views.close,
        name="dataset-escalation-close",
        read=P.EXCEPTION_RAISE,
        write=P.EXCEPTION_RAISE,
        obj=one,
    ),
]
