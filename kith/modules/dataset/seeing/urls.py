"""The addresses of the group's front page and of the figures by priority, agency and quarter."""

from kith.foundation.access import Permission as P
from kith.foundation.access import by_key, page
from kith.foundation.organisations.models import Organisation
from kith.modules.dataset.rounds import quarters
from kith.modules.dataset.seeing import views

assert quarters.Quarter  # its part of an address is registered before it is used

urlpatterns = [
    page(
        "dataset/", views.performance, name="dataset-performance", read=P.DATASET_READ, write=None
    ),
    page(
        "dataset/by-priority/<int:number>/",
        views.by_priority,
        name="dataset-by-priority",
        read=P.DATASET_READ,
        write=None,
    ),
    # An agency's own values: for the group, and for the agency itself.
    page(
        "dataset/by-agency/<slug:key>/",
        views.by_agency,
        name="dataset-by-agency",
        read=P.OBSERVATION_READ,
        write=None,
        obj=by_key(Organisation),
    ),
    page(
        "dataset/by-quarter/<quarter:quarter>/",
        views.by_quarter,
        name="dataset-by-quarter",
        read=P.DATASET_READ,
        write=None,
    ),
]
