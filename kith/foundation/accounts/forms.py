"""allauth's forms in Kith's words."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as factor
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.totp.internal import auth
from django import forms

from kith.foundation.accounts import secrets

EMAIL = "Work e-mail address"
RULES = "At least 12 characters. Four plain words together are easy to keep and hard to guess."
AGAIN = "New password again"


def _word(form: forms.BaseForm, name: str, label: str, help_text: str = "") -> None:
    field = form.fields[name]
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)


class LoginForm(account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "login", EMAIL)
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        _word(self, "password", "Password")


class ResetPasswordForm(account.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "email", EMAIL)


class ResetPasswordKeyForm(account.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "password1", "New password", RULES)
        _word(self, "password2", AGAIN)


class ChangePasswordForm(account.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "oldpassword", "Present password")
        _word(self, "password1", "New password", RULES)
        _word(self, "password2", AGAIN)


class SetPasswordForm(account.SetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "password1", "New password", RULES)
        _word(self, "password2", AGAIN)


class ReauthenticateForm(account.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "password", "Password")


def _code(form: forms.BaseForm, help_text: str) -> None:
    _word(form, "code", "Code", help_text)
    form.fields["code"].widget.attrs |= {"inputmode": "numeric", "class": "govuk-input--width-10"}


class AuthenticateForm(factor.AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self, "Six digits from your authenticator app, or one of your recovery codes.")


class ReauthenticateFactorForm(factor.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self, "Six digits from your authenticator app, or one of your recovery codes.")


class ActivateTOTPForm(totp.ActivateTOTPForm):
    """Keeps the new secret encrypted while the person fetches the first code from their app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user = kwargs.pop("user")
        forms.Form.__init__(self, *args, **kwargs)
        session = context.request.session
        kept = session.get(auth.SECRET_SESSION_KEY) if self.is_bound else None
        self.secret = secrets.decrypt(kept) if kept else auth.generate_totp_secret()
        if not kept:
            session[auth.SECRET_SESSION_KEY] = secrets.encrypt(self.secret)
        _code(self, "The six digits that the app now shows.")

    def clean_code(self) -> str:
        """The code that proved the app may not prove a sign-in as well."""
        code: str = super().clean_code()
        used = auth.TOTP(Authenticator(user=self.user, data={"secret": self.encrypted}))
        used._mark_code_used(code)
        return code

    @property
    def grouped(self) -> str:
        """The key as people can type it: in groups of four."""
        return " ".join(self.secret[i : i + 4] for i in range(0, len(self.secret), 4))

    @property
    def encrypted(self) -> str:
        return secrets.encrypt(self.secret)
