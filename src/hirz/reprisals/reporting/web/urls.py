from django.urls import path

from hirz.reprisals.reporting.web import views, views_entries

app_name = "reporting"
urlpatterns = [
    path("", views.editions, name="editions"),
    path("open/", views.open_edition, name="open"),
    path("entries/<uuid:pk>/", views_entries.entry, name="entry"),
    path("entries/<uuid:pk>/decide/", views_entries.decide, name="decide"),
    path("entries/<uuid:pk>/draft/", views_entries.draft, name="draft"),
    path("entries/<uuid:pk>/edit/", views_entries.edit, name="edit"),
    path("entries/<uuid:pk>/extract/", views_entries.ask_state, name="ask_state"),
    path("extracts/<uuid:pk>/", views_entries.extract, name="extract"),
    path("entries/<uuid:pk>/comment/", views_entries.comment, name="comment"),
    path("entries/<uuid:pk>/waive/", views_entries.waive, name="waive"),
    path("entries/<uuid:pk>/present/", views_entries.present, name="present"),
    path("entries/<uuid:pk>/clear/", views_entries.clear, name="clear"),
    path("entries/<uuid:pk>/return/", views_entries.return_to_draft, name="return"),
    path("entries/<uuid:pk>/thaw/", views_entries.thaw, name="thaw"),
    path("<int:year>/", views.edition, name="edition"),
    path("<int:year>/cases/", views.list_candidates, name="list_candidates"),
    path("<int:year>/publish/", views.publish, name="publish"),
    path("<int:year>/files/<str:language>/<str:format>/", views.download, name="download"),
]
