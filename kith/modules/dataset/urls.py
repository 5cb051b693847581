"""The addresses of the dataset: those of each of its rooms."""

from kith.modules.dataset.accepting import urls as accepting
from kith.modules.dataset.api import urls as api
from kith.modules.dataset.editions import urls as editions
from kith.modules.dataset.escalating import urls as escalating
from kith.modules.dataset.rounds import urls as rounds
from kith.modules.dataset.seeing import urls as seeing
from kith.modules.dataset.sending import urls as sending
from kith.modules.dataset.uploads import urls as uploads

urlpatterns = [
    *seeing.urlpatterns,
    *editions.urlpatterns,
    *rounds.urlpatterns,
    *accepting.urlpatterns,
    *sending.urlpatterns,
    *uploads.urlpatterns,
    *api.urlpatterns,
    *escalating.urlpatterns,
    *sending.last,
]
