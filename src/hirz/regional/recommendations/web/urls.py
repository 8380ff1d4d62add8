from django.urls import path

from hirz.regional.recommendations.web import views, views_groups, views_imports, views_lineage, views_recording

app_name = "recommendations"
urlpatterns = [
    path("", views.listed, name="list"),
    path("import/", views_recording.import_file, name="import"),
    path("import/template/", views_imports.template, name="template"),
    path("imports/", views_imports.imports, name="imports"),
    path("imports/<uuid:pk>/take-back/", views_imports.take_back_import, name="take_back_import"),
    path("lineage/", views_lineage.waiting, name="lineage"),
    path("lineage/<uuid:earlier>/<uuid:later>/", views_lineage.pair, name="pair"),
    path("groups/", views_groups.groups, name="groups"),
    path("groups/none/", views_groups.in_no_group, name="in_no_group"),
    path("groups/changes/", views_groups.changes, name="group_changes"),
    path("groups/changes/<uuid:pk>/take-back/", views_groups.take_back, name="take_back"),
    path("groups/<uuid:pk>/", views_groups.group, name="group"),
    path("groups/<uuid:pk>/name/", views_groups.name_group, name="name_group"),
    path("groups/<uuid:pk>/merge/", views_groups.merge_group, name="merge_group"),
    path("terms/", views.terms, name="terms"),
    path("terms/<uuid:pk>/", views_recording.map_term, name="map_term"),
    path("parts/<uuid:pk>/edit/", views_recording.edit_part, name="edit_part"),
    path("parts/<uuid:pk>/remove/", views_recording.remove_part, name="remove_part"),
    path("<uuid:pk>/", views.one, name="one"),
    path("<uuid:pk>/lineage/", views_lineage.candidates, name="candidates"),
    path("<uuid:pk>/parts/add/", views_recording.add_parts, name="add_parts"),
    path("<uuid:pk>/positions/add/", views_recording.add_position, name="add_position"),
]
