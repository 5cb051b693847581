"""Every door of Kith. Each route declares who may read it and who may write."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
