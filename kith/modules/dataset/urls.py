"""The addresses of the dataset: those of each of its rooms."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
