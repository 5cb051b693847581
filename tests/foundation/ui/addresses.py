"""The few addresses that these tests need, so that they stand without the rest of the house."""

from __future__ import annotations

from django.urls import path

from kith.foundation.ui import views

urlpatterns = [
    path("home/", views.help, name="home"),
    path("evidence/", views.gallery, name="evidence"),
    path("evidence/deep/", views.gallery, name="deep"),
    path("hidden/", views.privacy, name="hidden"),
    path("help/", views.help, name="help"),
    path("search/", views.help, name="search"),
]
