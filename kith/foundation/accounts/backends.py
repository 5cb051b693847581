"""Who a session belongs to, asked of the database with every request."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from kith.foundation.accounts.models import User
from kith.foundation.accounts.prepared import Prepared, slot

_FIND = Prepared(lambda: User.objects.filter(pk=slot("pk", User._meta.pk)))


class SignInBackend(AuthenticationBackend):
    """Signing in as allauth does it; the person is found without writing the query anew."""

    def get_user(self, user_id: Any) -> User | None:
        """The person, unless they may no longer sign in."""
        user = _FIND.first(pk=user_id)
        return user if user is not None and self.user_can_authenticate(user) else None
