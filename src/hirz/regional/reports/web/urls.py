from django.urls import path, re_path

from hirz.regional.reports.web import views, views_sheets

app_name = "reports"
FORMATS = "(?P<file_format>docx|pdf)"
urlpatterns = [
    path("", views.listed, name="list"),
    path("new/", views.begin, name="begin"),
    path("status/", views.status, name="status"),
    re_path("^status/(?P<file_format>docx|pdf|xlsx)/$", views.status_file, name="status_file"),
    path("sheets/", views_sheets.sheets, name="sheets"),
    path("sheets/<str:code>/file/", views_sheets.sheet, name="sheet"),
    path("sheets/<str:code>/paper/", views_sheets.paper, name="paper"),
    path("sheets/<str:code>/", views_sheets.take_in, name="take_in"),
    path("sections/<uuid:pk>/", views.section, name="section"),
    path("sections/<uuid:pk>/redraft/", views.redraft, name="redraft"),
    path("<uuid:pk>/", views.one, name="one"),
    path("<uuid:pk>/sections/add/", views.add_section, name="add_section"),
    path("<uuid:pk>/sources/add/", views.cite, name="cite"),
    path("<uuid:pk>/issue/", views.issue, name="issue"),
    re_path(f"^(?P<pk>[0-9a-f-]{{36}})/{FORMATS}/$", views.download, name="download"),
]
