"""The addresses of returns: filling in, sending, receipts and questions."""

from kith.foundation.access import Permission as P
from kith.foundation.access import by_id, page
from kith.modules.dataset.models import Query, Receipt, Return
from kith.modules.dataset.sending import sending_views, views

one = by_id(Return, "return_to")

urlpatterns = [
    page("dataset/returns/", views.returns, name="dataset-returns", read=P.RETURN_READ, write=None),
    page(
        "dataset/returns/<int:pk>/",
        views.overview,
        name="dataset-return",
        read=P.RETURN_READ,
        write=None,
        obj=one,
    ),
    page(
        "dataset/returns/<int:pk>/send/",
        sending_views.send,
        name="dataset-return-send",
        read=P.RETURN_READ,
        write=P.RETURN_FILL,
        obj=one,
    ),
    page(
        "dataset/receipts/<int:pk>/",
        views.receipt,
        name="dataset-receipt",
        read=P.RETURN_READ,
        write=None,
        obj=by_id(Receipt),
    ),
    page(
        "dataset/queries/<int:pk>/answer/",
        views.answer,
        name="dataset-query-answer",
        read=P.RETURN_FILL,
        write=P.RETURN_FILL,
        obj=by_id(Query),
    ),
]

# Any word may be the name of a part, so its address comes after all others.
last = [
    page(
        "dataset/returns/<int:pk>/<slug:section>/",
        views.section,
        name="dataset-return-section",
        read=P.RETURN_READ,
        write=P.RETURN_FILL,
        obj=one,
    ),
]
