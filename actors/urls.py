"""Addresses of the actors."""

from django.urls import path

from actors import views

app_name = "actors"
urlpatterns = [
    path("", views.actors, name="actors"),
    path("<slug:slug>/", views.actor, name="actor"),
]
