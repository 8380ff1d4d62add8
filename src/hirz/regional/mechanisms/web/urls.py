from django.urls import path

from hirz.regional.mechanisms.web import views, views_recording

app_name = "mechanisms"
urlpatterns = [
    path("", views.states, name="states"),
    path("import/", views_recording.import_file, name="import"),
    path("actions/<uuid:pk>/remove/", views_recording.remove_action, name="remove_action"),
    path("events/<uuid:pk>/remove/", views_recording.remove_event, name="remove_event"),
    path("<str:code>/", views.state, name="state"),
    path("<str:code>/calendar/", views.calendar, name="calendar"),
    path("<str:code>/calendar.ics", views.feed, name="feed"),
    path("<str:code>/records/", views.records, name="records"),
    path("<str:code>/records/actions/add/", views_recording.add_action, name="add_action"),
    path("<str:code>/records/events/add/", views_recording.add_event, name="add_event"),
    path("<str:code>/settle/", views_recording.settle, name="settle"),
]
