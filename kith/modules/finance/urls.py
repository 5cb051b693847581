"""The addresses of the accounts."""

from kith.foundation.access import Permission as P
from kith.foundation.access import by, by_id, page
from kith.modules.finance import views
from kith.modules.finance.models import Account, Line

account = by(Account, period_code="year")

urlpatterns = [
    page("money/", views.years, name="accounts", read=P.FINANCE_READ, write=None),
    page("money/new/", views.begin, name="account-open", read=P.FINANCE_EDIT, write=P.FINANCE_EDIT),
    page(
        "money/lines/<int:pk>/",
        views.change,
        name="account-line",
        read=P.FINANCE_EDIT,
        write=P.FINANCE_EDIT,
        obj=by_id(Line),
    ),
    page(
        "money/<slug:year>/",
        views.year,
        name="account-year",
        read=P.FINANCE_READ,
        write=None,
        obj=account,
    ),
    page(
        "money/<slug:year>/totals/",
        views.totals,
        name="account-totals",
        read=P.FINANCE_EDIT,
        write=P.FINANCE_EDIT,
        obj=account,
    ),
    page(
        "money/<slug:year>/add/",
        views.add,
        name="account-add-line",
        read=P.FINANCE_EDIT,
        write=P.FINANCE_EDIT,
        obj=account,
    ),
]
