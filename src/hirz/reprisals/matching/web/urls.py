from django.urls import path

from hirz.reprisals.matching.web import panel, views  # noqa: F401 - the panel registers itself

app_name = "matching"
urlpatterns = [
    path("", views.proposals, name="proposals"),
    path("enter/", views.enter, name="enter"),
    path("<uuid:pk>/with/<uuid:other>/", views.pair, name="pair"),
    path("<uuid:pk>/group/", views.group, name="group"),
    path("<uuid:pk>/answers/", views.settle, name="settle"),
    path("merges/<uuid:pk>/undo/", views.undo, name="undo"),
]
