"""Sessions in the database, as Django keeps them; looked up without writing the query anew."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from kith.foundation.accounts.prepared import Prepared, slot

_meta = Session._meta
_FIND = Prepared(
    lambda: Session.objects.filter(
        session_key=slot("key", _meta.get_field("session_key")),
        expire_date__gt=slot("now", _meta.get_field("expire_date")),
    )
)


class SessionStore(db.SessionStore):
    """Django's own, but for how a session in force is found."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        found = _FIND.first(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found
