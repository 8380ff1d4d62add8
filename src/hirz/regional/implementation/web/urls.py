from django.urls import path

from hirz.regional.implementation.web import views, views_assessing, views_evidence, views_planning, views_updating

app_name = "implementation"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("queue/", views.queue, name="queue"),
    path("reminders/", views.reminders, name="reminders"),
    path("recommendations/<uuid:pk>/", views.recommendation, name="recommendation"),
    path("recommendations/<uuid:pk>/assess/", views_assessing.assess, name="assess"),
    path("recommendations/<uuid:pk>/tie/", views_planning.tie, name="tie"),
    path("plans/<uuid:pk>/", views.plan, name="plan"),
    path("plans/<uuid:pk>/edit/", views_planning.edit_plan, name="edit_plan"),
    path("measures/<uuid:pk>/", views.measure, name="measure"),
    path("measures/<uuid:pk>/edit/", views_planning.edit_measure, name="edit_measure"),
    path("measures/<uuid:pk>/responsible/", views_planning.make_responsible, name="make_responsible"),
    path("measures/<uuid:pk>/indicators/add/", views_planning.add_indicator, name="add_indicator"),
    path("measures/<uuid:pk>/budget/add/", views_planning.add_budget_line, name="add_budget_line"),
    path("measures/<uuid:pk>/update/", views_updating.write, name="write"),
    path("hanging/<str:kind>/<uuid:pk>/remove/", views_planning.remove, name="remove"),
    path("updates/<uuid:pk>/", views.update, name="update"),
    path("updates/<uuid:pk>/step/", views_updating.step, name="step"),
    path("evidence/", views_evidence.library, name="library"),
    path("evidence/<uuid:pk>/", views_evidence.one, name="evidence"),
    path("evidence/<uuid:pk>/file/", views_evidence.file, name="evidence_file"),
    path("share/<str:kind>/<uuid:pk>/", views_assessing.share, name="share"),
    path("<str:code>/", views.state, name="state"),
    path("<str:code>/plans/add/", views_planning.add_plan, name="add_plan"),
    path("<str:code>/measures/add/", views_planning.add_measure, name="add_measure"),
    path("<str:code>/evidence/", views_evidence.listed, name="evidence_list"),
    path("<str:code>/evidence/add/", views_evidence.add, name="add_evidence"),
]
