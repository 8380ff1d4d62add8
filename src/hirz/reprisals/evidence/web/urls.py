from django.urls import path

from hirz.reprisals.evidence.web import views, views_export, views_redaction

app_name = "evidence"
urlpatterns = [
    path("of/<uuid:pk>/", views.listing, name="list"),
    path("of/<uuid:pk>/add/", views.add, name="add"),
    path("of/<uuid:pk>/take/<uuid:file>/", views.take, name="take"),
    path("of/<uuid:pk>/export/", views_export.export, name="export"),
    path("<uuid:pk>/", views.item, name="item"),
    path("<uuid:pk>/save/<uuid:version>/", views.save, name="save"),
    path("<uuid:pk>/pages/<uuid:version>/<int:page>/", views.page, name="page"),
    path("<uuid:pk>/text/<uuid:version>/", views.text, name="text"),
    path("<uuid:pk>/redact/<uuid:version>/", views_redaction.redact, name="redact"),
    path("copies/<uuid:pk>/review/", views_redaction.review, name="review"),
]
