"""The addresses of official statistics."""

from kith.foundation.access import Permission as P
from kith.foundation.access import by_id, page
from kith.foundation.indicators.models import Batch
from kith.modules.official_statistics import views

urlpatterns = [
    page("official/", views.index, name="official", read=P.OFFICIAL_READ, write=None),
    page(
        "official/import/",
        views.send,
        name="official-import",
        read=P.OFFICIAL_IMPORT,
        write=P.OFFICIAL_IMPORT,
    ),
    page(
        "official/files/<int:pk>/",
        views.preview,
        name="official-preview",
        read=P.OFFICIAL_IMPORT,
        write=P.OFFICIAL_IMPORT,
        obj=by_id(Batch),
    ),
]
