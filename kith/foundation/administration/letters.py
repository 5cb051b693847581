"""The one letter that administration sends: an invitation, with a link to choose a password."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from kith.foundation.accounts.models import User


def send_invitation(request: HttpRequest, person: User) -> None:
    """Send the link; the message says nothing of what the person will see once inside."""
    key = default_token_generator.make_token(person)
    link = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), key])
    context = {
        "link": request.build_absolute_uri(link),
        "ask": request.build_absolute_uri(reverse("account_reset_password")),
        "partnership": settings.PARTNERSHIP,
    }
    send_mail(
        subject="You are invited to Kith",
        message=render_to_string("administration/invitation.txt", context),
        from_email=settings.DEFAULT_FROM_EMAIL,
        recipient_list=[person.email],
    )
