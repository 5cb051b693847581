"""The one search box: whatever the reader may see, found by its words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kith.foundation.ui.searching import found

SHORTEST = 2  # letters


def search(request: HttpRequest) -> HttpResponse:
    """What was found, by kind; what the reader may not see is answered like what is nowhere."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    asked = len(words) >= SHORTEST
    groups = found(request.actor, words) if asked else []  # type: ignore[attr-defined]
    context = {
        "words": words,
        "asked": asked,
        "groups": groups,
        "count": sum(len(hits) for _, hits in groups),
    }
    return render(request, "config/search.html", context)
