from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "actors.review"
    label = "review"
    verbose_name = "Review"
