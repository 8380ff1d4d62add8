from django.urls import path

from hirz.regional.legislation.web import (
    views,
    views_clearing,
    views_commenting,
    views_requests,
    views_taking_in,
    views_uptake,
)

app_name = "legislation"
urlpatterns = [
    path("", views.listed, name="list"),
    path("import/", views_taking_in.import_law, name="import"),
    path("requests/", views_requests.listed, name="requests"),
    path("requests/add/", views_requests.add, name="add_request"),
    path("requests/<uuid:pk>/", views_requests.one, name="request"),
    path("versions/<uuid:pk>/", views.version, name="version"),
    path("versions/<uuid:pk>/file/", views.file, name="file"),
    path("versions/<uuid:pk>/with/<uuid:other>/", views.compare, name="compare"),
    path("versions/<uuid:pk>/advise/", views_commenting.begin, name="begin_advice"),
    path("advice/<uuid:pk>/", views_commenting.advice, name="advice"),
    path("advice/<uuid:pk>/introduction/", views_commenting.introduce, name="introduce"),
    path("advice/<uuid:pk>/comments/add/", views_commenting.add_comment, name="add_comment"),
    path("advice/<uuid:pk>/submit/", views_clearing.submit, name="submit"),
    path("advice/<uuid:pk>/return/", views_clearing.give_back, name="return"),
    path("advice/<uuid:pk>/clear/", views_clearing.clear, name="clear"),
    path("advice/<uuid:pk>/send/", views_clearing.send, name="send"),
    path("advice/<uuid:pk>/share/", views_clearing.share, name="share"),
    path("advice/<uuid:pk>/<str:language>.<str:format>", views_clearing.download, name="download"),
    path("advice/<uuid:pk>/uptake/<uuid:version>/", views_uptake.uptake, name="uptake"),
    path("advice/<uuid:pk>/uptake/<uuid:version>/again/", views_uptake.compute_again, name="compute_again"),
    path("uptake/<uuid:pk>/", views_uptake.decide, name="decide_uptake"),
    path("comments/<uuid:pk>/", views_commenting.edit_comment, name="edit_comment"),
    path("comments/<uuid:pk>/remove/", views_commenting.remove_comment, name="remove_comment"),
    path("<uuid:pk>/", views.law, name="law"),
    path("<uuid:pk>/share/", views.share, name="share_law"),
    path("<uuid:pk>/versions/add/", views_taking_in.add_version, name="add_version"),
]
