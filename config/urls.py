"""The table of contents of the site."""

from django.contrib import admin
from django.urls import include, path

from config.health import healthz

urlpatterns = [
    path("", include("talks.urls")),
    path("actors/", include("actors.urls")),
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
]
