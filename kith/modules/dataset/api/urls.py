"""The addresses of the API: its keys and its documentation, and the API itself under /api/v1/."""

from kith.foundation.access import Permission as P
from kith.foundation.access import by, by_id, page
from kith.modules.dataset.api import endpoints, views
from kith.modules.dataset.models import Receipt, Return, Token
from kith.modules.dataset.rounds import quarters  # noqa: F401  (a quarter in an address)

urlpatterns = [
    page("dataset/api/", views.keys, name="dataset-api", read=P.RETURN_FILL, write=P.RETURN_FILL),
    page(
        "dataset/api/documentation/",
        views.documentation,
        name="dataset-api-documentation",
        read=P.DATASET_READ,
        write=None,
    ),
    page(
        "dataset/api/<int:pk>/withdraw/",
        views.withdraw,
        name="dataset-api-withdraw",
        read=P.RETURN_FILL,
        write=P.RETURN_FILL,
        obj=by_id(Token),
    ),
    # Behind the door for keys (settings.BEARER_DOORS): no cookie comes this far.
    page("api/v1/returns/", endpoints.returns, name="api-returns", read=P.RETURN_FILL, write=None),
    page(
        "api/v1/returns/<quarter:quarter>/",
        endpoints.one,
        name="api-return",
        read=P.RETURN_FILL,
        write=P.RETURN_FILL,
        obj=by(Return, "return_to", round__quarter="quarter"),
    ),
    page(
        "api/v1/receipts/<int:pk>/",
        endpoints.receipt,
        name="api-receipt",
        read=P.RETURN_FILL,
        write=None,
        obj=by_id(Receipt),
    ),
    page("api/v1/openapi.json", endpoints.openapi, name="api-openapi", read=P.PUBLIC, write=None),
]
