"""Addresses of the talks: the explorer, its things, and the same as files."""

from django.urls import path, re_path

from talks import views
from talks.exports import COLUMNS, FORMATS

app_name = "talks"
urlpatterns = [
    path("", views.timeline, name="timeline"),
    path("suggest/", views.suggest, name="suggest"),
    path("timeline.json", views.figure, name="figure"),
    path("rounds/<slug:slug>/", views.round, name="round"),
    re_path(
        r"^(?P<kind>rounds|statements)/(?P<slug>[-\w]+)/history/$", views.history, name="history"
    ),
    path("statements/<slug:slug>/", views.statement, name="statement"),
    path("documents/<slug:slug>/", views.document, name="document"),
    path("tracks/", views.tracks, name="tracks"),
    path("tracks/<slug:slug>/", views.track, name="track"),
    path("venues/<slug:slug>/", views.venue, name="venue"),
    path("sources/", views.sources, name="sources"),
    path("sources/disagreements/", views.differences, name="disagreements"),
    path("sources/<slug:slug>/", views.source, name="source"),
    path("about/", views.about, name="about"),
    path("admin/check/", views.check, name="check"),
    path("healthz", views.healthz, name="healthz"),
    re_path(
        rf"^(?P<kind>{'|'.join(COLUMNS)})\.(?P<file_format>{'|'.join(FORMATS)})$",
        views.export,
        name="export",
    ),
]
