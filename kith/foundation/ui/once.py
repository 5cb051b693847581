"""The hidden field by which a form that is sent twice is done once; `access.once` receives it."""

import uuid

from django.utils.html import format_html
from django.utils.safestring import SafeString

FIELD = "submission"


def new_token() -> str:
    return str(uuid.uuid4())


def hidden_field() -> SafeString:
    """The field with a number of its own, for `{% submit_once %}`."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, new_token())
