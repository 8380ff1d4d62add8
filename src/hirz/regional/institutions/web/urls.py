from django.urls import path

from hirz.regional.institutions.web import views, views_mechanism, views_recording

app_name = "institutions"
urlpatterns = [
    path("", views.listed, name="list"),
    path("exchanges/", views.exchanges, name="exchanges"),
    path("exchanges/add/", views_recording.add_exchange, name="add_exchange"),
    path("exchanges/<uuid:pk>/", views.exchange, name="exchange"),
    path("exchanges/<uuid:pk>/follow-up/", views_recording.follow_up_exchange, name="follow_up_exchange"),
    path("decisions/<uuid:pk>/recommendations/", views_recording.add_recommendations, name="add_recommendations"),
    path("recommendations/<uuid:pk>/follow-up/", views_recording.add_follow_up, name="add_follow_up"),
    path("provisions/<uuid:pk>/end/", views_recording.end_provision, name="end_provision"),
    path("records/<uuid:pk>/remove/", views_recording.remove, name="remove"),
    path("mechanisms/<uuid:pk>/", views_mechanism.mechanism, name="mechanism"),
    path("mechanisms/<uuid:pk>/describe/", views_mechanism.describe, name="describe_mechanism"),
    path("mechanisms/<uuid:pk>/members/add/", views_mechanism.add_member, name="add_member"),
    path("mechanisms/<uuid:pk>/assess/", views_mechanism.assess, name="assess_capacity"),
    path("members/<uuid:pk>/end/", views_mechanism.end_membership, name="end_membership"),
    path("<uuid:pk>/", views.one, name="one"),
    path("<uuid:pk>/observations/", views.observations, name="observations"),
    path("<uuid:pk>/observations/assess/", views_recording.assess_observation, name="assess_observation"),
    path("<uuid:pk>/provisions/add/", views_recording.add_provision, name="add_provision"),
    path("<uuid:pk>/decisions/add/", views_recording.add_decision, name="add_decision"),
]
