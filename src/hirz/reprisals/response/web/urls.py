from django.urls import path

from hirz.reprisals.response.web import views, views_replies, views_steps

app_name = "response"
urlpatterns = [
    path("", views.letters, name="list"),
    path("plan/<uuid:pk>/", views.plan, name="plan"),
    path("steps/plan/<uuid:pk>/", views_steps.plan_step, name="plan_step"),
    path("steps/<uuid:pk>/done/", views_steps.step_done, name="step_done"),
    path("steps/<uuid:pk>/breach/", views_steps.see_to_breach, name="see_to_breach"),
    path("replies/<uuid:pk>/", views_replies.assess, name="assess"),
    path("replies/<uuid:pk>/promise/", views_replies.promise, name="promise"),
    path("<uuid:pk>/", views.letter, name="letter"),
    path("<uuid:pk>/draft/", views.draft, name="draft"),
    path("<uuid:pk>/send/", views.send, name="send"),
    path("<uuid:pk>/resume/", views.resume, name="resume"),
    path("<uuid:pk>/cancel/", views.cancel, name="cancel"),
    path("<uuid:pk>/reply/", views_replies.reply, name="reply"),
    path("<uuid:pk>/no-reply/", views_replies.no_reply, name="no_reply"),
    path("<uuid:pk>/files/<str:format>/", views.download, name="download"),
]
