from django.urls import path

from hirz.reprisals.reporting.web import views

app_name = "reporting"
urlpatterns = [
    path("", views.editions, name="editions"),
    path("entries/<uuid:pk>/", views.entry, name="entry"),
    path("entries/<uuid:pk>/decide/", views.decide, name="decide"),
    path("entries/<uuid:pk>/draft/", views.draft, name="draft"),
    path("entries/<uuid:pk>/comment/", views.comment, name="comment"),
    path("entries/<uuid:pk>/clear/", views.clear, name="clear"),
    path("entries/<uuid:pk>/return/", views.return_to_draft, name="return"),
    path("<int:year>/", views.edition, name="edition"),
    path("<int:year>/publish/", views.publish, name="publish"),
    path("<int:year>/files/<str:language>/<str:format>/", views.download, name="download"),
]
