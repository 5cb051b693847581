"""How Kith wants allauth to behave: nobody signs up alone, and no secret is stored in clear."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from kith.foundation.accounts import secrets
from kith.foundation.accounts.models import User

# Where the page that follows says it, a message as well would only be noise.
SILENT = {
    "account/messages/logged_in.txt",
    "account/messages/logged_out.txt",
    "mfa/messages/recovery_codes_generated.txt",
}
WRONG = "The e-mail address or the password is wrong. Check both and try again."


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation, so the sign-up door is shut."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": WRONG,
        "account_inactive": WRONG,
        "incorrect_password": "The password is wrong. Check it and try again.",
        "enter_current_password": "The present password is wrong. Check it and try again.",
        "too_many_login_attempts": "There were too many tries. Wait fifteen minutes, then try "
        "once more, or ask for a new password.",
        "rate_limited": "There were too many tries. Wait a few minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        template = args[0] if args else kwargs.get("message_template")
        if template not in SILENT:
            super().add_message(request, level, *args, **kwargs)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Who has a second factor proves it again: a stolen password takes no factor away."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        factors = [method for method in methods if method["id"] == "mfa_reauthenticate"]
        return factors or methods

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """A note that something about the account changed, to the address of the account."""
        super().send_notification_mail(template_prefix, user, context, email or user.email)


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor's secrets are encrypted before they reach the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "The code is wrong or was used before. Wait for the next one, then "
        "enter its six digits.",
        "cannot_generate_recovery_codes": "Set up the authenticator app before recovery codes.",
    }

    def encrypt(self, text: str) -> str:
        return secrets.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return secrets.decrypt(encrypted_text)
