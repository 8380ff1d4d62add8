from django.urls import path

from hirz.reprisals.people.web import views

app_name = "people"
urlpatterns = [
    path("", views.people, name="list"),
    path("<uuid:pk>/", views.person, name="person"),
    path("<uuid:pk>/names/", views.add_name, name="add_name"),
    path("<uuid:pk>/born/", views.change_birth, name="change_birth"),
    path("<uuid:pk>/public/", views.describe, name="describe"),
    path("<uuid:pk>/consent/", views.record_consent, name="record_consent"),
    path("<uuid:pk>/erase/", views.erase, name="erase"),
    path("<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
]
