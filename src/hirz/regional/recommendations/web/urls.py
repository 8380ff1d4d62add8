from django.urls import path

from hirz.regional.recommendations.web import views, views_recording

app_name = "recommendations"
urlpatterns = [
    path("", views.listed, name="list"),
    path("import/", views_recording.import_file, name="import"),
    path("terms/", views.terms, name="terms"),
    path("terms/<uuid:pk>/", views_recording.map_term, name="map_term"),
    path("parts/<uuid:pk>/edit/", views_recording.edit_part, name="edit_part"),
    path("parts/<uuid:pk>/remove/", views_recording.remove_part, name="remove_part"),
    path("<uuid:pk>/", views.one, name="one"),
    path("<uuid:pk>/parts/add/", views_recording.add_parts, name="add_parts"),
    path("<uuid:pk>/positions/add/", views_recording.add_position, name="add_position"),
]
