"""What a person sees when too many sign-ins failed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked_out(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    """The page after too many failed sign-ins; it says nothing about whether the account exists."""
    return render(request, "account/locked_out.html", status=429)
