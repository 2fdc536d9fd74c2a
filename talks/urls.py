"""Addresses of the talks: the explorer, the pages of things, and files."""

from django.urls import path, re_path

from talks.checks import views as checks
from talks.explorer import views as explorer
from talks.exports import views as exports
from talks.exports.formats import FORMATS
from talks.pages import about, history, lists, references, sources, story, things, tracks

app_name = "talks"
urlpatterns = [
    path("", explorer.timeline, name="timeline"),
    path("suggest/", explorer.suggestions, name="suggest"),
    path("timeline.json", explorer.figure, name="figure"),
    path("rounds/", lists.rounds, name="rounds"),
    path("statements/", lists.statements, name="statements"),
    path("documents/", lists.documents, name="documents"),
    path("venues/", lists.venues, name="venues"),
    path("rounds/<slug:slug>/", things.round, name="round"),
    re_path(
        r"^(?P<kind>rounds|statements|documents)/(?P<slug>[-\w]+)/history/$",
        history.history,
        name="history",
    ),
    re_path(
        rf"^(?P<kind>{'|'.join(references.MODELS)})/(?P<slug>[-\w]+)/"
        rf"reference\.(?P<suffix>{'|'.join(references.FILES)})$",
        references.reference,
        name="reference",
    ),
    path("statements/<slug:slug>/", things.statement, name="statement"),
    path("documents/<slug:slug>/", things.document, name="document"),
    path("story/", story.story, name="story"),
    path("tracks/", tracks.tracks, name="tracks"),
    path("tracks/<slug:slug>/", tracks.track, name="track"),
    path("venues/<slug:slug>/", things.venue, name="venue"),
    path("sources/", sources.sources, name="sources"),
    path("sources/disagreements/", sources.disagreements, name="disagreements"),
    path("sources/<slug:slug>/", sources.source, name="source"),
    path("about/", about.about, name="about"),
    path("admin/check/", checks.check, name="check"),
    *(
        re_path(
            rf"^(?P<kind>{'|'.join(file_format.kinds)})\.(?P<suffix>{file_format.suffix})$",
            exports.export,
            name="export",
        )
        for file_format in FORMATS.values()
    ),
]
