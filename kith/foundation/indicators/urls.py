"""The addresses of indicators."""

from kith.foundation.access import Permission as P
from kith.foundation.access import by_id, by_key, page
from kith.foundation.indicators import views
from kith.foundation.indicators.models import Indicator, Observation

urlpatterns = [
    page("indicators/", views.index, name="indicators", read=P.INDICATOR_READ, write=None),
    page(
        "indicators/<str:key>/",
        views.show,
        name="indicator",
        read=P.INDICATOR_READ,
        write=None,
        obj=by_key(Indicator),
    ),
    page(
        "observations/<int:pk>/",
        views.observation,
        name="observation",
        read=P.OBSERVATION_READ,
        write=None,
        obj=by_id(Observation),
    ),
    page(
        "observations/<int:pk>/correct/",
        views.correct,
        name="indicator-correct",
        read=P.OBSERVATION_CORRECT,
        write=P.OBSERVATION_CORRECT,
        obj=by_id(Observation),
    ),
]
