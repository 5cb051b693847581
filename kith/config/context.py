"""What every page knows: the partnership, who is reading, and which doors are open to them."""

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, object]:
    return {
        "partnership": settings.PARTNERSHIP,
        "actor": getattr(request, "actor", None),
        "example": settings.EXAMPLE,
    }
