from django.urls import path

from hirz.regional.organisations.web import views, views_changing

app_name = "organisations"
urlpatterns = [
    path("organisations/", views.listed, name="list"),
    path("organisations/add/", views_changing.add, name="add"),
    path("organisations/<uuid:pk>/", views.one, name="one"),
    path("organisations/<uuid:pk>/edit/", views_changing.edit, name="edit"),
    path("organisations/<uuid:pk>/invite/", views_changing.invite, name="invite"),
    path("organisations/contributors/<uuid:pk>/hand-over/", views_changing.hand_over, name="hand_over"),
    path("organisations/contributors/<uuid:pk>/link/", views_changing.link, name="link"),
    path("organisations/contributors/<uuid:pk>/end/", views_changing.end, name="end"),
    path("contribute/", views.contribute, name="contribute"),
]
