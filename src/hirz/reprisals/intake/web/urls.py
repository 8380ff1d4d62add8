from django.urls import path

from hirz.reprisals.intake.web import views, views_entering, views_triage

app_name = "intake"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("new/", views_entering.enter, name="enter"),
    path("files/<uuid:pk>/", views.file, name="file"),
    path("files/<uuid:pk>/working-copy/", views.working_copy, name="working_copy"),
    path("missed/<uuid:pk>/take/", views.take_up, name="take_up"),
    path("<uuid:pk>/", views.submission, name="submission"),
    path("<uuid:pk>/triage/", views_triage.triage, name="triage"),
    path("<uuid:pk>/out-of-scope/", views_triage.out_of_scope, name="out_of_scope"),
    path("<uuid:pk>/join/", views_triage.join, name="join"),
    path("<uuid:pk>/message/", views.message, name="message"),
    path("<uuid:pk>/shown-state/", views.shown_state, name="shown_state"),
]
