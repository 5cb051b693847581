"""The addresses of the analyst's pages of a return."""

from kith.foundation.access import Permission as P
from kith.foundation.access import by_id, page
from kith.modules.dataset.accepting import views
from kith.modules.dataset.models import Query, Return

ROOT = "dataset/returns/<int:pk>/"
one = by_id(Return, "return_to")

urlpatterns = [
    page(
        f"{ROOT}review/",
        views.review,
        name="dataset-return-review",
        read=P.RETURN_ACCEPT,
        write=None,
        obj=one,
    ),
    page(
        f"{ROOT}accept/",
        views.accept,
        name="dataset-return-accept",
        read=P.RETURN_ACCEPT,
        write=P.RETURN_ACCEPT,
        obj=one,
    ),
    page(
        f"{ROOT}value/",
        views.value,
        name="dataset-return-value",
        read=P.RETURN_READ,
        write=P.RETURN_ACCEPT,
        obj=one,
    ),
    page(
        f"{ROOT}correct/",
        views.correction,
        name="dataset-return-correct",
        read=P.RETURN_ACCEPT,
        write=P.RETURN_ACCEPT,
        obj=one,
    ),
    page(
        "dataset/queries/<int:pk>/close/",
        views.close,
        name="dataset-query-close",
        read=P.RETURN_ACCEPT,
        write=P.RETURN_ACCEPT,
        obj=by_id(Query),
    ),
]
